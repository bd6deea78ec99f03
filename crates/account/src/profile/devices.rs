//! Where one is signed in: each browser with its session; ending one of them, or all others.

use super::browser::{PATH, in_words};
use crate::account::{Account, Shared};
use crate::session::{self, Device, Fresh, Session, SessionId, SignedIn, SteppedUp, Why};
use askama::Template;
use axum::extract::{RawQuery, State};
use ground::{Fault, Moment};
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// What the address says after sessions were ended.
const ENDED: &str = "da-dang-xuat";

#[derive(Template)]
#[template(path = "profile/devices.html")]
struct DevicesPage {
    page: Page,
    form: FormView,
    is_ended: bool,
    here: Option<DeviceView>,
    elsewhere: Vec<DeviceView>,
}

/// One session as the page shows it.
struct DeviceView {
    session: SessionId,
    naming_path: String,
    /// What the citizen calls the browser, or the browser in words.
    called: String,
    /// The browser in words, where the citizen calls it something else.
    label: String,
    begun_at: String,
    seen_at: String,
}

/// Shows the list.
pub(super) async fn show(
    State(account): State<Shared>,
    who: SignedIn,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let is_ended = query.as_deref() == Some(ENDED);
    draw(&account, &arrival, &who, &Complaints::default(), is_ended).await
}

/// Ends a session elsewhere, or all of them.
pub(super) async fn end(
    State(account): State<Shared>,
    SteppedUp { who, fresh }: SteppedUp,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw(&account, &arrival, &who, &complaints, false).await;
    }
    let one = typed.get("session").parse().ok();
    let holds = in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, &account).await? {
            return Ok(false);
        }
        match one {
            Some(id) => end_one(tx, &account, (&who, fresh), id, arrival.now).await?,
            None if typed.has("all") => {
                let others = (fresh.citizen(), Some(fresh.session()));
                session::end_all(tx, &account, others, Why::EndedElsewhere, arrival.now).await?;
                session::forget_others(tx, fresh.citizen(), who.session.device).await?;
            }
            None => {}
        }
        Ok(true)
    })?;
    match holds {
        true => Ok(arrival.page.go(&format!("{PATH}?{ENDED}"))),
        false => Ok(session::to_sign_in(&arrival)),
    }
}

/// Ends one, if it is this citizen's. Its browser is no known one any more: who signs out a
/// telephone that was stolen means the telephone.
async fn end_one(
    tx: &store::Tx,
    account: &Account,
    (who, fresh): (&SignedIn, Fresh),
    id: SessionId,
    now: Moment,
) -> Result<(), Fault> {
    let found = session::find(tx, account, id, now).await?;
    let Some(found) = found.filter(|session| session.citizen == fresh.citizen()) else {
        return Ok(());
    };
    session::end(tx, account, id, Why::EndedElsewhere, now).await?;
    match found.device == who.session.device {
        true => Ok(()),
        false => session::forget_one(tx, fresh.citizen(), found.device).await,
    }
}

async fn draw(
    account: &Account,
    arrival: &Arrival,
    who: &SignedIn,
    complaints: &Complaints,
    is_ended: bool,
) -> Answer {
    let (page, reader, citizen) = (&arrival.page, account.store.reader(), who.citizen.id);
    let sessions = session::of_citizen(reader, account, citizen, arrival.now).await?;
    let devices = session::devices(reader, account, citizen).await?;
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        sessions.iter().partition(|session| session.id == who.session.id);
    let view = |session: &Session| view(page, session, &devices);
    let template = DevicesPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        is_ended,
        here: here.into_iter().map(view).next(),
        elsewhere: elsewhere.into_iter().map(view).collect(),
    };
    Ok(page.draw(complaints.status(), &template)?)
}

fn view(page: &Page, session: &Session, devices: &[Device]) -> DeviceView {
    let device = devices.iter().find(|device| device.id == session.device);
    let name = device.and_then(|device| device.name.clone());
    let label = in_words(page, &session.label);
    DeviceView {
        session: session.id,
        naming_path: format!("{PATH}/{}", session.device),
        label: if name.is_some() { label.clone() } else { String::new() },
        called: name.unwrap_or(label),
        begun_at: session.begun_at.in_vietnam(),
        seen_at: session.seen_at.in_vietnam(),
    }
}
