//! Looking an account up by its number, or what somebody typed by their reference. Counted for each
//! officer, and a line of the journal whatever is found.

use super::{home, journal, looks};
use crate::account::Shared;
use crate::officer::{Officer, Role};
use crate::{citizen, desk_reference};
use axum::extract::State;
use axum::http::StatusCode;
use civic::IdentityNumber;
use credentials::limit::Room;
use ground::{Fault, Moment};
use web::{Answer, Complaints, Submission};

/// Leads to the page of whatever is found.
pub(super) async fn submit(
    State(account): State<Shared>,
    officer: Officer,
    submission: Submission,
) -> Answer {
    officer.must_be(Role::Desk)?;
    let Submission { arrival, typed, is_genuine } = submission;
    let now = arrival.now;
    let (sought, mut complaints) = (typed.get("sought").trim(), Complaints::default());
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if sought.is_empty() {
        complaints.about("sought", "admin-look-empty");
    } else {
        let found = find(&account, sought, now).await?;
        let nothing = || (format!("nothing {sought}"), None);
        let (look, path) = found.map_or_else(nothing, |(look, path)| (look, Some(path)));
        match (looks::count(&account, &officer, &look, now).await?, path) {
            (Room::None { reopens }, _) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                looks::complain(&mut complaints, reopens);
            }
            (Room::Left, Some(path)) => return Ok(arrival.page.go(&path)),
            (Room::Left, None) => {
                journal::looked(&account, &officer, "nothing".into(), now).await?;
                complaints.about("sought", "admin-look-nobody");
            }
        }
    }
    home::draw(&account, &officer, &arrival, typed, (status, complaints)).await
}

/// What has this number: what a look at it is called, and its page.
async fn find(
    account: &Shared,
    sought: &str,
    now: Moment,
) -> Result<Option<(String, String)>, Fault> {
    let reader = account.store.reader();
    if let Some(found) = desk_reference::find(reader, account, sought, now).await? {
        let path = format!("/quay/ma-hen/{}", found.number);
        return Ok(Some((looks::at_reference(&found.number), path)));
    }
    let Ok(identity) = IdentityNumber::parse(sought, true) else { return Ok(None) };
    let found = citizen::find(reader, account, &identity).await?;
    Ok(found.map(|id| (looks::at_account(id), format!("/quay/tai-khoan/{id}"))))
}
