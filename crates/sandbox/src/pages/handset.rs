//! A drawn phone: the messages on one handset, newest at the bottom.

use super::{Rooms, addresses};
use crate::world::TextMessage;
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use civic::PhoneNumber;
use web::{Answer, Arrival, Broken, Page};

#[derive(Template)]
#[template(path = "pages/handset.html")]
struct HandsetPage {
    page: Page,
    phone: String,
    e164: String,
    email: String,
    bubbles: Vec<Bubble>,
}

/// A message as the phone shows it.
struct Bubble {
    at: String,
    when: String,
    from: String,
    text: String,
    code: String,
}

impl From<TextMessage> for Bubble {
    fn from(message: TextMessage) -> Self {
        Self {
            at: message.at.to_rfc3339(),
            when: message.at.in_vietnam(),
            code: code_in(&message.text).unwrap_or_default().to_owned(),
            from: message.from,
            text: message.text,
        }
    }
}

/// Shows one handset. Every mobile number has one, whoever holds it.
pub(super) async fn show(
    State(rooms): State<Rooms>,
    arrival: Arrival,
    path: Result<Path<String>, PathRejection>,
) -> Answer {
    let Path(written) = path.map_err(|_| Broken::not_found())?;
    let number = PhoneNumber::parse(&written).map_err(|_| Broken::not_found())?;
    let (page, e164) = (arrival.page, number.e164());
    let messages = rooms.sandbox.world.handsets().at(&e164);
    let email = {
        let people = rooms.sandbox.world.people();
        people.holder_of(&e164).and_then(|holder| holder.email.clone()).unwrap_or_default()
    };
    let template = HandsetPage {
        page: page.clone(),
        phone: number.grouped(),
        e164,
        email,
        bubbles: messages.into_iter().map(Bubble::from).collect(),
    };
    Ok(page.draw(StatusCode::OK, &template)?)
}

/// The one-time code in a text: the first six digits that stand alone.
fn code_in(text: &str) -> Option<&str> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    runs.find(|run| run.len() == 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_code_and_no_phone_number() {
        assert_eq!(code_in("Ma OTP cua ban la 012345, hieu luc 5 phut"), Some("012345"));
        assert_eq!(code_in("Goi 18008098 hoac 1414"), None);
        assert_eq!(code_in(""), None);
    }
}
