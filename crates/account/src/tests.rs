//! What concerns the whole house: how every page looks to a machine, and that no text is missing.

mod pages;
mod texts;

use crate::{challenge, email, login, oidc, registration};
use web::text::Source;

/// The texts of every slice.
const TEXTS: [Source; 5] =
    [challenge::TEXTS, email::TEXTS, oidc::TEXTS, registration::TEXTS, login::TEXTS];
