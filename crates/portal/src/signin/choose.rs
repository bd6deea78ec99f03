//! The sign-in page: one button for each provider, and what went wrong with the last one.

use super::records::{self, Kept};
use super::refusal::Refusal;
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
use outside::openid::{Attempt, OpenIdClient};
use web::guard::RequestId;
use web::page::{RETURN_FIELD, see_other};
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

/// What went wrong, and with whom.
struct Trouble {
    refusal: Refusal,
    name: String,
    request_id: String,
}

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
    let Arrival { page, now, address, .. } = arrival;
    let back = ReturnPath::of(typed.get(RETURN_FIELD), page.language);
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies");
        return Ok(draw(&portal, page, &back, &complaints, None)?);
    }
    if !client.settings.enabled {
        return Ok(draw_refusal(&portal, page, &back, (client, Refusal::Disabled), &request_id)?);
    }
    if !records::may_begin(&portal, address, now).await? {
        return Ok(draw_refusal(&portal, page, &back, (client, Refusal::TooMany), &request_id)?);
    }
    let mut attempt = Attempt::new(&portal.chance, now);
    // What comes back says in which language to go on, also where nothing else is known of it.
    attempt.state = format!("{}.{}", page.language.code(), attempt.state);
    match client.begin(&attempt, page.language.code()).await {
        Ok(address) => {
            let kept = Kept { attempt, return_path: back.as_str().to_owned() };
            records::insert(&portal, &provider, &kept, page.visit(), now).await?;
            Ok(see_other(&address))
        }
        Err(refusal) => {
            let refused = (client, Refusal::from(refusal));
            Ok(draw_refusal(&portal, page, &back, refused, &request_id)?)
        }
    }
}

/// The page with what went wrong with a provider.
pub(super) fn draw_refusal(
    portal: &Shared,
    page: Page,
    back: &ReturnPath,
    (client, refusal): (&OpenIdClient, Refusal),
    request_id: &RequestId,
) -> Result<Response, Fault> {
    let name = Way::of(client, page.language).name;
    let trouble = Trouble { refusal, name, request_id: request_id.0.to_string() };
    let word = refusal.key().trim_start_matches("signin-");
    metrics::counter!("signin_refusals_total", "why" => word).increment(1);
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
        Some(trouble) => trouble.refusal.status(),
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
