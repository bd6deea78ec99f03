//! The accounts that are linked to who is signed in: seen, another one begun with, one parted from.

use super::LINKED;
use super::begin::begin;
use super::refusal::{Refusal, Trouble, Wish};
use super::return_path::ReturnPath;
use super::way::Way;
use crate::person::{self, Linked};
use crate::portal::Shared;
use crate::session::{self, Session, SignedIn, Whose};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use ground::Fault;
use outside::openid::OpenIdClient;
use web::guard::RequestId;
use web::page::see_other;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

/// One provider, and what it knows the person as.
struct Row {
    way: Way,
    /// The name it says, and since when it is linked.
    linked: Option<(String, String)>,
    /// Signed in with it, so that it cannot be parted from now.
    is_here: bool,
    may_begin: bool,
}

#[derive(Template)]
#[template(path = "signin/linked.html")]
struct LinkedPage {
    page: Page,
    form: FormView,
    rows: Vec<Row>,
    trouble: Option<Trouble>,
}

/// Shows them.
pub(super) async fn show(
    State(portal): State<Shared>,
    SignedIn(session): SignedIn,
    arrival: Arrival,
) -> Answer {
    Ok(draw(&portal, arrival.page, &session, &Complaints::default(), None).await?)
}

/// A reload after a provider was away asks for this address.
pub(super) async fn back(Path(_): Path<String>, arrival: Arrival) -> Response {
    arrival.page.go(LINKED)
}

/// Leads to a provider, where the person proves to be somebody there, too.
pub(super) async fn link(
    State(portal): State<Shared>,
    Path(provider): Path<String>,
    Extension(request_id): Extension<RequestId>,
    SignedIn(session): SignedIn,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let client = portal.provider(&provider).ok_or_else(Broken::not_found)?;
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies");
        return Ok(draw(&portal, arrival.page, &session, &complaints, None).await?);
    }
    let here = ReturnPath::of(&arrival.page.to(LINKED), arrival.page.language);
    match begin(&portal, client, &arrival, &here, Some(session.id)).await? {
        Ok(address) => Ok(see_other(&address)),
        Err(refusal) => {
            let refused = (client, refusal);
            Ok(draw_refusal(&portal, arrival.page, &session, refused, &request_id).await?)
        }
    }
}

/// Parts an account from the person, and ends what was begun with it elsewhere.
pub(super) async fn unlink(
    State(portal): State<Shared>,
    Path(provider): Path<String>,
    SignedIn(session): SignedIn,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies");
        return Ok(draw(&portal, arrival.page, &session, &complaints, None).await?);
    }
    // Whoever is signed in with it would lose the ground they stand on.
    if session.provider != provider {
        let person = session.person;
        store::in_transaction!(portal.store, |tx| {
            if person::unlink(tx, &portal, person, &provider, arrival.now).await? {
                let whose = Whose { provider: &provider, person: Some(person), session: None };
                session::end_of_provider(tx, &portal, &whose, arrival.now).await?;
            }
            Ok(())
        })?;
    }
    Ok(arrival.page.go(LINKED))
}

/// The page with what went wrong with a provider.
pub(super) async fn draw_refusal(
    portal: &Shared,
    page: Page,
    session: &Session,
    refused: (&OpenIdClient, Refusal),
    request_id: &RequestId,
) -> Result<Response, Fault> {
    let trouble = Trouble::of(&page, refused, Wish::Link, request_id);
    draw(portal, page, session, &Complaints::default(), Some(trouble)).await
}

async fn draw(
    portal: &Shared,
    page: Page,
    session: &Session,
    complaints: &Complaints,
    trouble: Option<Trouble>,
) -> Result<Response, Fault> {
    let linked = person::linked(portal.store.reader(), portal, session.person).await?;
    let status = match &trouble {
        Some(trouble) => trouble.status,
        None if !complaints.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let enabled = portal.providers.iter().filter(|client| client.settings.enabled);
    let page = page.leading_to(portal.leads_to(enabled));
    let row = |client: &OpenIdClient| row(&page, client, session, &linked);
    let template = LinkedPage {
        form: FormView::new(&page, Typed::default(), complaints),
        rows: portal.providers.iter().filter_map(row).collect(),
        trouble,
        page: page.clone(),
    };
    page.draw(status, &template)
}

/// A provider that is linked, or may be.
fn row(page: &Page, client: &OpenIdClient, session: &Session, linked: &[Linked]) -> Option<Row> {
    let way = Way::of(client, page.language);
    let found = linked.iter().find(|one| one.provider == way.id);
    let linked = found.map(|one| {
        let name = one.name.clone().unwrap_or_else(|| page.t("signin-nameless").into_owned());
        (name, one.since.in_vietnam())
    });
    let may_begin = client.settings.enabled;
    let is_here = session.provider == way.id;
    (linked.is_some() || may_begin).then_some(Row { way, linked, is_here, may_begin })
}
