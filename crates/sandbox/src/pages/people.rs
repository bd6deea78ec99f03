//! The list of invented people, with the facts a newcomer copies into a form.

use super::{Rooms, addresses};
use crate::people::Person;
use crate::people::seed::{self, ELDER, Elder, Story};
use askama::Template;
use axum::extract::{RawQuery, State};
use civic::{BirthDate, PhoneNumber};
use web::{Answer, Arrival, Complaints, FormView, Page, Typed};

/// How many people are shown beside those of the seed; the newest first.
const SHOWN_MAX: usize = 50;

#[derive(Template)]
#[template(path = "pages/people.html")]
struct PeoplePage {
    page: Page,
    form: FormView,
    people: Vec<Shown>,
    hidden: usize,
}

/// A person as the page shows them.
struct Shown {
    name: String,
    born: String,
    citizen_number: String,
    phone: String,
    e164: String,
    email: String,
    sim_changed: String,
    story: &'static str,
    elder: Option<&'static Elder>,
}

impl Shown {
    /// The birth date of the elder who uses this person's SIM, as papers write it.
    fn elder_born(elder: &Elder) -> String {
        in_vietnamese(elder.birth_date)
    }
}

/// Shows the people; a number in the query leads on to its handset.
pub(super) async fn show(
    State(rooms): State<Rooms>,
    arrival: Arrival,
    RawQuery(query): RawQuery,
) -> Answer {
    let page = arrival.page;
    let typed = Typed::read(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let mut complaints = Complaints::default();
    if typed.has("phone") {
        let number = PhoneNumber::parse(typed.get("phone"));
        if let Some(number) = complaints.take("phone", number, |_| "sandbox-phone-wrong") {
            return Ok(page.go(&addresses::handset(&number.e164())));
        }
    }
    let (people, hidden) = chosen(rooms.sandbox.world.people().all());
    let form = FormView::new(&page, typed, &complaints);
    let template = PeoplePage { page: page.clone(), form, people, hidden };
    Ok(page.draw(complaints.status(), &template)?)
}

/// Those of the seed, then the newest; and how many are not shown.
fn chosen(all: &[Person]) -> (Vec<Shown>, usize) {
    let (seeded, added) = all.split_at(seed::COUNT.min(all.len()));
    let newest = added.iter().rev().take(SHOWN_MAX);
    let hidden = added.len().saturating_sub(SHOWN_MAX);
    (seeded.iter().chain(newest).map(shown).collect(), hidden)
}

fn shown(person: &Person) -> Shown {
    let story = Story::of(person);
    let phone = PhoneNumber::parse(&person.phone).map(|number| number.grouped());
    Shown {
        name: person.name.clone(),
        born: in_vietnamese(&person.birth_date),
        citizen_number: person.citizen_number.clone(),
        phone: phone.unwrap_or_else(|_| person.phone.clone()),
        e164: person.phone.clone(),
        email: person.email.clone().unwrap_or_default(),
        sim_changed: person.sim_changed_at.map(ground::Moment::in_vietnam).unwrap_or_default(),
        story: match story {
            Some(Story::Matches) => "sandbox-story-matches",
            Some(Story::Unaccented) => "sandbox-story-unaccented",
            Some(Story::ChildsName) => "sandbox-story-childs-name",
            Some(Story::OldNumber) => "sandbox-story-old-number",
            Some(Story::SimChanged) => "sandbox-story-sim-changed",
            None => "sandbox-story-added",
        },
        elder: (story == Some(Story::ChildsName)).then_some(&ELDER),
    }
}

fn in_vietnamese(iso: &str) -> String {
    BirthDate::from_iso(iso).map_or_else(|_| iso.to_owned(), BirthDate::in_vietnamese)
}
