//! Making parties ill and well again.

use super::Rooms;
use crate::faults::{FaultChange, Faults, OpenIdFault};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "pages/faults.html")]
struct FaultsPage {
    page: Page,
    form: FormView,
    is_set: bool,
}

impl FaultsPage {
    /// What the officials' provider may do: the word for it and the key of its sentence.
    fn openid(&self) -> Vec<(String, String)> {
        let word = |fault: &OpenIdFault| as_json(fault).as_str().unwrap_or_default().to_owned();
        let sentence = |word: &str| format!("sandbox-openid-{}", word.replace('_', "-"));
        let words = OpenIdFault::ALL.iter().map(word);
        words.map(|word| (word.clone(), sentence(&word))).collect()
    }
}

/// Shows how the parties are.
pub(super) async fn show(
    State(rooms): State<Rooms>,
    arrival: Arrival,
    RawQuery(query): RawQuery,
) -> Answer {
    let page = arrival.page;
    let form = FormView::new(&page, as_typed(rooms.sandbox.world.faults()), &Complaints::default());
    let is_set = query.as_deref() == Some("da-dat");
    let template = FaultsPage { page: page.clone(), form, is_set };
    Ok(page.draw(StatusCode::OK, &template)?)
}

/// Sets how the parties are.
pub(super) async fn change(State(rooms): State<Rooms>, sent: Submission) -> Answer {
    let Submission { arrival, typed, is_genuine } = sent;
    let page = arrival.page;
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let change = FaultChange {
        telco: chosen(&typed, "telco", &mut complaints),
        sms: chosen(&typed, "sms", &mut complaints),
        mail: chosen(&typed, "mail", &mut complaints),
        openid: chosen(&typed, "openid", &mut complaints),
    };
    if complaints.is_empty() {
        rooms.sandbox.world.change_faults(change);
        return Ok(page.go("/su-co?da-dat"));
    }
    let form = FormView::new(&page, typed, &complaints);
    let template = FaultsPage { page: page.clone(), form, is_set: false };
    Ok(page.draw(StatusCode::UNPROCESSABLE_ENTITY, &template)?)
}

/// The choice for one party; none where nothing was chosen.
fn chosen<T: DeserializeOwned>(
    typed: &Typed,
    party: &'static str,
    complaints: &mut Complaints,
) -> Option<T> {
    if !typed.has(party) {
        return None;
    }
    let choice = serde_json::from_value(json!(typed.get(party)));
    complaints.take(party, choice, |_| "sandbox-fault-wrong")
}

fn as_typed(faults: Faults) -> Typed {
    let mut typed = Typed::default();
    let word = |fault: Value| fault.as_str().unwrap_or_default().to_owned();
    typed.set("telco", word(as_json(faults.telco)));
    typed.set("sms", word(as_json(faults.sms)));
    typed.set("mail", word(as_json(faults.mail)));
    typed.set("openid", word(as_json(faults.openid)));
    typed
}

fn as_json(fault: impl Serialize) -> Value {
    serde_json::to_value(fault).unwrap_or_default()
}
