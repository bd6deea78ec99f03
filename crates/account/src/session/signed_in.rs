//! Who sends a request to one's own pages. Whoever is not signed in is led to where one signs in,
//! and back; what matters asks besides for a proof that is fresh.

use super::{Session, SessionId, present, records};
use crate::account::{Account, Shared};
use crate::citizen::{self, Citizen, CitizenId};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use ground::{Fault, Moment, Span};
use std::sync::Arc;
use store::Tx;
use web::page::RETURN_FIELD;
use web::{Arrival, Broken, KnownAs};

/// Where one's own account begins, under each language.
pub const ACCOUNT: &str = "/tai-khoan";

/// Somebody who is signed in. Read before anything else of a request, it puts their name into the
/// head of its page.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// On what.
    pub session: Session,
    /// Who.
    pub citizen: Citizen,
}

/// That somebody proved a short while ago who they are. Whatever matters asks for one, so that
/// nobody can forget to look (matrix-authentication-service CVE-2025-62425).
#[derive(Debug, Clone, Copy)]
pub struct Fresh {
    citizen: CitizenId,
    session: SessionId,
}

impl Fresh {
    /// Who proved it.
    pub fn citizen(&self) -> CitizenId {
        self.citizen
    }

    /// In which session.
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// Whether it holds still, asked in the transaction of what it allows: a form may be on its way
    /// for half a minute, in which the session may end, or the proof grow old. Whoever ends the
    /// session at the same time waits until the transaction is over.
    ///
    /// # Errors
    /// A database that is away; then nothing may be done.
    pub async fn still_holds(&self, tx: &Tx, account: &Account) -> Result<bool, Fault> {
        let now = account.clock.now();
        let session = records::find_and_hold(tx, account, self.session, now).await?;
        let within = account.settings.session.proved_within;
        Ok(session.is_some_and(|session| session.fresh(within, now).is_some()))
    }
}

/// Somebody who is signed in and proved a short while ago who they are.
#[derive(Debug, Clone)]
pub struct SteppedUp {
    /// Who.
    pub who: SignedIn,
    /// That they proved it.
    pub fresh: Fresh,
}

impl Session {
    /// What this session's evidence still proves, if it is no older than that.
    pub fn fresh(&self, within: Span, now: Moment) -> Option<Fresh> {
        let proved_at = self.evidence.auth_time();
        let is_fresh = proved_at <= now && now < proved_at.plus(within);
        is_fresh.then_some(Fresh { citizen: self.citizen, session: self.id })
    }
}

impl SignedIn {
    /// What they proved a short while ago, if they did.
    pub fn fresh(&self, account: &Account, now: Moment) -> Option<Fresh> {
        self.session.fresh(account.settings.session.proved_within, now)
    }
}

/// The form of signing in that leads back to a page of one's own, without its language.
pub fn sign_in_path(back: &str) -> String {
    match back {
        ACCOUNT => "/dang-nhap".to_owned(),
        _ => format!("/dang-nhap?{RETURN_FIELD}={back}"),
    }
}

/// Leads to the form of signing in, and back to where the request went.
pub fn to_sign_in(arrival: &Arrival) -> Response {
    let back = arrival.page.path.split('?').next().unwrap_or_default();
    arrival.page.go(&sign_in_path(back))
}

async fn find(account: &Account, arrival: &Arrival) -> Result<Option<SignedIn>, Fault> {
    let Some(session) = present(account, arrival).await? else { return Ok(None) };
    let citizen = citizen::load(account.store.reader(), account, session.citizen).await?;
    Ok(citizen.map(|citizen| SignedIn { session, citizen }))
}

async fn recognise(account: &Account, parts: &mut Parts) -> Result<SignedIn, Response> {
    let arrival = Arrival::read(Arc::clone(&account.door), parts);
    let found = find(account, &arrival).await;
    let found = found.map_err(|fault| Broken::from(fault).into_response())?;
    let Some(who) = found else { return Err(to_sign_in(&arrival)) };
    let name = Arc::from(who.citizen.person.name.as_str());
    parts.extensions.insert(KnownAs { name, own_path: ACCOUNT, leads_to: None });
    Ok(who)
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    Shared: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        recognise(&Shared::from_ref(state), parts).await
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SteppedUp
where
    Shared: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let account = Shared::from_ref(state);
        let who = recognise(&account, parts).await?;
        let arrival = Arrival::read(Arc::clone(&account.door), parts);
        match who.fresh(&account, arrival.now) {
            Some(fresh) => Ok(Self { who, fresh }),
            None => Err(to_sign_in(&arrival)),
        }
    }
}
