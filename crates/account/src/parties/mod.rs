//! How the parties are that this service speaks to: SMS centre, operator and mail relay. A worker
//! looks at them again and again, by what real exchanges came to or by a question that costs
//! nothing; `/trang-thai.json` says what it saw to whoever asks, and asks nobody itself. Each node
//! says what it saw itself.

#[cfg(test)]
mod tests;

use crate::account::{Account, Shared};
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use outside::condition::Party;
use outside::{MailClient, SmsGateways};

/// The report.
pub fn routes() -> Router<Shared> {
    Router::new().route("/trang-thai.json", get(show))
}

async fn show(State(account): State<Shared>) -> Response {
    ([(CACHE_CONTROL, "no-cache")], Json(account.parties.report())).into_response()
}

/// Looks at each of them once, and notes each as soon as it is seen: one that is slow to answer
/// holds no other up.
pub async fn look(account: &Account, sms: &SmsGateways, mail: &MailClient) {
    let note = |party, condition| account.parties.note(party, condition, account.clock.now());
    tokio::join!(
        async { note(Party::Sms, sms.condition().await) },
        async { note(Party::Operator, account.operator.condition().await) },
        async { note(Party::Mail, mail.condition().await) },
    );
}
