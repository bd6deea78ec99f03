//! What concerns the whole house: how every page looks to a machine, and that no text is missing.

mod pages;
mod texts;

use crate::{challenge, email, login, new_password, oidc, recovery, registration};
use web::text::Source;

/// The texts of every slice.
const TEXTS: [Source; 7] = [
    challenge::TEXTS,
    email::TEXTS,
    new_password::TEXTS,
    registration::TEXTS,
    login::TEXTS,
    recovery::TEXTS,
    oidc::TEXTS,
];
