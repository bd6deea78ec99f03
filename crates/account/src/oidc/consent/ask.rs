//! Asking: may this client learn this about you?

use super::{in_words, records};
use crate::oidc::provider::{OpenId, Provider};
use crate::oidc::refusal::{Code, refused};
use crate::oidc::request::{Request, RequestId, records as requests};
use crate::oidc::steps::{self, Next, Present};
use crate::oidc::{AUTHORIZE, answer};
use crate::session::{self, Session};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use ground::Moment;
use store::in_transaction;
use web::page::see_other;
use web::{Answer, Arrival, Broken, Complaints, FormView, Gone, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "oidc/consent/ask.html")]
struct AskPage {
    page: Page,
    form: FormView,
    client: String,
    disclosed: Vec<&'static str>,
    days: u32,
}

/// The page's path within its language.
pub(in crate::oidc) fn path(id: RequestId) -> String {
    format!("/dong-y/{id}")
}

/// Shows the question.
pub(in crate::oidc) async fn show(
    State(openid): State<OpenId>,
    Path(id): Path<RequestId>,
    arrival: Arrival,
) -> Answer {
    match here(&openid, id, &arrival).await? {
        Here::Asked(request, ..) => draw(&openid, &arrival.page, &request, &Complaints::default()),
        Here::Elsewhere(response) => Ok(response),
    }
}

/// Takes the answer.
pub(in crate::oidc) async fn submit(
    State(openid): State<OpenId>,
    Path(id): Path<RequestId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let now = arrival.now;
    let (request, session) = match here(&openid, id, &arrival).await? {
        Here::Asked(request, session) => (request, session),
        Here::Elsewhere(response) => return Ok(response),
    };
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw(&openid, &arrival.page, &request, &complaints);
    }
    if typed.get("answer") != "agree" {
        let refusal = refused(Code::AccessDenied, "the person did not agree");
        return Ok(answer::refuse(&openid, &request, Some(id), refusal, now).await?);
    }
    let account = &openid.account;
    let until = now.plus(account.settings.openid.consent);
    in_transaction!(account.store, |tx| {
        let who = (session.citizen, request.client.as_str());
        records::agree(tx, who, &request.disclosed(), now, until).await
    })?;
    let granted = answer::grant(&openid, &request, Some(id), &session, now).await?;
    granted.ok_or(Broken::gone(Gone::Over))
}

/// Whether the question belongs here.
enum Here {
    Asked(Box<Request>, Box<Session>),
    /// Signing in comes first, or nothing is to be asked.
    Elsewhere(Response),
}

async fn here(provider: &Provider, id: RequestId, arrival: &Arrival) -> Result<Here, Broken> {
    let (account, now) = (&provider.account, arrival.now);
    let waiting = requests::load(account, id, arrival.page.visit(), now).await?;
    let waiting = waiting.ok_or(Broken::gone(Gone::Over))?;
    let elsewhere = || Here::Elsewhere(see_other(&format!("{AUTHORIZE}/{id}")));
    let Some(session) = session::present(account, arrival).await? else { return Ok(elsewhere()) };
    let client = account.clients.find(&waiting.request.client);
    let client = client.ok_or(Broken::gone(Gone::Over))?;
    let sub = provider.keys().await?.subject(&client.sector, session.citizen);
    let present = Present { evidence: &session.evidence, sub: &sub };
    let asks = |since: Moment| steps::next(&waiting.request, Some(&present), true, since, now);
    match asks(waiting.since) {
        Next::Ask if client.asks_consent() => {
            Ok(Here::Asked(Box::new(waiting.request), Box::new(session)))
        }
        _ => Ok(elsewhere()),
    }
}

fn draw(provider: &Provider, page: &Page, request: &Request, complaints: &Complaints) -> Answer {
    let client = provider.account.clients.find(&request.client);
    let client = client.ok_or(Broken::gone(Gone::Over))?;
    let status = match complaints.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let disclosed = request.disclosed();
    let days = provider.account.settings.openid.consent.as_minutes() / (24 * 60);
    let page = &page.clone().leading_to(client.leads_to());
    let template = AskPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        client: client.name(page.language).to_owned(),
        disclosed: disclosed.iter().filter_map(|scope| in_words(scope)).collect(),
        days: u32::try_from(days).unwrap_or(u32::MAX),
    };
    Ok(page.draw(status, &template)?)
}
