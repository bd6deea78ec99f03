//! Signing out: here, then at the provider, and back.

use super::way::Way;
use crate::portal::Shared;
use crate::session::{self, Present, Session};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use ground::Fault;
use web::page::see_other;
use web::{Answer, Arrival, Complaints, FormView, Language, Page, Submission, Typed};

/// Why a session ends.
const BY_PERSON: &str = "signed-out";

#[derive(Template)]
#[template(path = "signin/sign_out.html")]
struct SignOutPage {
    page: Page,
    form: FormView,
    /// The provider at which the person may still be signed in.
    still_in: Option<String>,
}

/// Asks whether to sign out, or says that nobody is signed in any more.
pub(super) async fn show(
    State(portal): State<Shared>,
    RawQuery(query): RawQuery,
    Present(_): Present,
    arrival: Arrival,
) -> Answer {
    let query = Typed::read(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let still_in = portal.provider(query.get("con"));
    let page = arrival.page;
    let still_in = still_in.map(|client| Way::of(client, page.language).name);
    Ok(draw(&page, still_in, &Complaints::default())?)
}

/// Ends the session and leads to where one signs out of the provider.
pub(super) async fn submit(
    State(portal): State<Shared>,
    Present(session): Present,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    if !is_genuine {
        return Ok(draw(&arrival.page, None, &Complaints::whole("form-cookies"))?);
    }
    if let Some(name) = arrival.cookie(&portal.session_cookie) {
        let now = arrival.now;
        store::in_transaction!(portal.store, |tx| {
            session::end(tx, &portal, &name, BY_PERSON, now).await
        })?;
    }
    let language = arrival.page.language;
    let mut response = match session {
        Some(session) => see_other(&next(&portal, &session, language).await),
        None => arrival.page.go("/dang-xuat"),
    };
    if let Some(gone) = portal.session_cookie.forget() {
        response.headers_mut().append(SET_COOKIE, gone);
    }
    Ok(response)
}

/// Where to go on after the session ended here.
async fn next(portal: &Shared, session: &Session, language: Language) -> String {
    let code = language.code();
    let Some(client) = portal.provider(&session.provider) else {
        return format!("/{code}/dang-xuat");
    };
    let back = format!("{}/da-dang-xuat", portal.door.house.public_url);
    match client.end_session(&session.id_token, &back, code).await {
        Some(address) => address,
        None => format!("/{code}/dang-xuat?con={}", session.provider),
    }
}

/// The provider leads back.
pub(super) async fn come_back(RawQuery(query): RawQuery) -> Response {
    let query = Typed::read(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let language = Language::from_code(query.get("state")).unwrap_or(Language::Vi);
    see_other(&format!("/{}/dang-xuat", language.code()))
}

fn draw(page: &Page, still_in: Option<String>, complaints: &Complaints) -> Result<Response, Fault> {
    let is_well = complaints.is_empty();
    let status = if is_well { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = FormView::new(page, Typed::default(), complaints);
    page.draw(status, &SignOutPage { page: page.clone(), form, still_in })
}
