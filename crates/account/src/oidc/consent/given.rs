//! What was agreed to, and taking it back.

use super::{in_words, records};
use crate::oidc::grant;
use crate::oidc::provider::OpenId;
use crate::session::{Session, SignedIn};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use store::in_transaction;
use store::journal::{self, Entry};
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "oidc/consent/given.html")]
struct GivenPage {
    page: Page,
    form: FormView,
    agreed: Vec<AgreedView>,
}

struct AgreedView {
    id: String,
    name: String,
    disclosed: Vec<&'static str>,
    given_at: String,
}

/// Lists what was agreed to.
pub(in crate::oidc) async fn show(
    State(openid): State<OpenId>,
    SignedIn { session, .. }: SignedIn,
    arrival: Arrival,
) -> Answer {
    draw(&openid, &arrival, &session, &Complaints::default()).await
}

/// Takes an agreement back: the client is asked about anew, and its tokens end.
pub(in crate::oidc) async fn withdraw(
    State(openid): State<OpenId>,
    SignedIn { session, .. }: SignedIn,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let account = &openid.account;
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw(&openid, &arrival, &session, &complaints).await;
    }
    let (client, now) = (typed.get("client"), arrival.now);
    in_transaction!(account.store, |tx| {
        if !records::withdraw(tx, session.citizen, client).await? {
            return Ok(());
        }
        grant::revoke_of_client(tx, session.citizen, client, now);
        let entry = Entry {
            at: now,
            actor: format!("citizen {}", session.citizen),
            subject: format!("citizen {}", session.citizen),
            event: "openid.consent_withdrawn",
            detail: json!({ "client": client }),
        };
        journal::append(tx, &entry, &account.chance);
        Ok(())
    })?;
    Ok(arrival.page.go("/dong-y"))
}

async fn draw(
    openid: &OpenId,
    arrival: &Arrival,
    session: &Session,
    complaints: &Complaints,
) -> Answer {
    let (account, page) = (&openid.account, &arrival.page);
    let reader = account.store.reader();
    let agreed = records::all_of(reader, session.citizen, arrival.now).await?;
    let view = |one: records::Agreed| {
        let client = account.clients.find(&one.client);
        AgreedView {
            name: client.map_or(one.client.clone(), |client| client.name(page.language).to_owned()),
            disclosed: one.scopes.iter().filter_map(|scope| in_words(scope)).collect(),
            given_at: one.given_at.in_vietnam(),
            id: one.client,
        }
    };
    let status = match complaints.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = GivenPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        agreed: agreed.into_iter().map(view).collect(),
    };
    Ok(page.draw(status, &template)?)
}
