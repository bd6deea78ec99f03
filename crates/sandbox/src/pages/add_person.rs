//! Adding an invented person: what the operator shall hold.

use super::{Rooms, addresses};
use crate::people::{Refusal, posted};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use civic::BirthDate;
use ground::{Moment, Span};
use serde_json::{Map, Value};
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "pages/add_person.html")]
struct AddPersonPage {
    page: Page,
    form: FormView,
}

/// Shows the empty form.
pub(super) async fn show(arrival: Arrival) -> Answer {
    let page = arrival.page;
    let template = AddPersonPage { page: page.clone(), form: FormView::default() };
    Ok(page.draw(StatusCode::OK, &template)?)
}

/// Adds a person and leads to their handset, or says what is wrong.
pub(super) async fn add(State(rooms): State<Rooms>, sent: Submission) -> Answer {
    let Submission { arrival, typed, is_genuine } = sent;
    if !is_genuine {
        return again(&arrival.page, typed, &Complaints::whole("form-cookies"));
    }
    let person = match posted::read(&as_posted(&typed, arrival.now), arrival.now) {
        Ok(person) => person,
        Err(reasons) => return again(&arrival.page, typed, &said(&reasons)),
    };
    let phone = person.phone.clone();
    let added = rooms.sandbox.world.people().add(person);
    let mut complaints = Complaints::default();
    match added {
        Ok(()) => return Ok(arrival.page.go(&addresses::handset(&phone))),
        Err(Refusal::PhoneHeld | Refusal::NobodysPhone) => {
            complaints.about("phone", "sandbox-phone-held");
        }
        Err(Refusal::CitizenNumberHeld) => {
            complaints.about("citizen_number", "sandbox-citizen-number-held");
        }
        Err(Refusal::Full) => complaints.about_all("sandbox-full"),
    }
    again(&arrival.page, typed, &complaints)
}

fn again(page: &Page, typed: Typed, complaints: &Complaints) -> Answer {
    let form = FormView::new(page, typed, complaints);
    let template = AddPersonPage { page: page.clone(), form };
    Ok(page.draw(StatusCode::UNPROCESSABLE_ENTITY, &template)?)
}

/// The form as the API would get it: the day in ISO 8601, the change of SIM as a moment.
fn as_posted(typed: &Typed, now: Moment) -> Map<String, Value> {
    let born = typed.get("birth_date");
    let born = BirthDate::parse(born, now.day_in_vietnam())
        .map_or_else(|_| born.to_owned(), BirthDate::to_iso);
    let mut posted = Map::new();
    for key in ["name", "citizen_number", "phone", "email"] {
        posted.insert(key.to_owned(), typed.get(key).into());
    }
    posted.insert("birth_date".to_owned(), born.into());
    if typed.get("sim") == "yesterday" {
        let changed = now.minus(Span::from_hours(24)).to_rfc3339();
        posted.insert("sim_changed_at".to_owned(), changed.into());
    }
    posted
}

/// What is wrong, in the order of the fields and in the words of the page.
fn said(reasons: &posted::Reasons) -> Complaints {
    let mut complaints = Complaints::default();
    for (field, text) in [
        ("name", "sandbox-name-wrong"),
        ("birth_date", "sandbox-birth-date-wrong"),
        ("citizen_number", "sandbox-citizen-number-wrong"),
        ("phone", "sandbox-phone-wrong"),
        ("email", "sandbox-email-wrong"),
    ] {
        if reasons.contains_key(field) {
            complaints.about(field, text);
        }
    }
    complaints
}
