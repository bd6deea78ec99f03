//! Looks of officers at accounts and references, counted by whichever way they come. One look may
//! take several pages, so the same one counts once for as long as the limit's window is.

use super::home;
use crate::account::Shared;
use crate::citizen::CitizenId;
use crate::officer::Officer;
use axum::http::StatusCode;
use axum::response::Response;
use credentials::limit::{self, Room};
use ground::{Fault, Moment};
use store::in_transaction;
use web::text::Fill;
use web::{Arrival, Broken, Complaints, Typed};

/// What a look at an account is called.
pub(super) fn at_account(id: CitizenId) -> String {
    format!("citizen {id}")
}

/// What a look at a reference is called, however its number is typed.
pub(super) fn at_reference(number: &str) -> String {
    format!("reference {}", number.to_uppercase())
}

/// Counts a look, at whatever has this name. Says whether the officer may have it.
pub(super) async fn count(
    account: &Shared,
    officer: &Officer,
    at: &str,
    now: Moment,
) -> Result<Room, Fault> {
    let (buckets, limit) = (&account.buckets, account.settings.desk.looks_per_officer);
    let this = buckets.of("desk look", &format!("{} {at}", officer.citizen));
    if limit::used(account.store.reader(), &this, now).await? > 0 {
        return Ok(Room::Left);
    }
    let looks = buckets.of("desk looks", &officer.citizen.to_string());
    let room = limit::count(&account.store, &[(looks, limit)], now).await?;
    if room == Room::Left {
        in_transaction!(account.store, |tx| {
            limit::note(tx, this.clone(), limit.within, now);
            Ok(())
        })?;
    }
    Ok(room)
}

/// What is said to an officer who looked too often.
pub(super) fn complain(complaints: &mut Complaints, reopens: Moment) {
    let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
    complaints.about_with("", "admin-look-often", time);
}

/// Counts a look by a page's own address. Gives the answer where there were too many.
pub(super) async fn refused(
    account: &Shared,
    officer: &Officer,
    arrival: &Arrival,
    at: &str,
) -> Result<Option<Response>, Broken> {
    let Room::None { reopens } = count(account, officer, at, arrival.now).await? else {
        return Ok(None);
    };
    let mut complaints = Complaints::default();
    complain(&mut complaints, reopens);
    let said = (StatusCode::TOO_MANY_REQUESTS, complaints);
    home::draw(account, officer, arrival, Typed::default(), said).await.map(Some)
}
