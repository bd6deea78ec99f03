//! What a provider signed: its ID tokens (OpenID Connect Core, 3.1.3.7) and its logout tokens
//! (Back-Channel Logout 1.0, 2.6). Pure but for the keys: moments come in as values.

use super::attempt::Attempt;
use super::refusal::Doubt;
use super::settings::Settings;
use aws_lc_rs::digest;
use ground::jose::{Algorithm, Compact, VerifyingKey, base64url};
use ground::{Moment, Span};
use serde_json::{Map, Value};

/// The claims of a token whose signature was verified.
pub(super) type Claims = Map<String, Value>;

/// The event a logout token tells of.
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The type a logout token may name itself.
const LOGOUT_TYPE: &str = "logout+jwt";
/// The longest subject (OpenID Connect Core, 2), in bytes.
const SUBJECT_AT_MOST: usize = 255;

/// Takes a token apart, before it is known whose key to ask for.
pub(super) fn parse<'a>(token: &'a str, settings: &Settings) -> Result<Compact<'a>, Doubt> {
    let token = Compact::parse(token).ok_or(Doubt::NoToken)?;
    match settings.signing_algorithms.contains(&token.algorithm()) {
        true => Ok(token),
        false => Err(Doubt::Algorithm),
    }
}

/// The claims of an ID token that answers this attempt.
pub(super) fn id_token<'a>(
    token: &'a Compact<'_>,
    keys: &[VerifyingKey],
    settings: &Settings,
    attempt: &Attempt,
    now: Moment,
) -> Result<&'a Claims, Doubt> {
    // A logout token has everything an ID token needs but the nonce, which may be unneeded.
    if token.kind().is_some_and(|kind| kind.eq_ignore_ascii_case(LOGOUT_TYPE)) {
        return Err(Doubt::NoToken);
    }
    let claims = signed(token, keys, settings, now)?;
    if claims.contains_key("events") {
        return Err(Doubt::NoToken);
    }
    let issued = moment(claims, "iat").ok_or(Doubt::Time)?;
    if issued < attempt.began.minus(settings.clock_skew) {
        return Err(Doubt::Time);
    }
    match text(claims, "nonce") {
        Some(nonce) if nonce == attempt.nonce => {}
        None if !settings.nonce_demanded && !claims.contains_key("nonce") => {}
        _ => return Err(Doubt::Nonce),
    }
    subject(claims).ok_or(Doubt::Subject)?;
    Ok(claims)
}

/// The claims of a logout token.
pub(super) fn logout_token<'a>(
    token: &'a Compact<'_>,
    keys: &[VerifyingKey],
    settings: &Settings,
    now: Moment,
) -> Result<&'a Claims, Doubt> {
    let is_kind = |kind: &str| ["jwt", LOGOUT_TYPE].contains(&kind.to_ascii_lowercase().as_str());
    if !token.kind().is_none_or(is_kind) {
        return Err(Doubt::NoToken);
    }
    let claims = signed(token, keys, settings, now)?;
    let event = claims.get("events").and_then(|events| events.get(LOGOUT));
    if !event.is_some_and(Value::is_object) || claims.contains_key("nonce") {
        return Err(Doubt::Events);
    }
    if text(claims, "jti").is_none_or(str::is_empty) {
        return Err(Doubt::Events);
    }
    match subject(claims).is_some() || text(claims, "sid").is_some() {
        true => Ok(claims),
        false => Err(Doubt::Subject),
    }
}

/// What both have in common: signature, issuer, audience, times.
fn signed<'a>(
    token: &'a Compact<'_>,
    keys: &[VerifyingKey],
    settings: &Settings,
    now: Moment,
) -> Result<&'a Claims, Doubt> {
    let claims = token.verified(keys).ok_or(Doubt::Signature)?;
    if text(claims, "iss") != Some(settings.issuer.as_str()) {
        return Err(Doubt::Issuer);
    }
    if !is_for(claims, &settings.client_id) {
        return Err(Doubt::Audience);
    }
    let (until, issued) = (moment(claims, "exp"), moment(claims, "iat"));
    let (until, issued) = (until.ok_or(Doubt::Time)?, issued.ok_or(Doubt::Time)?);
    let begins = moment(claims, "nbf").unwrap_or(issued).max(issued);
    let skew: Span = settings.clock_skew;
    match until.plus(skew) > now && begins <= now.plus(skew) {
        true => Ok(claims),
        false => Err(Doubt::Time),
    }
}

/// Whether a token is for us: alone, or as the one who asked for it (`azp`).
fn is_for(claims: &Claims, client_id: &str) -> bool {
    let asked_by = claims.get("azp").map(|azp| azp.as_str() == Some(client_id));
    match claims.get("aud") {
        Some(Value::String(one)) => one == client_id && asked_by != Some(false),
        Some(Value::Array(all)) => {
            let among = all.iter().any(|one| one.as_str() == Some(client_id));
            among && if all.len() == 1 { asked_by != Some(false) } else { asked_by == Some(true) }
        }
        _ => false,
    }
}

/// Whether an access token is the one an ID token came with; nothing to compare is well
/// (OpenID Connect Core, 3.1.3.8). The hash is that of the token's algorithm: SHA-256 for all we
/// know but EdDSA, whose Ed25519 hashes with SHA-512 (RFC 8032, 5.1).
pub(super) fn belongs(claims: &Claims, algorithm: Algorithm, access_token: &str) -> bool {
    let Some(said) = claims.get("at_hash") else { return true };
    let hash = match algorithm {
        Algorithm::EdDsa => &digest::SHA512,
        Algorithm::Es256 | Algorithm::Ps256 | Algorithm::Rs256 => &digest::SHA256,
    };
    let whole = digest::digest(hash, access_token.as_bytes());
    let (left, _) = whole.as_ref().split_at(whole.as_ref().len() / 2);
    said.as_str() == Some(base64url(left).as_str())
}

/// Whom a token is about; never nobody.
pub(super) fn subject(claims: &Claims) -> Option<&str> {
    let subject = text(claims, "sub")?;
    let is_one = !subject.trim().is_empty() && subject.len() <= SUBJECT_AT_MOST;
    is_one.then_some(subject)
}

pub(super) fn text<'a>(claims: &'a Claims, name: &str) -> Option<&'a str> {
    claims.get(name)?.as_str()
}

/// A moment as tokens write it: seconds, with or without a fraction.
pub(super) fn moment(claims: &Claims, name: &str) -> Option<Moment> {
    let seconds = claims.get(name)?;
    let seconds = seconds.as_i64().or_else(|| {
        let seconds = seconds.as_f64()?;
        // Whole seconds are near enough; anything beyond these bounds is no moment.
        format!("{seconds:.0}").parse().ok()
    })?;
    Some(Moment::from_unix_ms(seconds.checked_mul(1000)?))
}

#[cfg(test)]
mod tests;
