//! A new telephone number: a code that was sent to it, and the operator's word that it is this
//! person's. Whoever changes a number does so in a flow of their own, named here by its id; what is
//! shown, sent and tried is the same everywhere.
//!
//! A page that asks for the code holds [`CodeView`] as `code` and its digits as `digits`, includes
//! `new_number/enter_code.html`, and posts to [`resend`] where *Gửi lại OTP* is pressed. The code
//! is bound to the number, the flow and the browser; only [`redeem`], in the transaction of what it
//! allows, uses it up.

mod code;
mod code_view;
pub mod letters;
mod operator;
pub mod waiting;

pub use code::{Pending, Tried, read, redeem, resend, send, settings, try_code, unused};
pub use code_view::{CodeView, view};
pub use operator::{Doubt, ask, ask_at_the_end};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();
