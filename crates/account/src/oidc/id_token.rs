//! ID tokens (OpenID Connect Core, 2): who signed in, when, and what that is worth.

use super::claims;
use super::grant::Grant;
use super::keys::KeySet;
use super::provider::Provider;
use crate::citizen;
use crate::client::Client;
use aws_lc_rs::digest;
use ground::jose::base64url;
use ground::{Fault, Moment, Span};
use serde_json::{Map, Value, json};

/// Makes the ID token of a grant. What the sign-in is worth is computed now, from what was shown.
pub(super) async fn make(
    provider: &Provider,
    keys: &KeySet,
    client: &Client,
    grant: &Grant,
    access_token: &str,
    now: Moment,
) -> Result<String, Fault> {
    let (account, terms) = (&provider.account, &grant.terms);
    let request = &terms.request;
    let mut claims = Map::new();
    if claims::tells_of_person(&request.asked) {
        let citizen = citizen::load(account.store.reader(), account, grant.citizen).await?;
        let named = &request.asked.id_token;
        claims = citizen.map(|citizen| claims::standard(&citizen, &[], named)).unwrap_or_default();
    }
    let mut say = |name: &str, value: Value| claims.insert(name.to_owned(), value);
    say("iss", provider.issuer().into());
    say("sub", keys.subject(&client.sector, grant.citizen).into());
    say("aud", client.id.clone().into());
    say("iat", seconds(now).into());
    say("exp", seconds(now.plus(account.settings.openid.id_token)).into());
    say("auth_time", seconds(terms.evidence.auth_time()).into());
    say("sid", keys.session(&client.id, grant.session).into());
    say("at_hash", half_hash(access_token).into());
    say("amr", json!(terms.evidence.amr()));
    if let Some(acr) = terms.evidence.acr() {
        say("acr", request.worth.said(acr).into());
    }
    if let Some(nonce) = &request.nonce {
        say("nonce", nonce.clone().into());
    }
    let signer = keys.signer(client.id_token_algorithm, now);
    signer.ok_or(Fault::impossible("a key for ID tokens"))?.sign("JWT", &claims)
}

/// Seconds since 1970, as tokens count.
pub(super) fn seconds(at: Moment) -> i64 {
    at.unix_ms().div_euclid(Span::from_seconds(1).as_ms())
}

/// The left half of SHA-256 (OpenID Connect Core, 3.1.3.6).
fn half_hash(token: &str) -> String {
    let whole = digest::digest(&digest::SHA256, token.as_bytes());
    base64url(&whole.as_ref()[..16])
}
