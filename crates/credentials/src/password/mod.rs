//! Passwords: the rule that a page shows, the screening against what is guessed first, the hash.
//!
//! A typed text becomes a [`Candidate`]; [`PasswordRule::check`] gives the list for the page,
//! [`screen`] refuses the guessable, [`Hasher`] makes the stored text and compares with it.

pub mod settings;
pub mod candidate;
pub mod rule;
mod words;
mod syllable;
mod pattern;
pub mod personal;
mod cover;
pub mod screen;
mod stored;
mod arena;
pub mod hash;

pub use candidate::{Candidate, CandidateRefusal};
pub use hash::{Hasher, Verdict};
pub use personal::PersonalData;
pub use rule::{Checklist, PasswordRule};
pub use screen::{Weak, screen};
pub use settings::{Settings, WrongSetting};
