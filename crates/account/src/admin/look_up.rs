//! Looking an account up by its number, or what somebody typed by their reference. Counted for each
//! officer, and a line of the journal whatever is found.

use super::{home, journal};
use crate::account::Shared;
use crate::officer::{Officer, Role};
use crate::{citizen, desk_reference};
use axum::extract::State;
use axum::http::StatusCode;
use civic::IdentityNumber;
use credentials::limit::{self, Room};
use ground::{Fault, Moment};
use web::text::Fill;
use web::{Answer, Complaints, Submission};

/// Leads to the page of whatever is found.
pub(super) async fn submit(
    State(account): State<Shared>,
    officer: Officer,
    submission: Submission,
) -> Answer {
    officer.must_be(Role::Desk)?;
    let Submission { arrival, typed, is_genuine } = submission;
    let (reader, now) = (account.store.reader(), arrival.now);
    let (sought, mut complaints) = (typed.get("sought").trim(), Complaints::default());
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if sought.is_empty() {
        complaints.about("sought", "admin-look-empty");
    } else if let Room::None { reopens } = count(&account, &officer, now).await? {
        status = StatusCode::TOO_MANY_REQUESTS;
        let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
        complaints.about_with("", "admin-look-often", time);
    } else if let Some(found) = desk_reference::find(reader, &account, sought, now).await? {
        return Ok(arrival.page.go(&format!("/quay/ma-hen/{}", found.number)));
    } else {
        let found = match IdentityNumber::parse(sought, true) {
            Ok(identity) => citizen::find(reader, &account, &identity).await?,
            Err(_) => None,
        };
        if let Some(found) = found {
            return Ok(arrival.page.go(&format!("/quay/tai-khoan/{found}")));
        }
        journal::looked(&account, &officer, "nothing".into(), now).await?;
        complaints.about("sought", "admin-look-nobody");
    }
    home::draw(&account, &officer, &arrival, typed, (status, complaints)).await
}

async fn count(account: &Shared, officer: &Officer, now: Moment) -> Result<Room, Fault> {
    let looks = account.buckets.of("desk looks", &officer.citizen.to_string());
    limit::count(&account.store, &[(looks, account.settings.desk.looks_per_officer)], now).await
}
