//! *Chọn phương thức xác thực khác*: another way to prove who one is. Choosing discards what was
//! begun and proves nothing (Keycloak CVE-2026-18963).

use super::code::{self, NewCode};
use super::journal;
use super::records::Held;
use super::steps::{Login, PasswordProved, Step, Way};
use crate::account::Shared;
use crate::citizen::{self, Holder};
use crate::flow::{self, Here, Sent};
use askama::Template;
use ground::Fault;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "login/choose_way.html")]
struct ChooseWayPage {
    page: Page,
    form: FormView,
    phone: String,
    email: String,
    back_path: String,
}

/// Shows the ways there are.
pub(super) async fn show(Here { account, arrival, held }: Here<Login>) -> Answer {
    draw(&account, &arrival, &held, &Complaints::default()).await
}

/// Begins the way that was chosen.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Login>) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let Some(proved) = held.state.proved() else {
        return Ok(held.go(&arrival.page));
    };
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw(&account, &arrival, &held, &complaints).await;
    }
    let next = match typed.get("way") {
        "sms" => code_by(&account, &arrival, &held, proved, Way::Sms).await?,
        "mail" => code_by(&account, &arrival, &held, proved, Way::Mail).await?,
        "recovery" => {
            let next = Login::RecoveryChosen(proved.clone().recovery_chosen());
            save(&account, &held, &next).await?.then_some(next)
        }
        _ => {
            let complaints = Complaints::whole("login-way-none");
            return draw(&account, &arrival, &held, &complaints).await;
        }
    };
    match next {
        Some(next) => Ok(arrival.page.go(&next.path(held.id))),
        // Another tab went on first, or there is no such way: where it stands now is shown.
        None => {
            let held = held.again(&account, &arrival).await?;
            Ok(held.go(&arrival.page))
        }
    }
}

/// A code goes out this way. One that is still on its way is not sent a second time: its page says
/// from when on another can be had.
async fn code_by(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    proved: &PasswordProved,
    way: Way,
) -> Result<Option<Login>, Fault> {
    let (reader, now) = (account.store.reader(), arrival.now);
    let holder = citizen::holder(reader, account, proved.citizen).await?;
    let code = NewCode::of(account, held.id, &arrival.page, &holder, way);
    let Some(code) = code else { return Ok(None) };
    if held.state.way() == Some(way) {
        return Ok(Some(held.state.clone()));
    }
    let latest = code.code.latest(account).await?;
    if code.code.outgoing(latest, false, now).is_err() {
        let next = Login::WayChosen(proved.clone().way_chosen(way));
        return Ok(save(account, held, &next).await?.then_some(next));
    }
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(None) };
        let next = code::send_first(tx, account, &code, proved.clone(), now).await?;
        flow::save(tx, account, taken, &next)?;
        journal::note(tx, account, (held.id, proved.citizen), "login.way_chosen", now);
        Ok(Some(next))
    })
}

async fn save(account: &Shared, held: &Held, next: &Login) -> Result<bool, Fault> {
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(false) };
        flow::save(tx, account, taken, next)?;
        Ok(true)
    })
}

async fn draw(account: &Shared, arrival: &Arrival, held: &Held, complaints: &Complaints) -> Answer {
    let page = &arrival.page;
    let Some(proved) = held.state.proved() else { return Ok(held.go(page)) };
    let Holder { phone, email, .. } =
        citizen::holder(account.store.reader(), account, proved.citizen).await?;
    let status = complaints.status();
    let is_begun = held.state.page() != Step::ChooseWay;
    let template = ChooseWayPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        phone: phone.map(|phone| phone.masked_for_login()).unwrap_or_default(),
        email: email.map(|email| email.masked()).unwrap_or_default(),
        back_path: if is_begun { held.state.path(held.id) } else { String::new() },
    };
    Ok(page.draw(status, &template)?)
}
