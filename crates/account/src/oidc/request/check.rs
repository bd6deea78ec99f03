//! Checking a request: first whether anybody may be answered at all, then everything else, which is
//! said to the client. Pure.

use super::{Asked, Prompt, Request, Worth};
use crate::client::{Client, Clients};
use crate::oidc::parameters::Parameters;
use crate::oidc::refusal::{Code, Refusal, refused};
use crate::settings::openid::{ClaimShape, GrantKind};
use ground::Span;
use ground::jose::{Compact, VerifyingKey};
use std::sync::Arc;
use web::Language;

/// The longest `scope`, in bytes (Keycloak CVE-2026-4634).
const SCOPE_AT_MOST: usize = 1024;

/// The longest `state` and the longest `nonce`, in bytes.
const VALUE_AT_MOST: usize = 2048;

/// A request that nobody can be answered on: the person sees a page that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::oidc) enum Unanswerable {
    /// No client of this name.
    Client,
    /// An address that is not the client's. Leading anybody there would be an open redirect.
    RedirectUri,
    /// Not readable as a request.
    Form,
    /// A pushed request that is over, used, or another client's.
    Pushed,
    /// Not an ID token of ours, or another client's.
    Hint,
}

/// A request that is refused, and whom the refusal goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::oidc) struct ToClient {
    /// One of the client's own addresses.
    pub(in crate::oidc) redirect_uri: String,
    /// What the client wants back.
    pub(in crate::oidc) state: Option<String>,
    /// Why.
    pub(in crate::oidc) refusal: Refusal,
}

/// Why a request is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::oidc) enum Rejected {
    /// The person is told.
    Page(Unanswerable),
    /// The client is told.
    Client(ToClient),
}

/// What checking needs to know of us.
pub(in crate::oidc) struct Ours<'a> {
    /// Every client.
    pub(in crate::oidc) clients: &'a Clients,
    /// Our name.
    pub(in crate::oidc) issuer: &'a str,
    /// Our keys, for ID tokens that come back as hints.
    pub(in crate::oidc) keys: Vec<&'a VerifyingKey>,
    /// The language to speak where the request names none.
    pub(in crate::oidc) language: Language,
}

/// Whom an answer may go to: a client we know and an address of its own, equal byte by byte.
pub(in crate::oidc) fn addressee(
    all: &Parameters,
    clients: &Clients,
) -> Result<(Arc<Client>, String), Unanswerable> {
    let client =
        all.get("client_id").and_then(|id| clients.find(id)).ok_or(Unanswerable::Client)?;
    let uri = all.get("redirect_uri").filter(|uri| client.redirects_to(uri)).map(str::to_owned);
    Ok((client, uri.ok_or(Unanswerable::RedirectUri)?))
}

/// Checks a request that came through a browser.
pub(in crate::oidc) fn arrived(all: &Parameters, ours: &Ours<'_>) -> Result<Request, Rejected> {
    let (client, redirect_uri) = addressee(all, ours.clients).map_err(Rejected::Page)?;
    let checked =
        whole(all, &client, &redirect_uri, ours).and_then(|request| match client.is_fapi() {
            true => Err(refused(Code::InvalidRequest, "this client must push its requests")),
            false => Ok(request),
        });
    let state = all.get("state").filter(|state| state.len() <= VALUE_AT_MOST).map(str::to_owned);
    checked.map_err(|refusal| Rejected::Client(ToClient { redirect_uri, state, refusal }))
}

/// Checks a request that its client pushed, after it proved who it is (RFC 9126, 2.1).
pub(in crate::oidc) fn pushed(
    all: &Parameters,
    client: &Arc<Client>,
    ours: &Ours<'_>,
) -> Result<Request, Refusal> {
    if all.has("request_uri") {
        return Err(refused(Code::InvalidRequest, "request_uri cannot be pushed"));
    }
    if all.get("client_id").is_some_and(|id| id != client.id) {
        return Err(refused(Code::InvalidRequest, "client_id is another client's"));
    }
    let uri = all.get("redirect_uri").filter(|uri| client.redirects_to(uri));
    let uri = uri.ok_or(refused(Code::InvalidRequest, "redirect_uri is not registered"))?;
    whole(all, client, uri, ours)
}

fn whole(
    all: &Parameters,
    client: &Arc<Client>,
    redirect_uri: &str,
    ours: &Ours<'_>,
) -> Result<Request, Refusal> {
    let invalid = |why| refused(Code::InvalidRequest, why);
    if all.repeats() {
        return Err(invalid("a parameter is repeated"));
    }
    unsupported(all)?;
    if !client.may(GrantKind::AuthorizationCode) {
        return Err(refused(Code::UnauthorizedClient, "this client has no people to sign in"));
    }
    match all.get("response_type") {
        Some("code") => {}
        Some(_) => return Err(refused(Code::UnsupportedResponseType, "only code is supported")),
        None => return Err(invalid("response_type is missing")),
    }
    if all.get("response_mode").is_some_and(|mode| mode != "query") {
        return Err(invalid("only response_mode=query is supported"));
    }
    let (asked, also) = match all.get("claims") {
        Some(text) => {
            let may = |scope: &str| !client.allowed(scope).is_empty();
            Asked::read(text, may).ok_or(invalid("claims is not as OpenID Connect writes it"))?
        }
        None => Default::default(),
    };
    let hinted = all.get("id_token_hint").map(|hint| {
        hinted(hint, &client.id, ours).ok_or(invalid("id_token_hint is not one of our ID tokens"))
    });
    let mut named: Vec<String> = also.acr;
    if named.is_empty() {
        named = words(all.get("acr_values"));
    }
    Ok(Request {
        client: client.id.clone(),
        redirect_uri: redirect_uri.to_owned(),
        state: value(all, "state")?,
        scopes: scopes(all, client)?,
        asked: match client.claims {
            ClaimShape::Standard => asked,
            ClaimShape::National => asked.with_all_told(),
        },
        nonce: value(all, "nonce")?,
        challenge: challenge(all, client)?,
        bound_to: value(all, "dpop_jkt")?,
        prompt: prompt(all.get("prompt"))?,
        max_age: max_age(all.get("max_age"))?,
        worth: Worth { named, essential: also.acr_is_essential },
        expects: hinted.transpose()?.or(also.sub),
        language: language(all.get("ui_locales")).unwrap_or(ours.language),
    })
}

/// What other providers understand and we do not (OpenID Connect Core, 6 and 7.2.1).
fn unsupported(all: &Parameters) -> Result<(), Refusal> {
    for (name, code) in [
        ("request", Code::RequestNotSupported),
        ("request_uri", Code::RequestUriNotSupported),
        ("registration", Code::RegistrationNotSupported),
    ] {
        if all.has(name) {
            return Err(refused(code, "this parameter is not supported"));
        }
    }
    Ok(())
}

fn words(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn value(all: &Parameters, name: &str) -> Result<Option<String>, Refusal> {
    match all.get(name) {
        Some(value) if value.len() > VALUE_AT_MOST => {
            Err(refused(Code::InvalidRequest, "a value is longer than 2048 bytes"))
        }
        value => Ok(value.map(str::to_owned)),
    }
}

fn scopes(all: &Parameters, client: &Client) -> Result<Vec<String>, Refusal> {
    let asked = all.get("scope").unwrap_or_default();
    if asked.len() > SCOPE_AT_MOST {
        return Err(refused(Code::InvalidScope, "scope is longer than 1024 bytes"));
    }
    let is_plain = |c: char| c == ' ' || (c.is_ascii_graphic() && c != '"' && c != '\\');
    if !asked.chars().all(is_plain) {
        return Err(refused(Code::InvalidScope, "scope holds a character that no scope has"));
    }
    let mut allowed = client.allowed(asked);
    if !client.may(GrantKind::RefreshToken) {
        allowed.retain(|scope| scope != "offline_access");
    }
    match allowed.iter().any(|scope| scope == "openid") {
        true => Ok(allowed),
        false => Err(refused(Code::InvalidScope, "openid must be among the scopes")),
    }
}

/// RFC 7636, 4.3; `plain`, which leaving the method out means, would protect nothing (RFC 9700,
/// 2.1.1).
fn challenge(all: &Parameters, client: &Client) -> Result<Option<String>, Refusal> {
    let invalid = |why| Err(refused(Code::InvalidRequest, why));
    match (all.get("code_challenge"), all.get("code_challenge_method")) {
        (None, None) if client.demands_pkce() => invalid("code_challenge is missing"),
        (None, None) => Ok(None),
        (None, Some(_)) => invalid("code_challenge_method stands without a code_challenge"),
        (Some(challenge), Some("S256")) => match is_challenge(challenge) {
            true => Ok(Some(challenge.to_owned())),
            false => invalid("code_challenge is not base64url of SHA-256"),
        },
        (Some(_), _) => invalid("only code_challenge_method=S256 is supported"),
    }
}

fn is_challenge(text: &str) -> bool {
    text.len() == 43 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn prompt(text: Option<&str>) -> Result<Prompt, Refusal> {
    let mut prompt = Prompt::default();
    for word in words(text) {
        match word.as_str() {
            "none" => prompt.none = true,
            // One browser holds one account of ours: choosing another is signing in.
            "login" | "select_account" => prompt.login = true,
            "consent" => prompt.consent = true,
            _ => return Err(refused(Code::InvalidRequest, "prompt holds an unknown word")),
        }
    }
    match prompt.none && (prompt.login || prompt.consent) {
        true => Err(refused(Code::InvalidRequest, "prompt=none stands alone")),
        false => Ok(prompt),
    }
}

fn max_age(text: Option<&str>) -> Result<Option<Span>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let seconds = text.parse::<u32>().ok().filter(|_| text.chars().all(|c| c.is_ascii_digit()));
    let seconds =
        seconds.ok_or(refused(Code::InvalidRequest, "max_age is no number of seconds"))?;
    Ok(Some(Span::from_seconds(seconds.into())))
}

/// The first of these languages that we speak (OpenID Connect Core, 3.1.2.1, `ui_locales`).
fn language(text: Option<&str>) -> Option<Language> {
    let primary = |word: &String| word.split('-').next().unwrap_or_default().to_ascii_lowercase();
    words(text).iter().find_map(|word| Language::from_code(&primary(word)))
}

fn hinted(hint: &str, client: &str, ours: &Ours<'_>) -> Option<String> {
    hint_of(hint, ours).filter(|hint| hint.client == client).map(|hint| hint.sub)
}

/// What an ID token of ours says that came back as a hint.
pub(in crate::oidc) struct Hint {
    /// Whom it was made for.
    pub(in crate::oidc) client: String,
    /// Whom it names.
    pub(in crate::oidc) sub: String,
    /// The session it was made in.
    pub(in crate::oidc) sid: String,
}

/// Reads an ID token of ours, however old it is (OpenID Connect RP-Initiated Logout, 4).
pub(in crate::oidc) fn hint_of(hint: &str, ours: &Ours<'_>) -> Option<Hint> {
    let token = Compact::parse(hint)?;
    let claims = token.verified(ours.keys.iter().copied())?;
    let text = |name: &str| claims.get(name)?.as_str().map(str::to_owned);
    // A logout token has the same issuer and audience (OpenID Connect Back-Channel Logout, 2.4).
    let is_id_token = claims.contains_key("auth_time") && !claims.contains_key("events");
    if !is_id_token || text("iss")? != ours.issuer {
        return None;
    }
    Some(Hint { client: text("aud")?, sub: text("sub")?, sid: text("sid")? })
}
