//! Accounts that somebody who is signed in has just proved to be theirs, until they say whether to
//! link them. An offer belongs to the session that asked for it and serves once.

mod records;

pub use records::{offer, offered, spend_offer, sweep_offers};

store::row_id! {
    /// The id of an offer.
    OfferId
}
