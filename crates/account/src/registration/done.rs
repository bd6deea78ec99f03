//! Done: the account exists; the recovery codes are shown, and the way to sign in.

use super::records::Held;
use super::steps::{PASSWORD_SET_BEFORE, Registration, RegistrationId};
use crate::account::Shared;
use crate::flow::{self, Sent};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "registration/done.html")]
struct DonePage {
    page: Page,
    form: FormView,
    kept_path: String,
    gave_email: bool,
    password_set_before: bool,
    username: String,
    opened_at: String,
    codes: Vec<String>,
}

/// Shows the end, until the registration is forgotten.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let held = flow::here::<Registration>(&account, id, &arrival).await?;
    let is_second = query.as_deref() == Some(PASSWORD_SET_BEFORE);
    draw(&arrival.page, &held, is_second, &Complaints::default())
}

fn draw(page: &Page, held: &Held, is_second: bool, complaints: &Complaints) -> Answer {
    let id = held.id;
    let Registration::Finished(finished) = &held.state else {
        return Ok(held.go(page));
    };
    let template = DonePage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        kept_path: format!("/dang-ky/{id}/da-cat-ma"),
        gave_email: finished.gave_email,
        password_set_before: is_second,
        username: finished.username.masked(),
        opened_at: finished.opened_at.in_vietnam(),
        codes: finished.codes.iter().map(|code| code.reveal().to_owned()).collect(),
    };
    Ok(page.draw(complaints.status(), &template)?)
}

/// The codes are kept safe: they are shown no more, whoever sits at this machine next, and the way
/// leads on to signing in.
pub(super) async fn keep_codes(Sent { account, submission, held }: Sent<Registration>) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let Registration::Finished(finished) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    if !is_genuine {
        return draw(&arrival.page, &held, false, &Complaints::whole("form-cookies-again"));
    }
    let next = Registration::Finished(finished.clone().codes_kept());
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, &held).await? else { return Ok(()) };
        flow::save(tx, &account, taken, &next)
    })?;
    Ok(arrival.page.go("/dang-nhap"))
}
