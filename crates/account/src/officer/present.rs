//! Who is before an officers' page.

use super::{Role, records};
use crate::account::Shared;
use crate::citizen::CitizenId;
use crate::session::{self, Acr, Evidence};
use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use ground::{Moment, Span};
use std::sync::Arc;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Page};

/// How often it is noted at most that an officer is there.
const USED_EVERY: Span = Span::from_minutes(1);

/// An officer before a page, whose session is fresh enough.
#[derive(Debug, Clone)]
pub struct Officer {
    /// Who.
    pub citizen: CitizenId,
    roles: Vec<Role>,
}

impl Officer {
    /// Whether they hold a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// What the journal calls them.
    pub fn actor(&self) -> String {
        format!("officer {}", self.citizen)
    }

    /// Refuses whoever does not hold a role, as if the page were not there.
    ///
    /// # Errors
    /// No such page.
    pub fn must_be(&self, role: Role) -> Result<(), Broken> {
        self.is(role).then_some(()).ok_or_else(Broken::not_found)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Officer {
    type Rejection = Broken;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Broken> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Broken::not_found)
    }
}

#[derive(Template)]
#[template(path = "officer/sign_in_again.html")]
struct SignInAgainPage {
    page: Page,
    minutes: i64,
    sign_in_path: String,
}

/// Lets officers on to the pages behind it. To anybody else these are not there: signed in or not,
/// the answer is the one to an address nobody knows.
///
/// # Errors
/// No such page, or a database that is away.
pub async fn before(State(account): State<Shared>, request: Request, next: Next) -> Answer {
    let (mut parts, body) = request.into_parts();
    let arrival = Arrival::read(Arc::clone(&account.door), &parts);
    let session = session::present(&account, &arrival).await?.ok_or_else(Broken::not_found)?;
    let reader = account.store.reader();
    let roles = records::roles(reader, session.citizen).await?;
    if roles.is_empty() {
        return Err(Broken::not_found());
    }
    let used_at = records::used_at(reader, session.id).await?;
    if !is_open(&account, &session.evidence, used_at, arrival.now) {
        let minutes = account.settings.officer.idle.as_minutes();
        let back = arrival.page.path.split('?').next().unwrap_or_default();
        let sign_in_path = session::sign_in_path(back);
        let template = SignInAgainPage { page: arrival.page.clone(), minutes, sign_in_path };
        return Ok(arrival.page.draw(StatusCode::UNAUTHORIZED, &template)?);
    }
    if used_at.is_none_or(|used| arrival.now >= used.plus(USED_EVERY)) {
        in_transaction!(account.store, |tx| {
            records::use_now(tx, session.id, arrival.now);
            Ok(())
        })?;
    }
    parts.extensions.insert(Officer { citizen: session.citizen, roles });
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// Whether the officers' pages are open on this evidence: a password and a code, shown not too long
/// ago, and one of the pages used since then without too long a pause. What the same browser does
/// elsewhere keeps nothing open here.
fn is_open(account: &Shared, evidence: &Evidence, used_at: Option<Moment>, now: Moment) -> bool {
    let settings = &account.settings.officer;
    let shown_at = evidence.auth_time();
    let last = used_at.map_or(shown_at, |used| used.max(shown_at));
    evidence.acr() >= Some(Acr::PasswordAndCode)
        && now < last.plus(settings.idle)
        && now < shown_at.plus(settings.at_most)
}
