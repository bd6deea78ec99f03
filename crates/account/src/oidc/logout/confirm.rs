//! Asking whether to sign out, where the client could not show that it asks for this very session.

use super::asked::{self, Asked};
use crate::oidc::provider::OpenId;
use crate::oidc::unanswerable;
use crate::session;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// The page's path within its language.
pub(in crate::oidc) const PATH: &str = "/ket-thuc-phien";

#[derive(Template)]
#[template(path = "oidc/logout/confirm.html")]
struct ConfirmPage {
    page: Page,
    form: FormView,
    client: String,
}

/// Shows the question.
pub(in crate::oidc) async fn show(
    State(openid): State<OpenId>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    match asked::read(&openid, &query.unwrap_or_default()).await? {
        Ok(asked) => draw(&arrival.page, &asked, &Complaints::default()),
        Err(why) => unanswerable::draw(&arrival.page, why),
    }
}

/// Takes the answer.
pub(in crate::oidc) async fn submit(
    State(openid): State<OpenId>,
    RawQuery(query): RawQuery,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let asked = match asked::read(&openid, &query.unwrap_or_default()).await? {
        Ok(asked) => asked,
        Err(why) => return unanswerable::draw(&arrival.page, why),
    };
    if !is_genuine {
        return draw(&arrival.page, &asked, &Complaints::whole("form-cookies-again"));
    }
    if let Some(session) = session::present(&openid.account, &arrival).await? {
        asked::end(&openid, &session, arrival.now).await?;
    }
    Ok(session::forgotten(&openid.account, asked.leads_on(&arrival.page)))
}

fn draw(page: &Page, asked: &Asked, complaints: &Complaints) -> Answer {
    let status = match complaints.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let client = asked.client();
    let page = match client {
        Some(client) => &page.clone().leading_to(client.leads_to()),
        None => page,
    };
    let template = ConfirmPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        client: client.map(|client| client.name(page.language).to_owned()).unwrap_or_default(),
    };
    Ok(page.draw(status, &template)?)
}

#[derive(Template)]
#[template(path = "oidc/logout/done.html")]
struct DonePage {
    page: Page,
}

/// Nobody is signed in any more.
pub(in crate::oidc) async fn done(Arrival { page, .. }: Arrival) -> Answer {
    Ok(page.draw(StatusCode::OK, &DonePage { page: page.clone() })?)
}
