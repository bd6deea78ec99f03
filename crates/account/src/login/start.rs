//! The form: identity number, password, challenge; behind it the comparison and the first code.

use super::attempts::{self, Attempt, Right};
use super::awaited::Awaited;
use super::code::{self, NewCode};
use super::journal;
use super::steps::{Login, LoginId, PasswordProved, Way};
use crate::account::Shared;
use crate::challenge::{self, ChallengeView, Checked};
use crate::citizen;
use crate::flow;
use crate::session::{self, ACCOUNT};
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
    /// Who proves anew who they are; empty for whoever is not signed in.
    again: String,
}

/// Shows the empty form, which is the same for everyone but for its tokens. Who is signed in
/// already and is awaited nowhere is led to their page; where a page of theirs waits for a fresh
/// proof, only that is asked for, from this very person.
pub(super) async fn show(
    State(account): State<Shared>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let query = query.unwrap_or_default();
    let page = &arrival.page;
    let awaited = Awaited::of(Some(&query));
    let again = proves_again(&account, &arrival, awaited.as_ref()).await?;
    if let (Some(awaited), Some(Again { is_fresh: true, .. })) = (&awaited, &again) {
        return Ok(awaited.go(page));
    }
    if !query.is_empty() {
        let is_signed_out = query == SIGNED_OUT;
        let said = Said { is_signed_out, ..Said::to(again) };
        return Ok(draw(&account, &arrival, Typed::default(), &Complaints::default(), &said)?);
    }
    if session::present(&account, &arrival).await?.is_some() {
        return Ok(page.go(ACCOUNT));
    }
    let tokens = challenge::tokens(&account, page, PURPOSE, arrival.now, arrival.address)?;
    let tokens = [tokens.puzzle.as_str(), &tokens.bits, &tokens.image];
    let drawn = page.draw_stencil("login.start", &tokens, |page| StartPage {
        page,
        form: FormView::default(),
        challenge: ChallengeView::stencil(&account, PURPOSE),
        is_refused: false,
        is_signed_out: false,
        again: String::new(),
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
    let awaited = Awaited::of(query.as_deref());
    let said = Said::to(proves_again(&account, &arrival, awaited.as_ref()).await?);
    if typed.has("refresh-challenge") {
        return Ok(draw(&account, &arrival, typed, &complaints, &said)?);
    }
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let read = read(&typed, said.again.as_ref(), &mut complaints);
    let (Some((identity, candidate)), true) = (read, complaints.is_empty()) else {
        return Ok(draw(&account, &arrival, typed, &complaints, &said)?);
    };
    account.watch.note(arrival.address, arrival.now);
    let form = match challenge::check(&account, &arrival.page, &typed, PURPOSE, arrival.now).await?
    {
        Checked::Passed(form) => form,
        Checked::SentBefore(form) => {
            return second_press(&account, &arrival, (typed, said), form).await;
        }
        Checked::Refused(refusal) => {
            complaints.about("challenge-answer", challenge::complaint(refusal));
            return Ok(draw(&account, &arrival, typed, &complaints, &said)?);
        }
    };
    match attempts::try_password(&account, &arrival, &identity, &candidate).await {
        Ok(Attempt::Right(right)) => {
            let rehashed = rehash(&account, &right, &candidate).await;
            begin(&account, &arrival, (right, rehashed), awaited, form).await
        }
        Ok(Attempt::Refused) => {
            challenge::conclude(&account, form, REFUSED).await?;
            let said = Said { is_refused: true, ..said };
            Ok(draw(&account, &arrival, typed, &complaints, &said)?)
        }
        Err(fault) => {
            // Whoever pressed twice must not wait for an answer that will not come.
            let _ = challenge::conclude(&account, form, "fault").await;
            Err(fault.into())
        }
    }
}

/// Somebody who is signed in, and for whom a page of their own waits.
struct Again {
    identity: IdentityNumber,
    is_fresh: bool,
}

/// Who has to prove anew who they are, and whether they did so a short while ago.
async fn proves_again(
    account: &Shared,
    arrival: &Arrival,
    awaited: Option<&Awaited>,
) -> Result<Option<Again>, Fault> {
    let Some(Awaited::Page(_)) = awaited else { return Ok(None) };
    let Some(session) = session::present(account, arrival).await? else { return Ok(None) };
    let holder = citizen::holder(account.store.reader(), account, session.citizen).await?;
    let within = account.settings.session.proved_within;
    let is_fresh = session.fresh(within, arrival.now).is_some();
    Ok(Some(Again { identity: holder.identity, is_fresh }))
}

/// What was typed, where it could belong to somebody. A password that none could be is one of
/// nobody's, and costs the same. Who proves anew who they are is who they are: no other number is
/// read.
fn read(
    typed: &Typed,
    again: Option<&IdentityNumber>,
    complaints: &mut Complaints,
) -> Option<(IdentityNumber, Candidate)> {
    let identity = match again {
        Some(identity) => Ok(identity.clone()),
        None => IdentityNumber::parse(typed.get("identity"), true),
    };
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
    awaited_by: Option<Awaited>,
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
async fn second_press(
    account: &Shared,
    arrival: &Arrival,
    (typed, said): (Typed, Said),
    form: SpentId,
) -> Answer {
    let outcome = challenge::first_press(account, form).await?.unwrap_or_default();
    if let Some(id) = outcome.strip_prefix(LED_TO).and_then(|id| id.parse().ok()) {
        let held = flow::here::<Login>(account, id, arrival).await?;
        return Ok(held.go(&arrival.page));
    }
    let mut complaints = Complaints::default();
    let is_refused = outcome == REFUSED;
    if !is_refused {
        complaints.about_all("login-send-again");
    }
    let said = Said { is_refused, ..said };
    Ok(draw(account, arrival, typed, &complaints, &said)?)
}

/// What the page says beside complaints.
#[derive(Default)]
struct Said {
    is_refused: bool,
    is_signed_out: bool,
    again: Option<IdentityNumber>,
}

impl Said {
    fn to(again: Option<Again>) -> Self {
        Self { again: again.map(|again| again.identity), ..Self::default() }
    }
}

fn draw(
    account: &Shared,
    arrival: &Arrival,
    mut typed: Typed,
    complaints: &Complaints,
    said: &Said,
) -> Result<Response, Fault> {
    let Said { is_refused, is_signed_out, .. } = *said;
    let again = said.again.as_ref().map(IdentityNumber::masked).unwrap_or_default();
    let page = arrival.page.clone();
    let status = match complaints.is_empty() && !is_refused {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    typed.forget(&["challenge-answer", "password"]);
    let form = FormView::new(&page, typed, complaints);
    let challenge = challenge::draw(account, &page, PURPOSE, arrival.now, arrival.address)?;
    let template = StartPage { page, form, challenge, is_refused, is_signed_out, again };
    arrival.page.draw(status, &template)
}
