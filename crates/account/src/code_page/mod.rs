//! The page on which a code is entered that was sent, the same wherever one is: what the code is
//! bound to, sending it and sending it again, trying it, and what the page says of it.
//!
//! The page of a slice holds [`CodeView`] as `code` and its form as `form`, extends
//! `code_page/enter_code.html`, and fills the blocks `steps`, `lead`, `before_resend` and `after`
//! with what is its own. What follows a right code is the slice's own, too; only
//! `credentials::one_time_code::redeem`, in the transaction of what it allows, uses it up.

mod code;
mod message;
mod tries;
mod view;
pub mod letters;

pub use code::{FlowCode, Outgoing, longer};
pub use message::{MessageView, Words as MessageWords, message};
pub use tries::{Tried, WrongCodes};
pub use view::{CodeView, Present, Words, keep};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();
