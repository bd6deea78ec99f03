//! What a client of the configuration must be. Refusals say what would be right, and never repeat
//! a secret.

use super::{Client, Proof, secret_digest};
use crate::settings::openid::{self, GrantKind, IdTokenAlgorithm, Profile};
use ground::jose::{Algorithm, VerifyingKey};

/// The shortest secret taken, in bytes: 128 bits as hexadecimal figures.
const SECRET_AT_LEAST: usize = 32;

/// Checks one client of the configuration.
pub(super) fn client(settings: &openid::Client, is_secure: bool) -> Result<Client, String> {
    whole(settings, is_secure, || proof(settings))
}

/// Checks one client that was added, whose secrets stand beside its settings.
pub(super) fn added(
    settings: &openid::Client,
    is_secure: bool,
    secrets: Vec<[u8; 32]>,
) -> Result<Client, String> {
    whole(settings, is_secure, || match secrets.is_empty() {
        true => proof(settings),
        false if settings.profile == Profile::Fapi2 => Err(NO_SECRET.into()),
        false => Ok(Proof::Secrets(secrets)),
    })
}

fn whole(
    settings: &openid::Client,
    is_secure: bool,
    proof: impl FnOnce() -> Result<Proof, String>,
) -> Result<Client, String> {
    let openid::Client { id, profile, .. } = settings;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if id.is_empty() || id.len() > 60 || !id.chars().all(is_plain) {
        return Err("id: 1 to 60 letters, figures, \"-\", \"_\" and \".\" would be right".into());
    }
    let named = |name: &str| if name.is_empty() { id.clone() } else { name.to_owned() };
    let addresses = settings.redirect_uris.iter().chain(&settings.post_logout_redirect_uris);
    for uri in addresses.chain(&settings.backchannel_logout_uri) {
        address(uri, is_secure)?;
    }
    if settings.grants.contains(&GrantKind::AuthorizationCode) && settings.redirect_uris.is_empty()
    {
        return Err("redirect_uris: at least one address would be right".into());
    }
    let is_word = |scope: &String| {
        !scope.is_empty() && scope.chars().all(|c| c.is_ascii_graphic() && c != '"' && c != '\\')
    };
    if !settings.scopes.iter().all(is_word) {
        return Err("scopes: words of visible ASCII would be right (RFC 6749, 3.3)".into());
    }
    Ok(Client {
        id: id.clone(),
        name_vi: named(&settings.name_vi),
        name_en: named(&settings.name_en),
        proof: proof()?,
        redirect_uris: settings.redirect_uris.clone(),
        post_logout_redirect_uris: settings.post_logout_redirect_uris.clone(),
        backchannel_logout_uri: settings.backchannel_logout_uri.clone(),
        profile: *profile,
        scopes: settings.scopes.iter().cloned().collect(),
        grants: settings.grants.clone(),
        claims: settings.claims,
        sector: settings.sector.clone().unwrap_or_else(|| id.clone()),
        consent: settings.consent,
        demands_pkce: settings.pkce,
        id_token_algorithm: match settings.id_token_algorithm {
            IdTokenAlgorithm::Es256 => Algorithm::Es256,
            IdTokenAlgorithm::Rs256 => Algorithm::Rs256,
        },
    })
}

fn proof(settings: &openid::Client) -> Result<Proof, String> {
    let is_fapi = settings.profile == Profile::Fapi2;
    match (&settings.secret, &settings.jwks) {
        (Some(_), None) if is_fapi => Err(NO_SECRET.into()),
        (Some(secret), None) if secret.reveal().len() < SECRET_AT_LEAST => {
            Err(format!("secret: at least {SECRET_AT_LEAST} characters of chance would be right"))
        }
        (Some(secret), None) => Ok(Proof::Secrets(vec![secret_digest(secret.reveal())])),
        (None, Some(jwks)) => {
            let set = serde_json::from_str(jwks).ok();
            let keys = set.as_ref().and_then(VerifyingKey::from_set).unwrap_or_default();
            let allowed = if is_fapi { &FAPI[..] } else { &ALL[..] };
            let serves = |key: &VerifyingKey| allowed.iter().any(|alg| key.takes(*alg));
            match keys.is_empty() || !keys.iter().all(serves) {
                true => {
                    Err("jwks: a JWK set with public keys for ES256, PS256, EdDSA or (outside \
                             fapi2) RS256 would be right"
                        .into())
                }
                false => Ok(Proof::Keys(keys)),
            }
        }
        _ => Err("either a secret or jwks would be right".into()),
    }
}

const NO_SECRET: &str =
    "profile \"fapi2\" takes no secret; jwks would be right (FAPI 2.0, 5.3.2.1)";

const ALL: [Algorithm; 4] =
    [Algorithm::Es256, Algorithm::Ps256, Algorithm::EdDsa, Algorithm::Rs256];

/// FAPI 2.0 Security Profile, 5.4.1.
const FAPI: [Algorithm; 3] = [Algorithm::Es256, Algorithm::Ps256, Algorithm::EdDsa];

/// An address people or requests are sent to: absolute, without a fragment (RFC 6749, 3.1.2), over
/// TLS where we are ourselves.
fn address(uri: &str, is_secure: bool) -> Result<(), String> {
    let rest = match uri.strip_prefix("https://") {
        Some(rest) => Some(rest),
        None => uri.strip_prefix("http://").filter(|_| !is_secure),
    };
    let host = rest.map(|rest| rest.split(['/', '?']).next().unwrap_or_default());
    let is_host = |host: &str| !host.is_empty() && !host.contains(['@', '*', '\\']);
    let is_plain = uri.chars().all(|c| c.is_ascii_graphic() && !"#\"<>\\^`{|};,'".contains(c));
    match host.is_some_and(is_host) && is_plain {
        true => Ok(()),
        false => Err(format!(
            "\"{uri}\": a whole https address without a fragment would be right (http only while \
             account.house.public_url has no TLS either)"
        )),
    }
}
