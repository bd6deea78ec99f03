//! What happened to the account, from the journal, in words. Nothing is kept for this page alone.

use super::browser;
use crate::account::{Account, Shared};
use crate::session::{self, Device, SignedIn};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use store::journal::{self, Told};
use uuid::Uuid;
use web::text::Fill;
use web::{Answer, Arrival, Page};

/// How many lines a page has.
const LINES: usize = 20;

/// What the address calls the line the page goes on after.
const BEFORE: &str = "truoc=";

/// Events that a citizen is told of, with their words. Steps on the way to something are left out.
const EVENTS: [(&str, &str); 30] = [
    ("registration.finished", "profile-event-opened"),
    ("session.begun", "profile-event-signed-in"),
    ("session.ended", "profile-event-signed-out"),
    ("login.locked", "profile-event-locked"),
    ("login.disavowed", "profile-event-disavowed"),
    ("email.confirmed", "profile-event-email-confirmed"),
    ("recovery.phone_confirmed", "profile-event-forgotten"),
    ("recovery.delayed", "profile-event-reset-waits"),
    ("recovery.cancelled", "profile-event-reset-cancelled"),
    ("recovery.finished", "profile-event-reset"),
    ("openid.granted", "profile-event-client"),
    ("openid.consent_withdrawn", "profile-event-consent-withdrawn"),
    ("profile.device_named", "profile-event-device-named"),
    ("profile.password_changed", "profile-event-password-changed"),
    ("profile.mail_given", "profile-event-mail-given"),
    ("profile.recovery_codes_drawn", "profile-event-codes-drawn"),
    ("new_number.waits", "profile-event-number-waits"),
    ("new_number.cancelled", "profile-event-number-kept"),
    ("new_number.refused", "profile-event-number-kept"),
    ("new_number.replaced", "profile-event-number-replaced"),
    ("profile.closing", "profile-event-closing"),
    ("profile.kept", "profile-event-kept"),
    ("profile.exported", "profile-event-exported"),
    ("desk.looked_up", "profile-event-desk-looked"),
    ("desk.asked", "profile-event-desk-asked"),
    ("desk.approved", "profile-event-desk-approved"),
    ("desk.refused", "profile-event-desk-refused"),
    ("desk.withdrawn", "profile-event-desk-withdrawn"),
    ("desk.printed", "profile-event-desk-printed"),
    ("desk.taken", "profile-event-desk-taken"),
];

#[derive(Template)]
#[template(path = "profile/history.html")]
struct HistoryPage {
    page: Page,
    lines: Vec<LineView>,
    /// The address of older lines; empty where there are none.
    older: String,
    is_first: bool,
}

struct LineView {
    at: String,
    words: String,
}

/// Shows a page of it, the newest first.
pub(super) async fn show(
    State(account): State<Shared>,
    who: SignedIn,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let page = &arrival.page;
    let before = query.as_deref().and_then(|query| query.strip_prefix(BEFORE));
    let before = before.and_then(|id| Uuid::try_parse(id).ok());
    let (reader, citizen) = (account.store.reader(), who.citizen.id);
    let subject = format!("citizen {citizen}");
    let events = EVENTS.map(|(event, _)| event);
    let at_most = LINES as u64 + 1;
    let mut told = journal::about(reader, &subject, Some(&events), before, at_most).await?;
    let is_more = told.len() > LINES;
    told.truncate(LINES);
    let older = told.last().filter(|_| is_more).map(|last| last.id);
    let devices = session::devices(reader, &account, citizen).await?;
    let line = |told: &Told| LineView {
        at: told.at.in_vietnam(),
        words: in_words(&account, page, told, &devices),
    };
    let template = HistoryPage {
        page: page.clone(),
        lines: told.iter().map(line).collect(),
        older: older.map(|id| format!("/tai-khoan/lich-su?{BEFORE}{id}")).unwrap_or_default(),
        is_first: before.is_none(),
    };
    Ok(page.draw(StatusCode::OK, &template)?)
}

fn in_words(account: &Account, page: &Page, told: &Told, devices: &[Device]) -> String {
    let text = |name: &str| told.detail[name].as_str().unwrap_or_default();
    let known = EVENTS.iter().find(|(event, _)| *event == told.event);
    let key = match (told.event.as_str(), text("why")) {
        ("session.ended", "ended_elsewhere") => "profile-event-ended-elsewhere",
        ("session.ended", "somebody_else") => "profile-event-ended-somebody-else",
        ("session.ended", "closed") => "profile-event-ended-closed",
        ("session.ended", "reset") => "profile-event-ended-reset",
        ("session.begun", _) if told.detail["new_device"] == true => "profile-event-signed-in-new",
        _ => known.map(|(_, key)| *key).unwrap_or_default(),
    };
    let device = text("device").parse().ok();
    let device = devices.iter().find(|one| Some(one.id) == device);
    let called = device.map(|one| one.name.as_ref().unwrap_or(&one.label).as_str());
    let called = browser::in_words(page, called.unwrap_or_default());
    let client = account.clients.find(text("client"));
    let client = client.map(|client| client.name(page.language).to_owned());
    let client = client.unwrap_or_else(|| text("client").to_owned());
    let fill = [("device", Fill::Text(called)), ("client", Fill::Text(client))];
    page.say_with(key, &fill).into_owned()
}
