//! How far the message with a code has come: on the page, and for the script on it that asks again.

use crate::account::Account;
use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ground::Fault;
use outside::letters::{self, State};
use serde_json::json;
use uuid::Uuid;
use web::Page;

/// What the page says about the message.
pub struct MessageView {
    /// `queued`, `sent`, `delivered`, `failed` or `none`.
    pub state: &'static str,
    /// The same in words.
    pub words: String,
    /// Whether it may still change.
    pub is_under_way: bool,
    /// Where the script asks again.
    pub path: String,
}

/// How one flow speaks of its messages.
#[derive(Clone, Copy)]
pub struct Words {
    /// The key of what to do where it did not go out.
    pub failed: &'static str,
    /// Whether it is a mail. A relay sends no receipts: what it has taken stays so.
    pub is_mail: bool,
}

/// The state of a letter in words.
///
/// # Errors
/// A database that is away.
pub async fn message(
    account: &Account,
    page: &Page,
    letter: Option<Uuid>,
    words: Words,
    path: String,
) -> Result<MessageView, Fault> {
    let state = match letter {
        Some(letter) => letters::state(account.store.reader(), letter).await?,
        None => None,
    };
    let (state, key) = match state {
        Some(State::Queued) => ("queued", "code-page-message-queued"),
        Some(State::Sent) if words.is_mail => ("sent", "code-page-message-mailed"),
        Some(State::Sent) => ("sent", "code-page-message-sent"),
        Some(State::Delivered) => ("delivered", "code-page-message-delivered"),
        Some(State::Failed) => ("failed", words.failed),
        None => ("none", "code-page-message-none"),
    };
    let is_under_way = state == "queued" || (state == "sent" && !words.is_mail);
    Ok(MessageView { state, words: page.t(key).into_owned(), is_under_way, path })
}

impl MessageView {
    /// Whether it is known that it will not arrive.
    pub fn has_failed(&self) -> bool {
        self.state == "failed"
    }
}

impl IntoResponse for MessageView {
    /// Answers `{state, words, isUnderWay, endsWait}`.
    fn into_response(self) -> Response {
        let body = json!({
            "state": self.state, "words": self.words, "isUnderWay": self.is_under_way,
            "endsWait": self.has_failed(),
        });
        ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
    }
}
