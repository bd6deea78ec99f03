//! A new telephone number: a code that was sent to it, and the operator's word that it is this
//! person's. Whoever changes a number does so in a flow of their own, named here by its id; what is
//! shown, sent and tried is the same everywhere.
//!
//! A slice draws the page on which the code is entered with [`Pending::draw`]; *Gửi lại OTP* goes to
//! [`resend`]. The code is bound to the number, the flow and the browser; only [`Pending::redeem`],
//! in the transaction of what it allows, uses it up.

mod code;
pub mod letters;
mod operator;
mod page;
pub mod waiting;

pub use code::{Pending, read, resend};
pub use operator::{Doubt, ask, ask_at_the_end};
pub use page::Asking;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();
