//! Giving another telephone number: the operator's word that it is this person's, a code to it, and
//! then a wait in which whoever has the number before may object.

use super::journal;
use super::records::{self, Held};
use super::steps::{Errand, ErrandId, NumberGiven};
use crate::account::Shared;
use crate::citizen::{self, Person};
use crate::code_page::{Outgoing, Tried};
use crate::flow;
use crate::new_number::{self, Asking, Doubt, Pending, waiting};
use crate::session::{self, Fresh, SignedIn, SteppedUp};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use civic::PhoneNumber;
use credentials::limit::Room;
use credentials::one_time_code;
use ground::Fault;
use serde_json::json;
use store::in_transaction;
use uuid::Uuid;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// The page's path.
const PATH: &str = "/tai-khoan/so-dien-thoai";

#[derive(Template)]
#[template(path = "profile/change_phone.html")]
struct ChangePhonePage {
    page: Page,
    form: FormView,
    present: String,
    has_phone: bool,
    /// The number that waits, and until when; empty for none.
    waiting: String,
    until: String,
    hours: i64,
}

/// Shows the field, or the number that waits.
pub(super) async fn show(
    State(account): State<Shared>,
    SteppedUp { who, .. }: SteppedUp,
    arrival: Arrival,
) -> Answer {
    draw(&account, &arrival, &who, Typed::default(), &Complaints::default()).await
}

/// Shows the field with what was typed before it was proved anew who typed it.
pub(super) async fn show_typed(
    State(account): State<Shared>,
    SteppedUp { who, .. }: SteppedUp,
    Path(id): Path<ErrandId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &who, &arrival).await?;
    match &held.state {
        Errand::NumberGiven(given) => {
            draw_code(&account, &arrival, (&held, given), Complaints::default()).await
        }
        Errand::Typed(before) => {
            let mut typed = Typed::default();
            typed.set("phone", before.text.clone());
            draw(&account, &arrival, &who, typed, &Complaints::default()).await
        }
        _ => Ok(arrival.page.go(PATH)),
    }
}

/// Takes the number, asks the operator, sends the code.
pub(super) async fn submit(
    State(account): State<Shared>,
    who: SignedIn,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let mut complaints = Complaints::default();
    let Some(fresh) = who.fresh(&account, arrival.now) else {
        let typed = (PATH, typed.get("phone"));
        let way = records::keep_typed(&account, &who, &arrival, typed).await?;
        return Ok(arrival.page.go(&way));
    };
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let phone = new_number::read(&typed, &mut complaints);
    if who.citizen.has_phone && phone.as_ref() == Some(&who.citizen.person.phone) {
        complaints.about("phone", "profile-phone-present");
    }
    if let (Some(phone), true) = (phone, complaints.is_empty())
        && let Some(on) = give(&account, &arrival, (&who, fresh), phone, &mut complaints).await?
    {
        return Ok(on);
    }
    draw(&account, &arrival, &who, typed, &complaints).await
}

/// Asks the operator and sends the code. Nothing where the number is not taken; why, is said.
async fn give(
    account: &Shared,
    arrival: &Arrival,
    (who, fresh): (&SignedIn, Fresh),
    phone: PhoneNumber,
    complaints: &mut Complaints,
) -> Result<Option<Response>, Fault> {
    let (now, citizen) = (arrival.now, fresh.citizen());
    let person = Person { phone: phone.clone(), ..who.citizen.person.clone() };
    match new_number::ask(account, &person, arrival).await? {
        Ok(()) => {}
        Err(Doubt::NotTheirs) => {
            complaints.about("phone", "profile-phone-not-yours");
            return Ok(None);
        }
        Err(Doubt::Unknown) => {
            complaints.about("phone", "profile-phone-unknown");
            return Ok(None);
        }
    }
    let id = ErrandId::new(now, &account.chance);
    let errand = Errand::NumberGiven(NumberGiven { citizen, phone: phone.clone() });
    let until = now.plus(account.settings.profile.pending);
    let pending = Pending { holder: id.0, phone: &phone };
    let room = in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, account).await? {
            return Ok(None);
        }
        let room = pending.send(tx, account, arrival, Outgoing::New).await?;
        if room == Room::Left {
            flow::insert(tx, account, (id, &errand), arrival.page.visit(), now, until)?;
            journal::note(tx, account, citizen, ("profile.number_given", json!({})), now);
        }
        Ok(Some(room))
    })?;
    let Some(room) = room else { return Ok(Some(session::to_sign_in(arrival))) };
    if let Room::None { reopens } = room {
        let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
        complaints.about_with("phone", "profile-phone-full", time);
        return Ok(None);
    }
    Ok(Some(arrival.page.go(&format!("{PATH}/{id}"))))
}

/// Takes the code that went to the number. A try is spent before anything is compared.
pub(super) async fn confirm(
    State(account): State<Shared>,
    SteppedUp { who, fresh }: SteppedUp,
    Path(id): Path<ErrandId>,
    submission: Submission,
) -> Answer {
    let arrival = &submission.arrival;
    let held = records::here(&account, id, &who, arrival).await?;
    let Errand::NumberGiven(given) = &held.state else { return Ok(arrival.page.go(PATH)) };
    let pending = Pending { holder: id.0, phone: &given.phone };
    match pending.tried(&account, &submission).await? {
        Tried::Right(code) => match prove(&account, arrival, (&held, given), fresh, code).await? {
            true => Ok(arrival.page.go(PATH)),
            false => Ok(session::to_sign_in(arrival)),
        },
        Tried::Wrong => Ok(arrival.page.go(&format!("{PATH}/{id}"))),
        Tried::Refused(complaints) => {
            draw_code(&account, arrival, (&held, given), complaints).await
        }
    }
}

/// The number begins to wait, once. Says whether the proof holds on which it does.
async fn prove(
    account: &Shared,
    arrival: &Arrival,
    (held, given): (&Held, &NumberGiven),
    fresh: Fresh,
    code: Uuid,
) -> Result<bool, Fault> {
    let (now, language) = (arrival.now, arrival.page.language);
    let pending = Pending { holder: held.id.0, phone: &given.phone };
    in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, account).await? {
            one_time_code::was_right(tx, code);
            return Ok(false);
        }
        let Some(taken) = flow::take(tx, held).await? else {
            one_time_code::was_right(tx, code);
            return Ok(true);
        };
        let citizen = citizen::load(tx, account, fresh.citizen()).await?;
        let Some(citizen) = citizen else { return Ok(true) };
        if pending.redeem(tx, account, arrival, code).await? {
            flow::save(tx, account, taken, &Errand::NumberProved(given.clone().proved()))?;
            waiting::begin(tx, account, (&citizen, &given.phone), language, now).await?;
        }
        Ok(true)
    })
}

/// Sends the code again, where it is time.
pub(super) async fn resend(
    State(account): State<Shared>,
    SteppedUp { who, fresh }: SteppedUp,
    Path(id): Path<ErrandId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let held = records::here(&account, id, &who, &arrival).await?;
    if let (Errand::NumberGiven(given), true) = (&held.state, is_genuine) {
        in_transaction!(account.store, |tx| {
            if !fresh.still_holds(tx, &account).await? {
                return Ok(());
            }
            new_number::resend(tx, &account, &arrival, &held, &given.phone).await
        })?;
    }
    Ok(arrival.page.go(&format!("{PATH}/{id}")))
}

/// The number before stays.
pub(super) async fn cancel(
    State(account): State<Shared>,
    who: SignedIn,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let (citizen, now) = (who.citizen.id, arrival.now);
    if is_genuine {
        in_transaction!(account.store, |tx| {
            if waiting::cancel(tx, citizen).await? {
                let event = ("new_number.cancelled", json!({ "by": "account" }));
                journal::note(tx, &account, citizen, event, now);
            }
            Ok(())
        })?;
    }
    Ok(arrival.page.go(PATH))
}

/// Leads whoever signed in first, or reloads, to the page of the number.
pub(super) async fn led_back(_: SignedIn, arrival: Arrival) -> Answer {
    Ok(arrival.page.go(PATH))
}

async fn draw(
    account: &Shared,
    arrival: &Arrival,
    who: &SignedIn,
    typed: Typed,
    complaints: &Complaints,
) -> Answer {
    let (page, citizen) = (&arrival.page, &who.citizen);
    let waiting = waiting::of_citizen(account.store.reader(), account, citizen.id).await?;
    let waiting = waiting.map(|one| (one.phone.masked_for_login(), one.due.in_vietnam()));
    let (waiting, until) = waiting.unwrap_or_default();
    let template = ChangePhonePage {
        page: page.clone(),
        form: FormView::new(page, typed, complaints),
        present: citizen.person.phone.masked_for_login(),
        has_phone: citizen.has_phone,
        waiting,
        until,
        hours: account.settings.profile.number_waits.as_minutes() / 60,
    };
    Ok(page.draw(complaints.status(), &template)?)
}

async fn draw_code(
    account: &Shared,
    arrival: &Arrival,
    (held, given): (&Held, &NumberGiven),
    complaints: Complaints,
) -> Answer {
    let pending = Pending { holder: held.id.0, phone: &given.phone };
    let asking = Asking {
        title: "profile-confirm-number-title",
        sent: "profile-confirm-number-sent",
        steps: &[],
        other: Some((PATH, "profile-confirm-number-other")),
    };
    let resend_path = format!("{PATH}/{}/gui-lai-otp", held.id);
    pending.draw(account, arrival, asking, resend_path, complaints).await
}
