//! The userinfo endpoint: what is known of who signed in.

use super::{Provider, refused, said};
use crate::faults::OpenIdFault;
use crate::telco::bearer;
use crate::world::held;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;
use std::sync::Arc;

/// `GET` or `POST /openid/userinfo`.
pub(super) async fn answer(State(provider): State<Arc<Provider>>, headers: HeaderMap) -> Response {
    let token = bearer(&headers).unwrap_or_default();
    let official = held(&provider.grants)
        .iter()
        .find(|grant| grant.is_redeemed && grant.token == token)
        .map(|grant| grant.official);
    let Some(official) = official else {
        return refused(StatusCode::UNAUTHORIZED, "invalid_token");
    };
    let subject = match provider.fault() {
        OpenIdFault::OtherUserinfo => "cc-9999",
        OpenIdFault::EmptySubject => "",
        _ => official.subject,
    };
    said(json!({
        "sub": subject, "name": official.name, "email": official.email, "unit": official.unit,
    }))
}
