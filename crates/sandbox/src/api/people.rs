//! `/api/people`: what the operator holds of the invented citizens.

use super::answer::{Refusal, object};
use crate::Sandbox;
use crate::people::{self, Person, posted};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A subscriber as the operator holds it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonView {
    /// The name as registered, accented or not.
    #[schema(example = "NGUYEN THI MAI")]
    name: String,
    /// The birth date.
    #[schema(example = "1990-04-12", format = Date)]
    birth_date: String,
    /// The identity number, of 12 or (old) 9 digits.
    #[schema(example = "051190004567")]
    citizen_number: String,
    /// The mobile number in E.164.
    #[schema(example = "+84905000190")]
    phone: String,
    /// The mail address.
    #[schema(example = "mai@example.vn")]
    email: Option<String>,
    /// When the SIM was last changed; null where it never was.
    #[schema(example = "2026-11-21T11:05:00.000Z", format = DateTime)]
    sim_changed_at: Option<String>,
}

impl From<&Person> for PersonView {
    fn from(person: &Person) -> Self {
        Self {
            name: person.name.clone(),
            birth_date: person.birth_date.clone(),
            citizen_number: person.citizen_number.clone(),
            phone: person.phone.clone(),
            email: person.email.clone(),
            sim_changed_at: person.sim_changed_at.map(|at| at.to_rfc3339()),
        }
    }
}

/// Everyone the operator knows.
#[utoipa::path(get, path = "/api/people", responses((status = 200, body = Vec<PersonView>)))]
pub(super) async fn list(State(sandbox): State<Arc<Sandbox>>) -> Json<Vec<PersonView>> {
    Json(sandbox.world.people().all().iter().map(PersonView::from).collect())
}

/// Adds a person; `email` and `sim_changed_at` may be absent.
#[utoipa::path(post, path = "/api/people", request_body = PersonView, responses(
    (status = 201, body = PersonView),
    (status = 400, description = "no JSON object", body = Refusal),
    (status = 409, description = "phone or identity number is held, or no more fit", body = Refusal),
    (status = 413, description = "more than 64 KiB", body = Refusal),
    (status = 422, description = "a field is wrong", body = Refusal),
))]
pub(super) async fn add(
    State(sandbox): State<Arc<Sandbox>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<PersonView>), Refusal> {
    let person = person(&sandbox, body)?;
    let view = PersonView::from(&person);
    sandbox.world.people().add(person).map_err(refused)?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// Writes anew what the operator holds of the subscription of this phone number: its SIM was
/// changed (`sim_changed_at`), or it passed on to another person.
#[utoipa::path(put, path = "/api/people", request_body = PersonView, responses(
    (status = 200, body = PersonView),
    (status = 400, description = "no JSON object", body = Refusal),
    (status = 404, description = "nobody holds that phone number", body = Refusal),
    (status = 409, description = "the identity number is held by somebody else", body = Refusal),
    (status = 413, description = "more than 64 KiB", body = Refusal),
    (status = 422, description = "a field is wrong", body = Refusal),
))]
pub(super) async fn change(
    State(sandbox): State<Arc<Sandbox>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PersonView>, Refusal> {
    let person = person(&sandbox, body)?;
    let view = PersonView::from(&person);
    sandbox.world.people().change(person).map_err(refused)?;
    Ok(Json(view))
}

fn person(sandbox: &Sandbox, body: Result<Bytes, BytesRejection>) -> Result<Person, Refusal> {
    let posted = object(body)?;
    posted::read(&posted, sandbox.world.clock.now()).map_err(Refusal::unprocessable)
}

fn refused(refusal: people::Refusal) -> Refusal {
    let (status, field, reason) = match refusal {
        people::Refusal::PhoneHeld => {
            (StatusCode::CONFLICT, "phone", "somebody holds this number already")
        }
        people::Refusal::CitizenNumberHeld => {
            (StatusCode::CONFLICT, "citizen_number", "somebody holds this number already")
        }
        people::Refusal::Full => {
            (StatusCode::CONFLICT, "people", "no more people fit (setting people_max)")
        }
        people::Refusal::NobodysPhone => {
            (StatusCode::NOT_FOUND, "phone", "nobody holds this number; add the person first")
        }
    };
    Refusal::new(status, field, reason)
}
