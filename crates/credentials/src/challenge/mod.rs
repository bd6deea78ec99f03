//! The challenge: a small tax on whoever sends forms by the thousand, paid without noticing by
//! everybody else.
//!
//! Two challenges, and a setting that says which are asked for:
//!
//! * **Proof of work** (`proof_of_work`): while the person types, a worker in their browser looks
//!   for eight numbers. Nothing is shown and nothing is asked. How long the search takes grows with
//!   the [`Pressure`] on the service. The puzzle is a signed text; nothing is stored before it is
//!   solved.
//! * **Image** (`image`): six characters to read (`draw`) or to hear (`audio`) and to type. Upper
//!   and lower case and spaces make no difference. It is what the browser without script, the phone
//!   that is too slow and the worker that does not answer are offered.
//!
//! Both are bound to one browser (the visit) and one purpose, live as long as the form, and count
//! once: the caller spends the [`SpentId`] in the database, in the transaction that uses it. What a
//! person may do who can neither run the one nor read or hear the other is said by the page: the
//! desk helps.
//!
//! [`Challenge`] puts the two together by the setting. The slice is pure: moments, chance and keys
//! come in as values, and what goes out are texts and bytes.

pub mod settings;
pub mod verdict;
pub mod proof_of_work;
mod characters;
mod dice;
mod draw;
mod audio;
pub mod image;
pub mod answers;
mod records;

#[cfg(test)]
mod tests;

pub use self::image::ImageChallenge;
pub use answers::{Answers, Challenge};
pub use proof_of_work::ProofOfWork;
pub(crate) use records::sweep;
pub use records::{Conclusion, conclude, conclusion, spend};
pub use settings::{Mode, Pressure, Settings};
pub use verdict::{ChallengeRefusal, SpentId};
