//! The form: identity number, password, challenge; behind it the comparison and the first code.

use super::attempts::{self, Attempt, Right};
use super::code::{self, NewCode};
use super::journal;
use super::records;
use super::steps::{Login, LoginId, PasswordProved, Way};
use crate::account::Shared;
use crate::challenge::{self, ChallengeView, Checked};
use crate::flow;
use crate::{citizen, session};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use civic::IdentityNumber;
use civic::citizen_number::IdentityNumberRefusal;
use credentials::challenge::SpentId;
use credentials::password::{Candidate, CandidateRefusal};
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// What the challenge is bound to.
const PURPOSE: &str = "login";

/// How the outcome of a form begins that led to a sign-in.
const LED_TO: &str = "started ";

/// The outcome of a form that was refused, whatever for.
const REFUSED: &str = "refused";

/// What the address says after signing out.
pub(super) const SIGNED_OUT: &str = "da-dang-xuat";

#[derive(Template)]
#[template(path = "login/start.html")]
struct StartPage {
    page: Page,
    form: FormView,
    challenge: ChallengeView,
    is_refused: bool,
    is_signed_out: bool,
}

/// Shows the empty form, which is the same for everyone but for its tokens. Who is signed in
/// already and is awaited nowhere is led to their page.
pub(super) async fn show(
    State(account): State<Shared>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let query = query.unwrap_or_default();
    let page = &arrival.page;
    if !query.is_empty() {
        let is_signed_out = query == SIGNED_OUT;
        let said = Said { is_refused: false, is_signed_out };
        return Ok(draw(&account, &arrival, Typed::default(), &Complaints::default(), said)?);
    }
    if session::present(&account, &arrival).await?.is_some() {
        return Ok(page.go("/tai-khoan"));
    }
    let tokens = challenge::tokens(&account, page, PURPOSE, arrival.now, arrival.address)?;
    let tokens = [tokens.puzzle.as_str(), &tokens.bits, &tokens.image];
    let drawn = page.draw_stencil("login.start", &tokens, |page| StartPage {
        page,
        form: FormView::default(),
        challenge: ChallengeView::stencil(&account, PURPOSE),
        is_refused: false,
        is_signed_out: false,
    });
    Ok(drawn?)
}

/// Takes the form: reads it, checks the challenge, tries the password, sends the code.
pub(super) async fn submit(
    State(account): State<Shared>,
    RawQuery(query): RawQuery,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let mut complaints = Complaints::default();
    if typed.has("refresh-challenge") {
        return Ok(draw(&account, &arrival, typed, &complaints, Said::default())?);
    }
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let (Some((identity, candidate)), true) =
        (read(&typed, &mut complaints), complaints.is_empty())
    else {
        return Ok(draw(&account, &arrival, typed, &complaints, Said::default())?);
    };
    account.watch.note(arrival.address, arrival.now);
    let form = match challenge::check(&account, &arrival.page, &typed, PURPOSE, arrival.now).await?
    {
        Checked::Passed(form) => form,
        Checked::SentBefore(form) => return second_press(&account, &arrival, typed, form).await,
        Checked::Refused(refusal) => {
            complaints.about("challenge-answer", challenge::complaint(refusal));
            return Ok(draw(&account, &arrival, typed, &complaints, Said::default())?);
        }
    };
    match attempts::try_password(&account, &arrival, &identity, &candidate).await {
        Ok(Attempt::Right(right)) => {
            let awaited_by = awaited_by(query.as_deref());
            let rehashed = rehash(&account, &right, &candidate).await;
            begin(&account, &arrival, (right, rehashed), awaited_by, form).await
        }
        Ok(Attempt::Refused) => {
            challenge::conclude(&account, form, REFUSED).await?;
            Ok(draw(&account, &arrival, typed, &complaints, Said::refused())?)
        }
        Err(fault) => {
            // Whoever pressed twice must not wait for an answer that will not come.
            let _ = challenge::conclude(&account, form, "fault").await;
            Err(fault.into())
        }
    }
}

/// The request of a client that waits: its id stands in the address alone, and opens nothing here.
fn awaited_by(query: Option<&str>) -> Option<Uuid> {
    let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let mut ids = pairs.filter(|(name, _)| *name == "tiep").map(|(_, id)| id);
    ids.next().and_then(|id| Uuid::try_parse(id).ok())
}

/// What was typed, where it could belong to somebody. A password that none could be is one of
/// nobody's, and costs the same.
fn read(typed: &Typed, complaints: &mut Complaints) -> Option<(IdentityNumber, Candidate)> {
    let identity = IdentityNumber::parse(typed.get("identity"), true);
    let identity = complaints.take("identity", identity, |refusal| match refusal {
        IdentityNumberRefusal::Empty => "login-identity-empty",
        _ => "login-identity-shape",
    });
    let candidate = match Candidate::parse(typed.get("password")) {
        Err(CandidateRefusal::Empty) => {
            complaints.about("password", "login-password-empty");
            return None;
        }
        Err(CandidateRefusal::TooLong | CandidateRefusal::ControlCharacter) => {
            Candidate::parse("-").ok()
        }
        Ok(candidate) => Some(candidate),
    };
    Some((identity?, candidate?))
}

/// The stored hash made anew, where its parameters have changed. Who waits in vain for a turn signs
/// in all the same.
async fn rehash(account: &Shared, right: &Right, candidate: &Candidate) -> Option<String> {
    right.outdated.as_ref()?;
    account.hasher.hash(candidate, account.chance.bytes()).await.ok()
}

/// Writes the sign-in and, where a message may go out now, the first code's letter.
async fn begin(
    account: &Shared,
    arrival: &Arrival,
    (right, rehashed): (Right, Option<String>),
    awaited_by: Option<Uuid>,
    form: SpentId,
) -> Answer {
    let (page, now) = (&arrival.page, account.clock.now());
    let citizen = right.citizen;
    let holder = citizen::holder(account.store.reader(), account, citizen).await?;
    let id = LoginId::new(now, &account.chance);
    let code = NewCode::of(account, id, page, &holder, Way::Sms);
    let proved = PasswordProved { citizen, set_at: right.set_at, at: now, awaited_by };
    let login = in_transaction!(account.store, |tx| {
        let next = match &code {
            Some(code) => code::send_first(tx, account, code, proved.clone(), now).await?,
            None => Login::PasswordProved(proved.clone()),
        };
        let until = now.plus(account.settings.login.pending);
        flow::insert(tx, account, (id, &next), page.visit(), now, until)?;
        right.uncount(tx);
        if let (Some(old), Some(new)) = (&right.outdated, &rehashed) {
            citizen::rehash_password(tx, citizen, old, new);
        }
        credentials::challenge::conclude(tx, &form.bytes(), &format!("{LED_TO}{id}"));
        journal::note(tx, account, (id, citizen), "login.password_proved", now);
        Ok(next)
    })?;
    Ok(page.go(&login.path(id)))
}

/// The button was pressed twice: what the first press led to is shown.
async fn second_press(account: &Shared, arrival: &Arrival, typed: Typed, form: SpentId) -> Answer {
    let outcome = challenge::first_press(account, form).await?.unwrap_or_default();
    if let Some(id) = outcome.strip_prefix(LED_TO).and_then(|id| id.parse().ok()) {
        let held = records::here(account, id, arrival).await?;
        return Ok(arrival.page.go(&held.state.path(id)));
    }
    let mut complaints = Complaints::default();
    let is_refused = outcome == REFUSED;
    if !is_refused {
        complaints.about_all("login-send-again");
    }
    let said = Said { is_refused, ..Said::default() };
    Ok(draw(account, arrival, typed, &complaints, said)?)
}

/// What the page says beside complaints.
#[derive(Clone, Copy, Default)]
struct Said {
    is_refused: bool,
    is_signed_out: bool,
}

impl Said {
    fn refused() -> Self {
        Self { is_refused: true, ..Self::default() }
    }
}

fn draw(
    account: &Shared,
    arrival: &Arrival,
    mut typed: Typed,
    complaints: &Complaints,
    Said { is_refused, is_signed_out }: Said,
) -> Result<Response, Fault> {
    let page = arrival.page.clone();
    let status = match complaints.is_empty() && !is_refused {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    typed.forget(&["challenge-answer", "password"]);
    let form = FormView::new(&page, typed, complaints);
    let challenge = challenge::draw(account, &page, PURPOSE, arrival.now, arrival.address)?;
    let template = StartPage { page, form, challenge, is_refused, is_signed_out };
    arrival.page.draw(status, &template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_is_named_by_an_id_and_nothing_else() {
        let id = Uuid::from_u128(7);
        assert_eq!(awaited_by(Some(&format!("tiep={id}"))), Some(id));
        assert_eq!(awaited_by(Some(&format!("a=b&tiep={}", id.simple()))), Some(id));
        for wrong in ["", "tiep=", "tiep=//evil.example", "tiep=../vi", "xtiep=1", "tiep"] {
            assert_eq!(awaited_by(Some(wrong)), None, "{wrong}");
        }
        assert_eq!(awaited_by(None), None);
    }
}
