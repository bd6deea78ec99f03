//! New recovery codes, shown until their owner says that they are kept: the same wherever some are
//! drawn.
//!
//! The page of a slice holds [`ShownCodes`] as `shown`, and its form as `form`, and includes
//! `shown_codes/until_kept.html`.

use crate::Account;
use crate::citizen::recovery_code::RecoveryCode;
use crate::flow::{self, Flow, Held};
use ground::{Fault, Moment};
use store::in_transaction;
use web::Page;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The codes, and what stands around them.
pub struct ShownCodes {
    /// As they are typed; none where they are kept.
    pub codes: Vec<String>,
    /// For whose account, masked, and since when they serve: what a print is told by.
    pub slip: Option<(String, String)>,
    /// What they are for, and how to keep them.
    pub why: String,
    /// Where the word goes that they are kept, with its language.
    pub kept_path: String,
    /// The button that says so.
    pub button: String,
}

impl ShownCodes {
    /// These codes, on a page that says why in words of its own, with a button of its own.
    pub fn of(
        page: &Page,
        codes: &[RecoveryCode],
        kept_path: &str,
        (why, button): (&str, &str),
    ) -> Self {
        Self {
            codes: codes.iter().map(|code| code.reveal().to_owned()).collect(),
            slip: None,
            why: page.t(why).into_owned(),
            kept_path: page.to(kept_path),
            button: page.t(button).into_owned(),
        }
    }

    /// The same with the account they are for, masked, and the moment they were drawn.
    #[must_use]
    pub fn with_slip(mut self, username: String, at: Moment) -> Self {
        self.slip = Some((username, at.in_vietnam()));
        self
    }
}

/// The codes are kept safe: what shows them gives way to what does not, whoever sits at this machine
/// next. Another press may have been first.
///
/// # Errors
/// A database that is away.
pub async fn kept<F: Flow>(account: &Account, held: &Held<F>, next: &F) -> Result<(), Fault> {
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        flow::save(tx, account, taken, next)
    })
}
