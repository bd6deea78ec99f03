//! Signing out: of the provider by the browser, and by a token sent to the client.

use super::request::is_here;
use super::{Provider, refused, said};
use crate::world::held;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use ground::{Fault, Span};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use web::Typed;

/// How long a logout token is good.
const TOKEN_LIVES: Span = Span::from_minutes(2);
/// How long the client may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// `GET /openid/end-session` (RP-Initiated Logout 1.0): leads back to the client.
pub(super) async fn end_session(State(provider): State<Arc<Provider>>, uri: Uri) -> Response {
    let Ok(typed) = Typed::read(uri.query().unwrap_or_default().as_bytes()) else {
        return refused(StatusCode::BAD_REQUEST, "invalid_request");
    };
    let back = typed.get("post_logout_redirect_uri");
    let is_ours = typed.get("client_id") == provider.world.settings.openid_client_id;
    if !is_ours || typed.get("id_token_hint").is_empty() || !is_here(back) {
        return refused(StatusCode::BAD_REQUEST, "invalid_request");
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("state", typed.get("state"));
    web::page::see_other(&format!("{back}?{}", query.finish()))
}

/// Whose sessions end.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Whose {
    /// The official.
    subject: String,
    /// Leave the session out of the tokens and name the official alone.
    #[serde(default)]
    by_subject: bool,
}

/// `POST /openid/logouts`: ends the sessions of an official and tells the client of each
/// (Back-Channel Logout 1.0). Answers with the tokens sent and what the client said to each.
pub(super) async fn send_all(
    State(provider): State<Arc<Provider>>,
    Json(whose): Json<Whose>,
) -> Response {
    let sessions: Vec<String> = {
        let mut grants = held(&provider.grants);
        let of = |grant: &&super::Grant| grant.official.subject == whose.subject;
        let sessions = grants.iter().filter(of).map(|grant| grant.session.clone()).collect();
        grants.retain(|grant| grant.official.subject != whose.subject);
        sessions
    };
    let mut sent = Vec::new();
    for session in sessions {
        let session = (!whose.by_subject).then_some(session.as_str());
        let Ok(token) = token(&provider, &whose.subject, session) else {
            return refused(StatusCode::INTERNAL_SERVER_ERROR, "server_error");
        };
        let status = send(&provider.world.settings.openid_backchannel_logout_uri, &token).await;
        sent.push(json!({ "logout_token": token, "status": status }));
    }
    said(Value::Array(sent))
}

fn token(provider: &Provider, subject: &str, session: Option<&str>) -> Result<String, Fault> {
    let now = provider.world.clock.now();
    let mut claims = json!({
        "iss": provider.issuer(),
        "aud": provider.world.settings.openid_client_id,
        "iat": now.unix_ms() / 1000,
        "exp": now.plus(TOKEN_LIVES).unix_ms() / 1000,
        "jti": provider.draw(),
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        "sub": subject,
    });
    if let Some(session) = session {
        claims["sid"] = session.into();
    }
    provider.signing.sign("logout+jwt", &claims, provider.fault())
}

/// Posts a token to the client on this machine, by hand: HTTP clients live in `outside`, which
/// stands on our other side of the wire. Says what status came back; 0 for none.
async fn send(address: &str, token: &str) -> u16 {
    let exchange = async {
        let (host, path) = address.strip_prefix("http://")?.split_once('/')?;
        let body = format!("logout_token={token}");
        let request = format!(
            "POST /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(host).await.ok()?;
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.ok()?;
        std::str::from_utf8(&answer).ok()?.split(' ').nth(1)?.parse().ok()
    };
    match is_here(address) {
        true => tokio::time::timeout(ANSWER_WITHIN, exchange).await.ok().flatten().unwrap_or(0),
        false => 0,
    }
}
