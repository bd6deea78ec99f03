//! DPoP (RFC 9449): a client proves with each request that it holds a key, and its tokens serve
//! only with that proof.

use super::id_token::seconds;
use super::once;
use super::provider::Provider;
use super::refusal::{Code, NotSaid, refused};
use axum::http::{HeaderMap, Method};
use ground::jose::{Algorithm, Compact, VerifyingKey, sha256};
use ground::{Moment, Span};
use serde_json::Value;

/// How far from now a proof may have been made, in seconds.
const AROUND_NOW: i64 = 60;

/// The algorithms of proofs (FAPI 2.0 Security Profile, 5.4.1); who begins with DPoP today needs no
/// older one.
pub(super) const ALGORITHMS: [Algorithm; 3] =
    [Algorithm::Es256, Algorithm::Ps256, Algorithm::EdDsa];

/// The thumbprint of the key that a request proves to hold; nothing where it carries no proof. A
/// proof that does not hold (RFC 9449, 4.3) or was used before is refused.
pub(super) async fn proved(
    provider: &Provider,
    headers: &HeaderMap,
    (method, path): (&Method, &str),
    token: Option<&str>,
    now: Moment,
) -> Result<Option<String>, NotSaid> {
    let mut sent = headers.get_all("dpop").iter();
    let Some(proof) = sent.next() else { return Ok(None) };
    let wrong = || refused(Code::InvalidDpopProof, "the DPoP proof does not hold");
    if sent.next().is_some() {
        return Err(wrong().into());
    }
    let checked = proof.to_str().ok().and_then(|proof| {
        let proof = Compact::parse(proof).filter(|proof| proof.kind() == Some("dpop+jwt"))?;
        let proof = Some(proof).filter(|proof| ALGORITHMS.contains(&proof.algorithm()))?;
        let key = VerifyingKey::from_jwk(proof.jwk()?)?;
        let claims = proof.verified([&key])?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let is_here = text("htm") == Some(method.as_str())
            && text("htu").map(without_query) == Some(provider.at(path).as_str());
        let made_at = claims.get("iat")?.as_i64()?;
        let is_now = seconds(now).abs_diff(made_at) <= AROUND_NOW.unsigned_abs();
        let is_for_token = token.is_none_or(|token| text("ath") == Some(&sha256(token)));
        let name = text("jti").filter(|name| !name.is_empty() && name.len() <= 512)?.to_owned();
        (is_here && is_now && is_for_token).then(|| (key.thumbprint(), name))
    });
    let (thumbprint, name) = checked.ok_or_else(wrong)?;
    let until = now.plus(Span::from_seconds(2 * AROUND_NOW + 1));
    let whose = format!("dpop {thumbprint}");
    match once::spend(&provider.account, &whose, &name, until).await? {
        true => Ok(Some(thumbprint)),
        false => Err(refused(Code::InvalidDpopProof, "the DPoP proof was used before").into()),
    }
}

fn without_query(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}
