//! The two forms with which a recovery begins: drawn, read, and pressed once however often the button
//! is.

use super::steps::{Recovery, RecoveryId};
use crate::account::Shared;
use crate::challenge::{self, ChallengeView, Checked};
use crate::flow;
use askama::Template;
use axum::http::StatusCode;
use civic::IdentityNumber;
use civic::citizen_number::IdentityNumberRefusal;
use credentials::challenge::SpentId;
use ground::{Fault, Moment};
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

/// How the outcome of a form begins that led to a recovery.
const LED_TO: &str = "started ";
/// How the outcome of a form begins that a limit refused.
const LIMIT: &str = "limit ";

/// One of the forms.
pub(super) struct Form {
    /// What its challenge is bound to.
    pub(super) purpose: &'static str,
    /// The keys of its words.
    pub(super) words: Words,
    /// Whether a new telephone number is asked for.
    pub(super) asks_phone: bool,
}

/// The keys of what one form says.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// The title.
    pub(super) title: &'static str,
    /// What is said first.
    pub(super) lead: &'static str,
    /// The button.
    pub(super) button: &'static str,
    /// What comes after it.
    pub(super) next: &'static str,
}

#[derive(Template)]
#[template(path = "recovery/form.html")]
struct FormPage {
    page: Page,
    form: FormView,
    challenge: ChallengeView,
    words: Words,
    asks_phone: bool,
    /// When a limit reopens that is reached; empty for none.
    reopens: String,
    accepts_old: bool,
}

/// What is said about a form when it is drawn.
#[derive(Default)]
pub(super) struct Said {
    /// What there is to mend.
    pub(super) complaints: Complaints,
    /// When a limit reopens that is reached; empty for none.
    reopens: String,
}

/// What came of pressing the button.
pub(super) enum Pressed {
    /// It was pressed for the first time, with a right answer: its outcome is to be noted here.
    First(SpentId),
    /// It was pressed before, which led to this page.
    LedTo(String),
    /// The form is drawn again.
    Again(Said),
}

impl Form {
    /// Reads whose password it is.
    pub(super) fn read(
        &self,
        account: &Shared,
        submission: &Submission,
        said: &mut Said,
    ) -> Option<IdentityNumber> {
        if !submission.is_genuine {
            said.complaints.about_all("form-cookies");
        }
        let accept_old = account.settings.registration.accept_old_numbers;
        let identity = IdentityNumber::parse(submission.typed.get("identity"), accept_old);
        said.complaints.take("identity", identity, complaint)
    }

    /// Checks the challenge. Where the button was pressed twice, waits for what the first press led
    /// to.
    pub(super) async fn press(
        &self,
        account: &Shared,
        arrival: &Arrival,
        typed: &Typed,
    ) -> Result<Pressed, Broken> {
        account.watch.note(arrival.address, arrival.now);
        let mut said = Said::default();
        match challenge::check(account, &arrival.page, typed, self.purpose, arrival.now).await? {
            Checked::Passed(form) => return Ok(Pressed::First(form)),
            Checked::Refused(refusal) => {
                said.complaints.about("challenge-answer", challenge::complaint(refusal));
            }
            Checked::SentBefore(form) => {
                let outcome = challenge::first_press(account, form).await?.unwrap_or_default();
                if let Some(id) = outcome.strip_prefix(LED_TO).and_then(|id| id.parse().ok()) {
                    let held = flow::here::<Recovery>(account, id, arrival).await?;
                    return Ok(Pressed::LedTo(held.state.page().path(id)));
                }
                match outcome.strip_prefix(LIMIT) {
                    Some(reopens) => reopens.clone_into(&mut said.reopens),
                    None => said.complaints.about_all("recovery-send-again"),
                }
            }
        }
        Ok(Pressed::Again(said))
    }

    /// Draws it.
    pub(super) fn draw(
        &self,
        account: &Shared,
        arrival: &Arrival,
        mut typed: Typed,
        said: Said,
    ) -> Answer {
        let page = arrival.page.clone();
        let status = match said.reopens.is_empty() {
            true => said.complaints.status(),
            false => StatusCode::TOO_MANY_REQUESTS,
        };
        typed.forget(&["challenge-answer"]);
        let form = FormView::new(&page, typed, &said.complaints);
        let (now, from) = (arrival.now, arrival.address);
        let template = FormPage {
            page,
            form,
            challenge: challenge::draw(account, &arrival.page, self.purpose, now, from)?,
            words: self.words,
            asks_phone: self.asks_phone,
            reopens: said.reopens,
            accepts_old: account.settings.registration.accept_old_numbers,
        };
        Ok(arrival.page.draw(status, &template)?)
    }
}

/// The outcome of a form that led to a recovery.
pub(super) fn led_to(id: RecoveryId) -> String {
    format!("{LED_TO}{id}")
}

/// A limit refused the form: that is noted, and said.
pub(super) async fn full(account: &Shared, form: SpentId, reopens: Moment) -> Result<Said, Fault> {
    let reopens = reopens.in_vietnam();
    challenge::conclude(account, form, &format!("{LIMIT}{reopens}")).await?;
    Ok(Said { reopens, ..Said::default() })
}

/// What is to be said about a number that cannot be one.
fn complaint(refusal: &IdentityNumberRefusal) -> &'static str {
    match refusal {
        IdentityNumberRefusal::Empty => "registration-identity-empty",
        IdentityNumberRefusal::NotDigits => "registration-identity-digits",
        IdentityNumberRefusal::WrongLength { .. } => "registration-identity-length",
        IdentityNumberRefusal::Impossible => "registration-identity-impossible",
        IdentityNumberRefusal::OldNotAccepted => "registration-identity-old",
    }
}
