//! One's own page: what is known, by whom each thing was verified, and where to go from here.

use crate::citizen::{Citizen, Verifier};
use crate::session::SignedIn;
use askama::Template;
use axum::http::StatusCode;
use ground::Moment;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "profile/home.html")]
struct HomePage {
    page: Page,
    name: String,
    birth_date: String,
    identity: String,
    phone: String,
    has_phone: bool,
    email: String,
    has_email: bool,
    /// Who verified the identity and the number, and when, in words.
    verified: String,
    opened_at: String,
    /// When the account will be closed; empty where nobody wished so.
    closing_at: String,
}

/// Shows it.
pub(super) async fn show(who: SignedIn, arrival: Arrival) -> Answer {
    let page = &arrival.page;
    let Citizen { person, has_phone, has_email, opened_at, closing_at, .. } = &who.citizen;
    let email = person.email.as_ref().map(civic::EmailAddress::masked);
    let template = HomePage {
        page: page.clone(),
        name: person.name.as_str().to_owned(),
        birth_date: person.birth.in_vietnamese(),
        identity: person.identity.masked(),
        phone: person.phone.masked_for_login(),
        has_phone: *has_phone,
        email: email.unwrap_or_default(),
        has_email: *has_email,
        verified: verified(page, &who.citizen),
        opened_at: opened_at.in_vietnam(),
        closing_at: closing_at.map(Moment::in_vietnam).unwrap_or_default(),
    };
    Ok(page.draw(StatusCode::OK, &template)?)
}

fn verified(page: &Page, citizen: &Citizen) -> String {
    let key = match citizen.assurance.verifier {
        Verifier::MobileOperator => "profile-by-operator",
        Verifier::Desk => "profile-by-desk",
    };
    page.t1(key, "time", &citizen.assurance.at.in_vietnam()).into_owned()
}
