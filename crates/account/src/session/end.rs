//! A session ends: by its citizen, by somebody else's sign-in, by a reset.

use super::{SessionId, records};
use crate::account::Account;
use crate::citizen::CitizenId;
use axum::http::header;
use axum::response::Response;
use ground::{Fault, Moment};
use serde_json::json;
use store::job::{self, NewJob};
use store::journal::{self, Entry};
use store::{Tx, in_transaction};

/// The job that follows the end of each session: clients that it signed in to are told. Its payload
/// names the `session` and the `citizen`.
pub const ENDED: &str = "session-ended";

/// Why a session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The citizen signed out.
    SignedOut,
    /// The citizen ended it from elsewhere.
    EndedElsewhere,
    /// Somebody else signed in with the same browser.
    SomebodyElse,
    /// The password was changed or reset, or something else that ends all.
    Reset,
    /// A backup was put back, which holds sessions that may have ended since.
    Restored,
    /// The account is closed, or will be.
    Closed,
}

impl Why {
    fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::EndedElsewhere => "ended_elsewhere",
            Self::SomebodyElse => "somebody_else",
            Self::Reset => "reset",
            Self::Restored => "restored",
            Self::Closed => "closed",
        }
    }
}

/// Ends one session. Says whether it was there: of two ends at once one is noted.
///
/// # Errors
/// A database that is away.
pub async fn end(
    tx: &Tx,
    account: &Account,
    id: SessionId,
    why: Why,
    now: Moment,
) -> Result<bool, Fault> {
    let Some(citizen) = records::take_away(tx, id).await? else { return Ok(false) };
    let entry = Entry {
        at: now,
        actor: format!("citizen {citizen}"),
        subject: format!("citizen {citizen}"),
        event: "session.ended",
        detail: json!({ "session": id, "why": why.as_str() }),
    };
    journal::append(tx, &entry, &account.chance);
    let job = NewJob {
        kind: ENDED,
        payload: json!({ "session": id, "citizen": citizen }),
        run_at: now,
        attempts_at_most: account.settings.letters.attempts,
    };
    job::enqueue(tx, &job, now, &account.chance);
    metrics::counter!("sessions_ended_total", "why" => why.as_str()).increment(1);
    Ok(true)
}

/// Ends every session of a citizen but one. Says how many there were.
///
/// # Errors
/// A database that is away.
pub async fn end_all(
    tx: &Tx,
    account: &Account,
    (citizen, except): (CitizenId, Option<SessionId>),
    why: Why,
    now: Moment,
) -> Result<usize, Fault> {
    if matches!(why, Why::Reset | Why::Closed) {
        // What was given to go on without a session ends, too.
        let job = NewJob {
            kind: ENDED,
            payload: json!({ "reset": citizen }),
            run_at: now,
            attempts_at_most: account.settings.letters.attempts,
        };
        job::enqueue(tx, &job, now, &account.chance);
    }
    let mut ended = 0;
    for id in records::ids_of(tx, citizen).await? {
        if Some(id) != except && end(tx, account, id, why, now).await? {
            ended += 1;
        }
    }
    Ok(ended)
}

/// How many sessions end in one transaction where all do.
const AT_ONCE: u64 = 500;

/// Ends every session of everybody, some at a time. Says how many there were.
///
/// # Errors
/// A database that is away.
pub async fn end_of_everybody(account: &Account, why: Why, now: Moment) -> Result<usize, Fault> {
    let mut ended = 0;
    loop {
        let some = in_transaction!(account.store, |tx| {
            let ids = records::some_ids(tx, AT_ONCE).await?;
            for id in &ids {
                end(tx, account, *id, why, now).await?;
            }
            Ok(ids.len())
        })?;
        if some == 0 {
            return Ok(ended);
        }
        ended += some;
    }
}

/// Takes the session's name from the browser.
#[must_use]
pub fn forgotten(account: &Account, mut response: Response) -> Response {
    if let Some(cookie) = account.session_cookie.forget() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
