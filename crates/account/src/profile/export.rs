//! Everything that is kept about a person, as a file they can read.

use super::journal;
use crate::account::{Account, Shared};
use crate::citizen;
use crate::oidc;
use crate::session::{self, SignedIn, SteppedUp};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ground::fault::Doing;
use ground::{Fault, Moment};
use serde_json::{Value, json};
use store::in_transaction;
use store::journal as lines;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// How many lines of the journal are read at once.
const LINES: u64 = 500;

#[derive(Template)]
#[template(path = "profile/export.html")]
struct ExportPage {
    page: Page,
    form: FormView,
}

/// Says what the file holds.
pub(super) async fn show(SteppedUp { .. }: SteppedUp, arrival: Arrival) -> Answer {
    draw(&arrival.page, &Complaints::default())
}

/// Gives the file, and notes that it was given.
pub(super) async fn submit(
    State(account): State<Shared>,
    SteppedUp { who, fresh }: SteppedUp,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    if !is_genuine {
        return draw(&arrival.page, &Complaints::whole("form-cookies-again"));
    }
    let everything = everything(&account, &who, arrival.now).await?;
    let holds = in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, &account).await? {
            return Ok(false);
        }
        let event = ("profile.exported", json!({}));
        journal::note(tx, &account, who.citizen.id, event, arrival.now);
        Ok(true)
    })?;
    match holds {
        true => Ok(as_file(&everything)?),
        false => Ok(session::to_sign_in(&arrival)),
    }
}

fn as_file(everything: &Value) -> Result<Response, Fault> {
    let text = serde_json::to_string_pretty(everything).doing("writing what is kept")?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(FILE)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

/// What the browser is to call it.
const FILE: &str = "attachment; filename=\"tai-khoan.json\"";

async fn everything(account: &Account, who: &SignedIn, now: Moment) -> Result<Value, Fault> {
    let reader = account.store.reader();
    let citizen = &who.citizen;
    let codes = citizen::recovery_codes_left(reader, citizen.id).await?;
    let password = citizen::password_set_at(reader, citizen.id).await?;
    Ok(json!({
        "exported_at": now.to_rfc3339(),
        "account": {
            "id": citizen.id,
            "opened_at": citizen.opened_at.to_rfc3339(),
            "closing_at": citizen.closing_at.map(Moment::to_rfc3339),
        },
        "person": person(citizen),
        "verified": {
            "level": citizen.assurance.level,
            "by": citizen.assurance.verifier,
            "at": citizen.assurance.at.to_rfc3339(),
        },
        "password": { "set_at": password.map(Moment::to_rfc3339) },
        "recovery_codes": {
            "not_used": codes.map(|(left, _)| left),
            "drawn_at": codes.map(|(_, at)| at.to_rfc3339()),
        },
        "browsers": browsers(account, who).await?,
        "sessions": sessions(account, who, now).await?,
        "agreements": agreements(account, who, now).await?,
        "history": history(account, who).await?,
    }))
}

fn person(citizen: &citizen::Citizen) -> Value {
    let person = &citizen.person;
    json!({
        "identity_number": person.identity.as_str(),
        "name": person.name.as_str(),
        "birth_date": person.birth.to_iso(),
        "phone_number": person.phone.e164(),
        "phone_number_is_theirs": citizen.has_phone,
        "email": person.email.as_ref().map(civic::EmailAddress::as_str),
        "email_is_confirmed": citizen.has_email,
    })
}

async fn browsers(account: &Account, who: &SignedIn) -> Result<Vec<Value>, Fault> {
    let all = session::devices(account.store.reader(), account, who.citizen.id).await?;
    let told = |one: &session::Device| {
        json!({
            "name": one.name,
            "browser": one.label,
            "first_signed_in_at": one.first_at.to_rfc3339(),
            "last_signed_in_at": one.seen_at.to_rfc3339(),
        })
    };
    Ok(all.iter().map(told).collect())
}

async fn sessions(account: &Account, who: &SignedIn, now: Moment) -> Result<Vec<Value>, Fault> {
    let reader = account.store.reader();
    let all = session::of_citizen(reader, account, who.citizen.id, now).await?;
    let told = |one: &session::Session| {
        json!({
            "browser": one.label,
            "signed_in_at": one.begun_at.to_rfc3339(),
            "last_seen_at": one.seen_at.to_rfc3339(),
            "methods": one.evidence.amr(),
            "is_this_one": one.id == who.session.id,
        })
    };
    Ok(all.iter().map(told).collect())
}

async fn agreements(account: &Account, who: &SignedIn, now: Moment) -> Result<Vec<Value>, Fault> {
    let all = oidc::agreements(account.store.reader(), who.citizen.id, now).await?;
    let told = |one| {
        let oidc::Agreed { client, scopes, given_at } = one;
        json!({ "system": client, "may_learn": scopes, "given_at": given_at.to_rfc3339() })
    };
    Ok(all.into_iter().map(told).collect())
}

/// All lines of the journal about the account, the newest first.
async fn history(account: &Account, who: &SignedIn) -> Result<Vec<Value>, Fault> {
    let subject = format!("citizen {}", who.citizen.id);
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let reader = account.store.reader();
        let told = lines::about(reader, &subject, None, before, LINES).await?;
        let Some(last) = told.last() else { return Ok(all) };
        before = Some(last.id);
        let line = |one: &lines::Told| json!({ "at": one.at.to_rfc3339(), "event": one.event, "detail": one.detail });
        all.extend(told.iter().map(line));
    }
}

fn draw(page: &Page, complaints: &Complaints) -> Answer {
    let form = FormView::new(page, Typed::default(), complaints);
    Ok(page.draw(complaints.status(), &ExportPage { page: page.clone(), form })?)
}
