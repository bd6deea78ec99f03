//! Who is before an administrators' page.

use super::records;
use crate::person::PersonId;
use crate::portal::Shared;
use crate::session::Present;
use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use std::sync::Arc;
use web::page::see_other;
use web::{Answer, Arrival, Broken, Page};

/// An administrator before a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Administrator {
    /// Who.
    pub(super) person: PersonId,
}

impl<S: Send + Sync> FromRequestParts<S> for Administrator {
    type Rejection = Broken;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Broken> {
        parts.extensions.get::<Self>().copied().ok_or_else(Broken::not_found)
    }
}

#[derive(Template)]
#[template(path = "administrator/stranger.html")]
struct StrangerPage {
    page: Page,
    /// By what the command would know them.
    reference: String,
}

/// Lets administrators on to the pages behind it. Whoever is not signed in is asked to; whoever is
/// somebody else is told by which reference they could be made one, which opens nothing.
///
/// # Errors
/// A database that is away.
pub(super) async fn before(State(portal): State<Shared>, request: Request, next: Next) -> Answer {
    let (mut parts, body) = request.into_parts();
    let arrival = Arrival::read(Arc::clone(&portal.door), &parts);
    let Present(session) = Present::from_request_parts(&mut parts, &portal).await?;
    let Some(session) = session else {
        return Ok(see_other(&arrival.page.sign_in()));
    };
    if !records::is(portal.store.reader(), session.person).await? {
        let page = arrival.page;
        let reference = session.person.to_string();
        let template = StrangerPage { page: page.clone(), reference };
        return Ok(page.draw(StatusCode::FORBIDDEN, &template)?);
    }
    parts.extensions.insert(Administrator { person: session.person });
    Ok(next.run(Request::from_parts(parts, body)).await)
}
