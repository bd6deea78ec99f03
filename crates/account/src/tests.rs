//! What concerns the whole house: how every page looks to a machine, and that no text is missing.

mod pages;
mod texts;

use crate::routes::TEXTS;
