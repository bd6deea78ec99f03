//! The sign-in page: one button for each provider, and what went wrong with the last one.

use super::begin::begin;
use super::refusal::{Refusal, Trouble, Wish};
use super::return_path::ReturnPath;
use super::way::Way;
use crate::portal::Shared;
use crate::session::Present;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use ground::Fault;
use outside::openid::OpenIdClient;
use web::guard::RequestId;
use web::page::{RETURN_FIELD, see_other};
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "signin/choose.html")]
struct ChoosePage {
    page: Page,
    form: FormView,
    ways: Vec<Way>,
    return_path: String,
    trouble: Option<Trouble>,
}

impl ChoosePage {
    /// The name of the field that says where to go on.
    fn field(&self) -> &'static str {
        RETURN_FIELD
    }
}

/// Shows the ways. Who is signed in needs none.
pub(super) async fn show(
    State(portal): State<Shared>,
    Present(session): Present,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let query = Typed::read(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let back = ReturnPath::of(query.get(RETURN_FIELD), arrival.page.language);
    if session.is_some() {
        return Ok(see_other(back.as_str()));
    }
    Ok(draw(&portal, arrival.page, &back, &Complaints::default(), None)?)
}

/// A reload after the provider was away asks for this address.
pub(super) async fn back(Path(_): Path<String>, arrival: Arrival) -> Response {
    arrival.page.go("/dang-nhap")
}

/// Begins an attempt and leads to its provider.
pub(super) async fn submit(
    State(portal): State<Shared>,
    Path(provider): Path<String>,
    Extension(request_id): Extension<RequestId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let client = portal.provider(&provider).ok_or_else(Broken::not_found)?;
    let back = ReturnPath::of(typed.get(RETURN_FIELD), arrival.page.language);
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies");
        return Ok(draw(&portal, arrival.page, &back, &complaints, None)?);
    }
    match begin(&portal, client, &arrival, &back, None).await? {
        Ok(address) => Ok(see_other(&address)),
        Err(refusal) => {
            Ok(draw_refusal(&portal, arrival.page, &back, (client, refusal), &request_id)?)
        }
    }
}

/// The page with what went wrong with a provider.
pub(super) fn draw_refusal(
    portal: &Shared,
    page: Page,
    back: &ReturnPath,
    refused: (&OpenIdClient, Refusal),
    request_id: &RequestId,
) -> Result<Response, Fault> {
    let trouble = Trouble::of(&page, refused, Wish::SignIn, request_id);
    draw(portal, page, back, &Complaints::default(), Some(trouble))
}

fn draw(
    portal: &Shared,
    page: Page,
    back: &ReturnPath,
    complaints: &Complaints,
    trouble: Option<Trouble>,
) -> Result<Response, Fault> {
    let enabled = || portal.providers.iter().filter(|client| client.settings.enabled);
    let page = page.leading_to(portal.leads_to(enabled()));
    let status = match &trouble {
        Some(trouble) => trouble.status,
        None if !complaints.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let template = ChoosePage {
        form: FormView::new(&page, Typed::default(), complaints),
        ways: enabled().map(|client| Way::of(client, page.language)).collect(),
        return_path: back.as_str().to_owned(),
        trouble,
        page: page.clone(),
    };
    page.draw(status, &template)
}
