//! Where the forms of signing in may lead: back to the client whose request waits in this browser,
//! and nowhere else (CSP, `form-action`).

use super::provider::Provider;
use super::request::records;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use ground::Fault;
use std::collections::BTreeSet;
use std::sync::Arc;
use web::guard::forms_lead_to;

/// Pages whose forms may end in being led back to a client.
pub fn lead_back(provider: &Arc<Provider>, pages: Router) -> Router {
    pages.layer(middleware::from_fn_with_state(Arc::clone(provider), allow))
}

async fn allow(State(provider): State<Arc<Provider>>, request: Request, next: Next) -> Response {
    let cookie = &provider.account.door.cookie;
    let visit = cookie.read(request.headers()).filter(|_| request.method() != Method::HEAD);
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes());
    let Some(visit) = visit.filter(|_| kind.is_some_and(|kind| kind.starts_with(b"text/html")))
    else {
        return response;
    };
    match origins(&provider, &visit).await {
        Ok(origins) => forms_lead_to(response, origins.iter().map(String::as_str)),
        Err(fault) => {
            tracing::warn!(%fault, "where a form may lead is not known");
            response
        }
    }
}

async fn origins(
    provider: &Provider,
    visit: &web::cookie::Visit,
) -> Result<BTreeSet<String>, Fault> {
    let account = &provider.account;
    let waiting = records::clients_waiting(account, visit, account.clock.now()).await?;
    let clients = waiting.iter().filter_map(|id| account.clients.find(id));
    Ok(clients.flat_map(|client| client.origins()).map(str::to_owned).collect())
}
