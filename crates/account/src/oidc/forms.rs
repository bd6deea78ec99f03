//! Where the forms of signing in may lead: back to the client whose request waits in this browser,
//! and nowhere else (CSP, `form-action`).

use super::provider::Provider;
use super::request::records;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::{self, Next};
use axum::response::Response;
use ground::Fault;
use std::sync::Arc;
use web::LeadsTo;
use web::cookie::Visit;

/// Pages whose forms may end in being led back to a client.
pub fn lead_back(provider: &Arc<Provider>, pages: Router) -> Router {
    pages.layer(middleware::from_fn_with_state(Arc::clone(provider), allow))
}

async fn allow(State(provider): State<Arc<Provider>>, request: Request, next: Next) -> Response {
    let visit = provider.account.door.cookie.read(request.headers());
    let mut response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes());
    let is_page = kind.is_some_and(|kind| kind.starts_with(b"text/html"));
    let Some(visit) = visit.filter(|_| is_page) else { return response };
    match waiting(&provider, &visit).await {
        Ok(Some(leads_to)) => {
            let also = response.extensions_mut().remove::<LeadsTo>();
            let all = also.map_or(leads_to.clone(), |also| leads_to.and(&also));
            response.extensions_mut().insert(all);
        }
        Ok(None) => {}
        Err(fault) => tracing::warn!(%fault, "where a form may lead is not known"),
    }
    response
}

/// Where the clients are whose requests wait in this browser.
async fn waiting(provider: &Provider, visit: &Visit) -> Result<Option<LeadsTo>, Fault> {
    let account = &provider.account;
    let waiting = records::clients_waiting(account, visit, account.clock.now()).await?;
    let clients = waiting.iter().filter_map(|id| account.clients.find(id));
    Ok(clients.map(|client| client.leads_to()).reduce(|all, more| all.and(&more)))
}
