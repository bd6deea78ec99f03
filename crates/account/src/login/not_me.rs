//! *Đây không phải tôi*: the page a notice's link leads to. Its button ends every session and makes
//! the password serve no more, until it is set anew.

use super::letters::new_device;
use crate::account::{Account, Shared};
use crate::citizen::{self, CitizenId, PasswordSince};
use crate::handed_back;
use askama::Template;
use axum::extract::{Path, State};
use ground::Moment;
use serde_json::json;
use store::in_transaction;
use store::journal::{self, Entry};
use web::{Answer, Arrival, Broken, Complaints, FormView, Gone, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "login/not_me.html")]
struct NotMePage {
    page: Page,
    form: FormView,
    time: String,
    /// Whether the password of that time is blocked.
    is_done: bool,
    /// When another one was set since; empty where none was.
    set_anew: String,
}

/// Whose sign-in a link speaks of, and when it was.
fn read(account: &Account, link: &str, now: Moment) -> Result<(CitizenId, Moment), Broken> {
    let gone = || Broken::gone(Gone::Over).with_way("/quen-mat-khau", "login-forgotten");
    let (citizen, at) = new_device::read_link(account, link).ok_or_else(gone)?;
    match now < at.plus(account.settings.login.not_me_link) {
        true => Ok((citizen, at)),
        false => Err(gone()),
    }
}

/// Shows the button.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(link): Path<String>,
    arrival: Arrival,
) -> Answer {
    let (citizen, at) = read(&account, &link, arrival.now)?;
    let reader = account.store.reader();
    let since = citizen::password_since(reader, citizen, at).await?;
    draw(&arrival.page, &Complaints::default(), at, since)
}

/// Ends what was begun with the password. Where another one was set since, whoever set it is not
/// signed out by an old letter; the page says so, and how to set one's own.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(link): Path<String>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let now = arrival.now;
    let (citizen, at) = read(&account, &link, now)?;
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw(&arrival.page, &complaints, at, PasswordSince::Serves);
    }
    in_transaction!(account.store, |tx| {
        if citizen::disable_password(tx, citizen, at, now).await? {
            handed_back::end_the_rest(tx, &account, citizen, now).await?;
            let entry = Entry {
                at: now,
                actor: "visitor".into(),
                subject: format!("citizen {citizen}"),
                event: "login.disavowed",
                detail: json!({}),
            };
            journal::append(tx, &entry, &account.chance);
        }
        Ok(())
    })?;
    Ok(arrival.page.go(&format!("/dang-nhap/khong-phai-toi/{link}")))
}

fn draw(page: &Page, complaints: &Complaints, at: Moment, since: PasswordSince) -> Answer {
    let status = complaints.status();
    let template = NotMePage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        time: at.in_vietnam(),
        is_done: since == PasswordSince::Blocked,
        set_anew: match since {
            PasswordSince::SetAnew(then) => then.in_vietnam(),
            PasswordSince::Serves | PasswordSince::Blocked => String::new(),
        },
    };
    Ok(page.draw(status, &template)?)
}
