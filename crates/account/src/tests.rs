//! What concerns the whole house: how every page looks to a machine, and that no text is missing.

mod pages;
mod texts;

use crate::{admin, challenge, email, login, new_password, officer, oidc, recovery, registration};
use web::text::Source;

/// The texts of every slice.
const TEXTS: [Source; 9] = [
    challenge::TEXTS,
    email::TEXTS,
    new_password::TEXTS,
    registration::TEXTS,
    login::TEXTS,
    recovery::TEXTS,
    officer::TEXTS,
    admin::TEXTS,
    oidc::TEXTS,
];
