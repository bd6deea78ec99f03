//! Waiting: everybody the account's letters reach is told and may object; after a day a link comes.

use super::letters::{self, DELAYED, READY};
use super::records::{self, Held};
use super::steps::{Delayed, Holder, NumberConfirmed, PhoneConfirmed, Recovery};
use super::{journal, limits};
use crate::account::Shared;
use crate::citizen::{self, Citizen};
use crate::flow::{self, Here, Sent};
use crate::notice;
use askama::Template;
use axum::http::StatusCode;
use credentials::limit::Room;
use ground::{Fault, Moment};
use outside::letters as outbox;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "recovery/wait.html")]
struct WaitPage {
    page: Page,
    form: FormView,
    /// From when on a new password may be chosen; empty where it does not wait.
    until: String,
    /// Whether nobody could be told yet, and should have been.
    is_untold: bool,
    /// From when on it may be asked to wait, where that was done too often; else empty.
    reopens: String,
    phone: String,
    hours: i64,
    back: String,
    /// Whether a new telephone waits, or would if there were anybody whose it is.
    is_new_number: bool,
}

/// Shows until when.
pub(super) async fn show(Here { account, arrival, held }: Here<Recovery>) -> Answer {
    let delayed = match &held.state {
        Recovery::Delayed(delayed) if !delayed.has_new_number => delayed,
        // The same is said whether anything waits or not.
        Recovery::Delayed(Delayed { holder: Holder { phone, .. }, until, .. })
        | Recovery::NumberConfirmed(NumberConfirmed { phone, until }) => {
            let phone = phone.masked_for_registration();
            let said = Said { until: until.in_vietnam(), phone, ..Said::default() };
            return draw(&account, &arrival.page, &held, said, &Complaints::default());
        }
        _ => return Ok(held.go(&arrival.page)),
    };
    let told_at = outbox::first_taken(account.store.reader(), &delayed.notices).await?;
    let ends = delayed.ends(told_at.unwrap_or(arrival.now));
    let said = Said {
        until: ends.in_vietnam(),
        is_untold: told_at.is_none() && ends > delayed.until,
        ..Said::of(&delayed.holder)
    };
    draw(&account, &arrival.page, &held, said, &Complaints::default())
}

/// What the page says.
#[derive(Default)]
struct Said {
    until: String,
    is_untold: bool,
    reopens: String,
    phone: String,
}

impl Said {
    fn of(holder: &Holder) -> Self {
        Self { phone: holder.phone.masked_for_registration(), ..Self::default() }
    }
}

/// Begins to wait, and writes the notices.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Recovery>) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let Recovery::PhoneConfirmed(confirmed) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let said = Said::of(&confirmed.holder);
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw(&account, &arrival.page, &held, said, &complaints);
    }
    let until = arrival.now.plus(account.settings.recovery.delay);
    let citizen = confirmed.holder.citizen;
    let citizen = citizen::load(account.store.reader(), &account, citizen).await?;
    let citizen = citizen.filter(|citizen| citizen.has_phone);
    let (Some(citizen), Some(delayed)) = (citizen, confirmed.clone().delayed(arrival.now, until))
    else {
        return Ok(held.go(&arrival.page));
    };
    match delay(&account, &arrival, &held, (confirmed, delayed), &citizen).await? {
        Room::Left => {
            let present = held.again(&account, &arrival).await?;
            Ok(present.go(&arrival.page))
        }
        Room::None { reopens } => {
            let full = Said { reopens: reopens.in_vietnam(), ..said };
            draw(&account, &arrival.page, &held, full, &Complaints::default())
        }
    }
}

async fn delay(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    (confirmed, delayed): (&PhoneConfirmed, Delayed),
    citizen: &Citizen,
) -> Result<Room, Fault> {
    let (now, id, until) = (arrival.now, held.id, delayed.until);
    let kept = until.plus(account.settings.recovery.link);
    let letter = |kind, due: Moment| letters::notice(kind, id, arrival.page.language, due);
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(Room::Left) };
        let room = limits::delay(tx, account, citizen.id, now).await?;
        if room != Room::Left {
            return Ok(room);
        }
        let notices = notice::tell(tx, account, citizen, &letter(DELAYED, now), now)?;
        let next = Recovery::Delayed(delayed.clone().told_by(notices));
        records::save(tx, account, taken, &next, kept)?;
        notice::tell(tx, account, citizen, &letter(READY, until), now)?;
        let event = ("recovery.delayed", confirmed.doubt.as_str());
        journal::note_of(tx, account, (id, citizen.id), event, now);
        Ok(Room::Left)
    })
}

fn draw(
    account: &Shared,
    page: &Page,
    held: &Held,
    Said { until, is_untold, reopens, phone }: Said,
    complaints: &Complaints,
) -> Answer {
    let status = match reopens.is_empty() {
        true => complaints.status(),
        false => StatusCode::TOO_MANY_REQUESTS,
    };
    let template = WaitPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        until,
        is_untold,
        reopens,
        phone,
        hours: account.settings.recovery.link.as_minutes() / 60,
        back: held.state.page().path(held.id),
        is_new_number: match &held.state {
            Recovery::Delayed(delayed) => delayed.has_new_number,
            state => matches!(state, Recovery::NumberConfirmed(_)),
        },
    };
    Ok(page.draw(status, &template)?)
}
