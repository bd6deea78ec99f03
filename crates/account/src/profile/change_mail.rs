//! Giving another mail address. It serves once it is confirmed by the link in our mail to it; until
//! then the one before does. Whoever reads that one, or has the telephone, is told.

use super::journal;
use super::letters::{self, Change};
use super::records;
use super::steps::ErrandId;
use crate::account::Shared;
use crate::email;
use crate::session::{self, Fresh, SignedIn, SteppedUp};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use civic::EmailAddress;
use credentials::limit::{self, Room};
use ground::Fault;
use serde_json::json;
use store::in_transaction;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// The page's path.
const PATH: &str = "/tai-khoan/thu-dien-tu";

/// What the address says once the mail is on its way.
const SENT: &str = "da-gui";

#[derive(Template)]
#[template(path = "profile/change_mail.html")]
struct ChangeMailPage {
    page: Page,
    form: FormView,
    present: String,
    is_confirmed: bool,
    /// The address that waits to be confirmed; empty for none.
    waiting: String,
    is_sent: bool,
    hours: i64,
}

/// Shows the field.
pub(super) async fn show(
    State(account): State<Shared>,
    SteppedUp { who, .. }: SteppedUp,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let is_sent = query.as_deref() == Some(SENT);
    let nothing = (Typed::default(), Complaints::default());
    draw(&account, &arrival, &who, nothing, is_sent).await
}

/// Shows the field with what was typed before it was proved anew who typed it.
pub(super) async fn show_typed(
    State(account): State<Shared>,
    SteppedUp { who, .. }: SteppedUp,
    Path(id): Path<ErrandId>,
    arrival: Arrival,
) -> Answer {
    let mut typed = Typed::default();
    typed.set("email", records::typed(&account, id, &who, &arrival).await?);
    draw(&account, &arrival, &who, (typed, Complaints::default()), false).await
}

/// Takes the address and asks whether it is right.
pub(super) async fn submit(
    State(account): State<Shared>,
    who: SignedIn,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let (page, mut complaints) = (&arrival.page, Complaints::default());
    let Some(fresh) = who.fresh(&account, arrival.now) else {
        let typed = (PATH, typed.get("email"));
        return Ok(page.go(&records::keep_typed(&account, &who, &arrival, typed).await?));
    };
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let email = EmailAddress::parse(typed.get("email"));
    let email = complaints.take("email", email, |_| "profile-mail-shape");
    let is_present = who.citizen.has_email && email == who.citizen.person.email;
    if email.is_some() && is_present {
        complaints.about("email", "profile-mail-present");
    }
    if let (Some(email), true) = (&email, complaints.is_empty()) {
        match ask(&account, &arrival, (&who, fresh), email).await? {
            None => return Ok(session::to_sign_in(&arrival)),
            Some(Room::Left) => return Ok(page.go(&format!("{PATH}?{SENT}"))),
            Some(Room::None { reopens }) => {
                let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
                complaints.about_with("email", "profile-mail-full", time);
            }
        }
    }
    draw(&account, &arrival, &who, (typed, complaints), false).await
}

/// Asks whether the address is right, where there is room. Nothing where the proof holds no more.
async fn ask(
    account: &Shared,
    arrival: &Arrival,
    (who, fresh): (&SignedIn, Fresh),
    email: &EmailAddress,
) -> Result<Option<Room>, Fault> {
    let (now, citizen, language) = (arrival.now, fresh.citizen(), arrival.page.language);
    let changes = account.buckets.of("profile mail changes", &citizen.to_string());
    let changes = [(changes, account.settings.profile.mail_changes)];
    in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, account).await? {
            return Ok(None);
        }
        let room = limit::add(tx, &changes, now).await?.conclude(tx, &changes, now);
        if room != Room::Left {
            return Ok(Some(room));
        }
        email::ask_to_confirm(tx, account, citizen, email, language, now).await?;
        letters::tell(tx, account, &who.citizen, (Change::Mail, language), now)?;
        journal::note(tx, account, citizen, ("profile.mail_given", json!({})), now);
        Ok(Some(Room::Left))
    })
}

async fn draw(
    account: &Shared,
    arrival: &Arrival,
    who: &SignedIn,
    (typed, complaints): (Typed, Complaints),
    is_sent: bool,
) -> Answer {
    let (page, citizen) = (&arrival.page, &who.citizen);
    let reader = account.store.reader();
    let waiting = email::waiting(reader, account, citizen.id, arrival.now).await?;
    let present = citizen.person.email.as_ref().map(EmailAddress::masked);
    let template = ChangeMailPage {
        page: page.clone(),
        form: FormView::new(page, typed, &complaints),
        present: present.unwrap_or_default(),
        is_confirmed: citizen.has_email,
        waiting: waiting.map(|email| email.masked()).unwrap_or_default(),
        is_sent,
        hours: account.settings.registration.email_link.as_minutes() / 60,
    };
    Ok(page.draw(complaints.status(), &template)?)
}
