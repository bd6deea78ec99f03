//! The page on which a way of several steps ends: a password is chosen.

use super::PasswordFields;
use crate::account::Account;
use askama::Template;
use web::{Answer, Complaints, FormView, Page, Typed};

/// The keys of what one way says on it.
#[derive(Clone, Copy)]
pub struct Words {
    /// The steps of the way, of which this is the last.
    pub steps: &'static [&'static str],
    /// The title.
    pub title: &'static str,
    /// What is said first: with `identity`.
    pub lead: &'static str,
    /// The button.
    pub button: &'static str,
    /// What comes after it.
    pub next: &'static str,
}

#[derive(Template)]
#[template(path = "new_password/page.html")]
struct PasswordPage {
    page: Page,
    form: FormView,
    fields: PasswordFields,
    words: Words,
}

/// Draws it for whoever signs in with this number.
///
/// # Errors
/// A template that fails.
pub fn draw(
    account: &Account,
    page: &Page,
    identity: &str,
    words: Words,
    complaints: &Complaints,
) -> Answer {
    let template = PasswordPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        fields: PasswordFields::new(account, identity),
        words,
    };
    Ok(page.draw(complaints.status(), &template)?)
}
