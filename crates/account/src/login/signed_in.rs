//! One's own page, as small as it can be until there is a profile: who is signed in, how, and the
//! way out.

use crate::account::Shared;
use crate::{citizen, session};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use web::{Answer, Arrival, FormView, Page};

#[derive(Template)]
#[template(path = "login/signed_in.html")]
struct SignedInPage {
    page: Page,
    form: FormView,
    name: String,
    identity: String,
    begun_at: String,
    label: String,
}

/// Shows who is signed in, or leads to where one signs in.
pub(super) async fn show(State(account): State<Shared>, arrival: Arrival) -> Answer {
    let Some(session) = session::present(&account, &arrival).await? else {
        return Ok(arrival.page.go("/dang-nhap"));
    };
    let holder = citizen::holder(account.store.reader(), &account, session.citizen).await?;
    let template = SignedInPage {
        page: arrival.page.clone(),
        form: FormView::default(),
        name: holder.name.as_str().to_owned(),
        identity: holder.identity.masked(),
        begun_at: session.begun_at.in_vietnam(),
        label: session.label,
    };
    Ok(arrival.page.draw(StatusCode::OK, &template)?)
}
