//! What concerns the whole house: how every page looks to a machine, and that no text is missing.

mod pages;
mod texts;

use crate::{
    admin, challenge, email, login, new_number, new_password, officer, oidc, paper_start, recovery,
    registration,
};
use web::text::Source;

/// The texts of every slice.
const TEXTS: [Source; 11] = [
    challenge::TEXTS,
    email::TEXTS,
    new_password::TEXTS,
    new_number::TEXTS,
    registration::TEXTS,
    login::TEXTS,
    recovery::TEXTS,
    officer::TEXTS,
    admin::TEXTS,
    paper_start::TEXTS,
    oidc::TEXTS,
];
