//! Somebody signs in.

use super::end::{self, Why};
use super::{Evidence, Session, SessionId, device, records};
use crate::account::Account;
use crate::citizen::CitizenId;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use ground::{Fault, Moment};
use serde_json::json;
use store::Tx;
use store::journal::{self, Entry};
use web::Arrival;
use web::cookie::Opaque;

/// A session that has begun.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The session.
    pub session: Session,
    /// Whether this citizen had never signed in with this browser.
    pub is_new_device: bool,
    cookies: Vec<HeaderValue>,
}

impl Begun {
    /// Gives the browser the names it is known by from now on.
    #[must_use]
    pub fn told_to(self, mut response: Response) -> Response {
        for cookie in self.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// Begins a session in the transaction of the last proof. The browser gets a new name for it each
/// time, so that one that was known before opens nothing (session fixation). Where the same citizen
/// is signed in here already, that session goes on with the new evidence, and whoever knows it by
/// its id still does; anybody else's is ended.
///
/// # Errors
/// A database that is away, or evidence that is worth nothing.
pub async fn begin(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    evidence: Evidence,
    arrival: &Arrival,
    now: Moment,
) -> Result<Begun, Fault> {
    let acr = evidence.acr().ok_or(Fault::impossible("a session without evidence"))?;
    let device = device::note(tx, account, citizen, arrival, now).await?;
    let before = records::named(tx, account, arrival).await?;
    let goes_on = before.as_ref().filter(|before| before.citizen == citizen).map(|one| one.id);
    if let (None, Some(before)) = (goes_on, &before) {
        end::end(tx, account, before.id, Why::SomebodyElse, now).await?;
    }
    let name = Opaque::new(&account.chance);
    let session = Session {
        id: goes_on.unwrap_or_else(|| SessionId::new(now, &account.chance)),
        citizen,
        evidence,
        begun_at: now,
        seen_at: now,
        device: device.id,
        label: device.label,
    };
    match goes_on {
        Some(_) => records::renew(tx, &session, &name)?,
        None => records::insert(tx, &session, &name)?,
    }
    let entry = Entry {
        at: now,
        actor: format!("citizen {citizen}"),
        subject: format!("citizen {citizen}"),
        event: "session.begun",
        detail: json!({
            "session": session.id,
            "acr": acr.as_str(),
            "amr": session.evidence.amr(),
            "device": device.id,
            "new_device": device.is_new,
        }),
    };
    journal::append(tx, &entry, &account.chance);
    metrics::counter!("sessions_begun_total", "acr" => acr.as_str()).increment(1);
    Ok(begun(account, session, &name, (device.is_new, device.cookie)))
}

/// Tells a browser again of a session whose beginning it may not have heard of: the answer was cut
/// off. Nothing is proved by that, and nothing begins. The first name stays, since two answers may
/// overtake each other. Nothing where the session has ended.
///
/// # Errors
/// A database that is away.
pub async fn tell_again(
    tx: &Tx,
    account: &Account,
    id: SessionId,
    arrival: &Arrival,
    now: Moment,
) -> Result<Option<Begun>, Fault> {
    let Some(session) = records::find(tx, account, id, now).await? else { return Ok(None) };
    let device = device::note(tx, account, session.citizen, arrival, now).await?;
    let name = Opaque::new(&account.chance);
    records::name_again(tx, id, &name);
    let entry = Entry {
        at: now,
        actor: format!("citizen {}", session.citizen),
        subject: format!("citizen {}", session.citizen),
        event: "session.told_again",
        detail: json!({ "session": id }),
    };
    journal::append(tx, &entry, &account.chance);
    Ok(Some(begun(account, session, &name, (device.is_new, device.cookie))))
}

fn begun(
    account: &Account,
    session: Session,
    name: &Opaque,
    (is_new_device, device): (bool, Option<HeaderValue>),
) -> Begun {
    let cookies = [account.session_cookie.set(name, None), device];
    Begun { session, is_new_device, cookies: cookies.into_iter().flatten().collect() }
}
