//! What concerns the whole house: how every page looks to a machine, and that no text is missing.

mod pages;
mod texts;

use crate::{challenge, email, login, registration};
use web::text::Source;

/// The texts of every slice.
const TEXTS: [Source; 4] = [challenge::TEXTS, email::TEXTS, registration::TEXTS, login::TEXTS];
