//! A provider tells us that somebody signed out there (OpenID Connect Back-Channel Logout 1.0, 2.5).

use super::records::{logout_token, signed_out};
use crate::person;
use crate::portal::{Portal, Shared};
use crate::session::{self, Whose};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use ground::Fault;
use outside::openid::{LoggedOut, OpenIdRefusal};
use web::{Answer, Broken, Submission};

/// Ends the sessions a logout token names. A provider that may no longer be used may still end
/// what it began.
pub(super) async fn receive(
    State(portal): State<Shared>,
    Path(provider): Path<String>,
    submission: Submission,
) -> Answer {
    let client = portal.provider(&provider).ok_or_else(Broken::not_found)?;
    let token = submission.typed.get("logout_token");
    match client.read_logout(token).await {
        Ok(logged_out) => {
            let issuer = client.settings.issuer.as_str();
            let counts = end(&portal, &provider, issuer, &logged_out).await?;
            Ok(if counts { said(StatusCode::OK, "{}") } else { refused() })
        }
        // Its keys cannot be had now: it may say so again.
        Err(OpenIdRefusal::Unreachable) => {
            Ok(said(StatusCode::SERVICE_UNAVAILABLE, r#"{"error":"temporarily_unavailable"}"#))
        }
        Err(_) => Ok(refused()),
    }
}

/// Ends the sessions; says whether the token counted, which each does once.
async fn end(
    portal: &Portal,
    provider: &str,
    issuer: &str,
    logged_out: &LoggedOut,
) -> Result<bool, Fault> {
    let now = portal.clock.now();
    let LoggedOut { subject, session, token_id, until } = logged_out;
    // Committed before any session is ended: one that begins at the same time is either ended here,
    // or looks and finds this.
    store::in_transaction!(portal.store, |tx| {
        signed_out::note(tx, portal, provider, logged_out, now);
        Ok(())
    })?;
    let ended = store::in_transaction!(portal.store, |tx| {
        if !logout_token::note(tx, provider, token_id, *until).await? {
            return Ok(None);
        }
        let person = match subject {
            Some(subject) => person::find(tx, portal, issuer, subject).await?,
            None => None,
        };
        if subject.is_some() && person.is_none() {
            return Ok(Some(0));
        }
        let whose = Whose { provider, person, session: session.as_deref() };
        session::end_of_provider(tx, portal, &whose, now).await.map(Some)
    })?;
    if let Some(sessions) = ended {
        tracing::info!(provider, sessions, "a provider said that somebody signed out");
    }
    Ok(ended.is_some())
}

fn refused() -> Response {
    said(StatusCode::BAD_REQUEST, r#"{"error":"invalid_request"}"#)
}

fn said(status: StatusCode, body: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}
