//! A client proves who it is: by its secret in the header or the body (RFC 6749, 2.3.1), or by a
//! token that it signed (`private_key_jwt`, OpenID Connect Core, 9; RFC 7523).

mod assertion;

use super::parameters::Parameters;
use super::provider::Provider;
use super::refusal::{Code, NotSaid, refused};
use crate::client::Client;
use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use ground::Moment;
use std::sync::Arc;

/// The client that sends this, if it proves to be it. One way of proving, no more (RFC 6749, 2.3).
pub(super) async fn authenticate(
    provider: &Provider,
    headers: &HeaderMap,
    all: &Parameters,
    now: Moment,
) -> Result<Arc<Client>, NotSaid> {
    let invalid = |why| NotSaid::from(refused(Code::InvalidRequest, why));
    if all.repeats() {
        return Err(invalid("a parameter is repeated"));
    }
    let basic = basic(headers);
    let ways = [basic.is_some(), all.has("client_secret"), all.has("client_assertion")];
    if ways.iter().filter(|way| **way).count() > 1 {
        return Err(invalid("a client authenticates in one way"));
    }
    let clients = &provider.account.clients;
    let proved = if let Some(sent) = basic {
        let named = sent.and_then(|(id, secret)| Some((clients.find(&id)?, secret)));
        named.filter(|(client, secret)| client.has_secret(secret)).map(|(client, _)| client)
    } else if all.has("client_assertion") {
        assertion::believed(provider, all, now).await?
    } else {
        let client = all.get("client_id").and_then(|id| clients.find(id));
        client.filter(|client| all.get("client_secret").is_some_and(|one| client.has_secret(one)))
    };
    let proved = proved.ok_or_else(|| unknown(provider))?;
    if all.get("client_id").is_some_and(|id| id != proved.id) {
        return Err(invalid("client_id is another client's"));
    }
    Ok(proved)
}

fn unknown(provider: &Provider) -> NotSaid {
    let refusal = refused(Code::InvalidClient, "the client did not prove who it is");
    NotSaid::Challenged(refusal, format!("Basic realm=\"{}\"", provider.issuer()))
}

/// The name and secret in the header, both encoded as forms are (RFC 6749, 2.3.1): `Some(None)`
/// where it cannot be read.
fn basic(headers: &HeaderMap) -> Option<Option<(String, String)>> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, sent) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decode = || {
        let text = String::from_utf8(STANDARD.decode(sent.trim()).ok()?).ok()?;
        let (id, secret) = text.split_once(':')?;
        Some((form_decoded(id)?, form_decoded(secret)?))
    };
    Some(decode())
}

fn form_decoded(text: &str) -> Option<String> {
    // A bare "&" or "=" would part fields; encoded texts hold none.
    let text = text.replace('&', "%26").replace('=', "%3D");
    form_urlencoded::parse(text.as_bytes())
        .next()
        .map_or(Some(String::new()), |(name, _)| Some(name.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn read(text: &str) -> Option<Option<(String, String)>> {
        let mut headers = HeaderMap::new();
        let value = format!("Basic {}", STANDARD.encode(text));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&value).unwrap());
        basic(&headers)
    }

    #[test]
    fn rfc_6749_2_3_1_both_halves_are_form_encoded() {
        let pair = |id: &str, secret: &str| Some(Some((id.to_owned(), secret.to_owned())));
        assert_eq!(read("portal:a%2Bb+c%3A"), pair("portal", "a+b c:"));
        assert_eq!(read("portal:a=b&c:d"), pair("portal", "a=b&c:d"));
        assert_eq!(read("portal"), Some(None));
        assert_eq!(read(":"), pair("", ""));
    }
}
