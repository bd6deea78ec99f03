//! The two forms with which a recovery begins: drawn, read, and pressed once however often the button
//! is.

use super::records::Held;
use super::steps::RecoveryId;
use crate::account::Shared;
use crate::challenge::{self, ChallengeView, Checked};
use crate::flow;
use crate::registration::identity_complaint;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use civic::IdentityNumber;
use credentials::challenge::SpentId;
use ground::Moment;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

/// How the outcome of a form begins that led to a recovery.
const LED_TO: &str = "started ";
/// How the outcome of a form begins that a limit refused.
const LIMIT: &str = "limit ";

/// One of the forms.
pub(super) struct Form<T> {
    /// What its challenge is bound to.
    pub(super) purpose: &'static str,
    /// The keys of its words.
    pub(super) words: Words,
    /// Reads what is asked for beside whose password it is.
    pub(super) besides: fn(&Typed, &mut Complaints) -> Option<T>,
    /// Whether that is a new telephone number.
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
struct Said {
    /// What there is to mend.
    complaints: Complaints,
    /// When a limit reopens that is reached; empty for none.
    reopens: String,
}

/// A form that was filled in, and its button pressed for the first time.
pub(super) struct Filled<T> {
    /// Whose password it is.
    pub(super) identity: IdentityNumber,
    /// What was asked for besides.
    pub(super) besides: T,
    /// Where its outcome is to be noted.
    pub(super) form: SpentId,
    /// The request.
    pub(super) arrival: Arrival,
    typed: Typed,
}

impl<T> Form<T> {
    /// Draws it empty.
    pub(super) fn show(&self, account: &Shared, arrival: &Arrival) -> Answer {
        self.draw(account, arrival, Typed::default(), Said::default())
    }

    /// Reads it and checks its challenge; or answers with the page that follows.
    pub(super) async fn filled(
        &self,
        account: &Shared,
        submission: Submission,
    ) -> Result<Result<Filled<T>, Response>, Broken> {
        let Submission { arrival, typed, is_genuine } = submission;
        let mut said = Said::default();
        if typed.has("refresh-challenge") {
            return self.draw(account, &arrival, typed, said).map(Err);
        }
        if !is_genuine {
            said.complaints.about_all("form-cookies");
        }
        let accept_old = account.settings.registration.accept_old_numbers;
        let identity = IdentityNumber::parse(typed.get("identity"), accept_old);
        let identity = said.complaints.take("identity", identity, identity_complaint);
        let besides = (self.besides)(&typed, &mut said.complaints);
        let (Some(identity), Some(besides), true) = (identity, besides, said.complaints.is_empty())
        else {
            return self.draw(account, &arrival, typed, said).map(Err);
        };
        account.watch.note(arrival.address, arrival.now);
        match challenge::check(account, &arrival.page, &typed, self.purpose, arrival.now).await? {
            Checked::Passed(form) => {
                return Ok(Ok(Filled { identity, besides, form, arrival, typed }));
            }
            Checked::Refused(refusal) => {
                said.complaints.about("challenge-answer", challenge::complaint(refusal));
            }
            Checked::SentBefore(form) => match first_press(account, &arrival, form).await? {
                Pressed::LedTo(held) => return Ok(Err(held.go(&arrival.page))),
                Pressed::Limit(reopens) => said.reopens = reopens,
                Pressed::Nothing => said.complaints.about_all("recovery-send-again"),
            },
        }
        self.draw(account, &arrival, typed, said).map(Err)
    }

    /// A limit refused what was filled in: that is noted for whoever presses again, and said.
    pub(super) async fn full(
        &self,
        account: &Shared,
        filled: Filled<T>,
        reopens: Moment,
    ) -> Answer {
        let reopens = reopens.in_vietnam();
        challenge::conclude(account, filled.form, &format!("{LIMIT}{reopens}")).await?;
        let said = Said { reopens, ..Said::default() };
        self.draw(account, &filled.arrival, filled.typed, said)
    }

    fn draw(&self, account: &Shared, arrival: &Arrival, mut typed: Typed, said: Said) -> Answer {
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

/// What the first press of a button led to.
enum Pressed {
    /// To this recovery.
    LedTo(Held),
    /// To a limit that reopens then.
    Limit(String),
    /// To nothing that is known yet.
    Nothing,
}

/// Waits for what the first press led to.
async fn first_press(
    account: &Shared,
    arrival: &Arrival,
    form: SpentId,
) -> Result<Pressed, Broken> {
    let outcome = challenge::first_press(account, form).await?.unwrap_or_default();
    if let Some(id) = outcome.strip_prefix(LED_TO).and_then(|id| id.parse().ok()) {
        return flow::here(account, id, arrival).await.map(Pressed::LedTo);
    }
    let reopens = outcome.strip_prefix(LIMIT);
    Ok(reopens.map_or(Pressed::Nothing, |reopens| Pressed::Limit(reopens.to_owned())))
}

/// The outcome of a form that led to a recovery.
pub(super) fn led_to(id: RecoveryId) -> String {
    format!("{LED_TO}{id}")
}
