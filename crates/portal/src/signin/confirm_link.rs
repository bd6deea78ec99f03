//! Who is signed in has proved to be somebody at another provider, too, and says whether to link both.

use super::LINKED;
use super::way::Way;
use crate::person::{self, Identity, OfferId};
use crate::portal::Shared;
use crate::session::{Session, SignedIn};
use askama::Template;
use axum::extract::{Path, State};
use ground::Fault;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "signin/confirm_link.html")]
struct ConfirmLinkPage {
    page: Page,
    form: FormView,
    /// The provider they are signed in with, and what it is to be linked with.
    here: String,
    there: String,
    /// The names both know the person by.
    name_here: String,
    name_there: String,
}

/// Where the page for an offer lies, under its language.
pub(super) fn path(id: OfferId) -> String {
    format!("{LINKED}/xac-nhan/{id}")
}

/// Asks.
pub(super) async fn show(
    State(portal): State<Shared>,
    Path(id): Path<OfferId>,
    SignedIn(session): SignedIn,
    arrival: Arrival,
) -> Answer {
    match offered(&portal, id, &session, &arrival).await? {
        Some(identity) => draw(&portal, arrival, &session, identity, &Complaints::default()),
        None => Ok(arrival.page.go(LINKED)),
    }
}

/// Links them. What was offered is used up, and the row count decides between two presses.
pub(super) async fn submit(
    State(portal): State<Shared>,
    Path(id): Path<OfferId>,
    SignedIn(session): SignedIn,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let Some(proved) = offered(&portal, id, &session, &arrival).await? else {
        return Ok(arrival.page.go(LINKED));
    };
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies");
        return draw(&portal, arrival, &session, proved, &complaints);
    }
    let (person, now) = (session.person, arrival.now);
    let is_linked = store::in_transaction!(portal.store, |tx| {
        match person::spend_offer(tx, id).await? {
            // Another press was first: what it did is shown.
            false => Ok(true),
            true => person::link(tx, &portal, person, &proved, now).await,
        }
    })?;
    match is_linked {
        true => Ok(arrival.page.go(LINKED)),
        false => draw(&portal, arrival, &session, proved, &Complaints::whole("link-taken-why")),
    }
}

async fn offered(
    portal: &Shared,
    id: OfferId,
    session: &Session,
    arrival: &Arrival,
) -> Result<Option<Identity>, Fault> {
    let whose = (id, session.id.0);
    person::offered(portal.store.reader(), portal, whose, arrival.now).await
}

fn draw(
    portal: &Shared,
    arrival: Arrival,
    session: &Session,
    proved: Identity,
    complaints: &Complaints,
) -> Answer {
    let page = arrival.page;
    let named = |provider: &str| {
        let client = portal.provider(provider).ok_or_else(Broken::not_found)?;
        Ok::<_, Broken>(Way::of(client, page.language).name)
    };
    let (here, there) = (named(&session.provider)?, named(&proved.provider)?);
    let nameless = || page.t("signin-nameless").into_owned();
    let name_there = proved.said.name.unwrap_or_else(nameless);
    let status = complaints.status();
    let form = FormView::new(&page, Typed::default(), complaints);
    let name_here = session.name.to_string();
    let page = page.clone();
    let template = ConfirmLinkPage { page, form, here, there, name_here, name_there };
    Ok(template.page.draw(status, &template)?)
}
