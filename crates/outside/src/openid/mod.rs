//! Signing in with an OpenID provider: the client's side of the code flow (OpenID Connect Core
//! 1.0, 3.1), of sign-out there (RP-Initiated Logout 1.0) and of being told about sign-outs
//! (Back-Channel Logout 1.0).
//!
//! The caller keeps the [`Attempt`] and decides what its answer is bound to (browser, provider,
//! one use); this client decides whether what the provider says is to be believed. A person is
//! known by issuer and subject together and by nothing else.

mod refusal;
pub mod settings;
mod wire;
mod metadata;
mod keys;
mod client_auth;
mod attempt;
mod token;
#[cfg(test)]
mod tests;

pub use attempt::Attempt;
pub use refusal::{Doubt, OpenIdRefusal};
pub use settings::Settings;

use crate::condition::Condition;
use attempt::with_query;
use client_auth::ClientAuth;
use ground::jose::Compact;
use ground::{Chance, Clock, Fault, Moment, Secret};
use keys::Keys;
use metadata::{For, Known, Metadata};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use settings::Userinfo;
use std::sync::Arc;
use token::Claims;
use wire::Wire;

/// The longest text a claim may bring, in characters.
const CLAIM_AT_MOST: usize = 300;
/// The longest code, in bytes.
const CODE_AT_MOST: usize = 2048;

/// A client of one provider.
#[derive(Debug)]
pub struct OpenIdClient {
    /// What is set about it.
    pub settings: Settings,
    redirect_uri: String,
    wire: Wire,
    auth: ClientAuth,
    known: Known,
    keys: Keys,
    clock: Clock,
    chance: Chance,
}

/// What comes back through the browser.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The code; empty where there is none.
    pub code: &'a str,
    /// Who answers, where they say it (RFC 9207).
    pub issuer: Option<&'a str>,
    /// The provider's refusal; empty for none.
    pub error: &'a str,
}

/// Who signed in.
pub struct SignedIn {
    /// The provider's issuer identifier.
    pub issuer: String,
    /// Whom the provider means by it: the same person always, for nobody else.
    pub subject: String,
    /// The provider's session, where it names it.
    pub session: Option<String>,
    /// The ID token as it came, to be shown when signing out.
    pub id_token: Secret,
    /// What the provider says of the person.
    pub said: Said,
}

/// What a provider says of a person: as it says it, by the claim map, never a key to anything.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The name.
    pub name: Option<String>,
    /// The citizen number.
    pub citizen_number: Option<String>,
    /// The birth date.
    pub birth_date: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The mail address.
    pub email: Option<String>,
}

/// Who is to be signed out.
pub struct LoggedOut {
    /// Everything of this subject, where the token names no session.
    pub subject: Option<String>,
    /// This session.
    pub session: Option<String>,
    /// The token's own name: it counts once.
    pub token_id: String,
    /// From when on it is refused for its time alone.
    pub until: Moment,
}

impl OpenIdClient {
    /// A client by these settings, to whom people come back at `redirect_uri`. Nothing is
    /// connected yet.
    ///
    /// # Errors
    /// An issuer that is no address, or keys or certificates that cannot be read.
    pub fn new(
        settings: Settings,
        redirect_uri: String,
        (clock, chance): (Clock, Chance),
    ) -> Result<Self, Fault> {
        Ok(Self {
            wire: Wire::new(&settings)?,
            auth: ClientAuth::new(&settings)?,
            known: Known::of(&settings),
            keys: Keys::default(),
            settings,
            redirect_uri,
            clock,
            chance,
        })
    }

    async fn metadata(&self, what: For) -> Result<Arc<Metadata>, OpenIdRefusal> {
        self.known.get(what, &self.settings, &self.wire, &self.clock).await
    }

    /// Where a browser begins an attempt. `language` is what the page is written in.
    ///
    /// # Errors
    /// A provider that cannot be reached, or whose metadata is not its own.
    pub async fn begin(&self, attempt: &Attempt, language: &str) -> Result<String, OpenIdRefusal> {
        let metadata = self.metadata(For::Leading).await;
        let metadata = metadata.inspect_err(|refusal| self.note("begin", *refusal))?;
        Ok(attempt.address(&self.settings, &metadata, &self.redirect_uri, language))
    }

    /// How the provider is: whether it says who it is, or, where the settings say that for it, shows
    /// its keys.
    pub async fn condition(&self) -> Condition {
        let answers = match self.known.written() {
            Some(metadata) => self.wire.get(&metadata.jwks_uri).await.is_ok(),
            None => self.metadata(For::Looking).await.is_ok(),
        };
        Condition::of(answers)
    }

    /// The addresses a form may lead to, as far as they are known without asking: for a page's
    /// policy.
    pub fn leads_to(&self) -> Vec<String> {
        let mut all = vec![self.settings.issuer.clone()];
        if let Some(metadata) = self.known.at_hand() {
            all.push(metadata.authorization_endpoint.clone());
            all.extend(metadata.end_session_endpoint.clone());
        }
        all
    }

    /// Who signed in by this answer to this attempt.
    ///
    /// # Errors
    /// A provider that says no, cannot be reached, or says what is not to be believed.
    pub async fn redeem(
        &self,
        answer: &Answer<'_>,
        attempt: &Attempt,
    ) -> Result<SignedIn, OpenIdRefusal> {
        let signed_in = self.redeemed(answer, attempt).await;
        if let Err(refusal) = &signed_in {
            self.note("redeem", *refusal);
        }
        signed_in
    }

    async fn redeemed(
        &self,
        answer: &Answer<'_>,
        attempt: &Attempt,
    ) -> Result<SignedIn, OpenIdRefusal> {
        let metadata = self.metadata(For::Speaking).await?;
        let says_issuer = metadata.says_issuer || self.settings.response_issuer_demanded;
        match answer.issuer {
            Some(issuer) if issuer == self.settings.issuer => {}
            None if !says_issuer => {}
            _ => return Err(Doubt::Issuer.into()),
        }
        match answer.error {
            "" => {}
            "access_denied" => return Err(OpenIdRefusal::Declined),
            _ => return Err(OpenIdRefusal::Refused),
        }
        if answer.code.is_empty() || answer.code.len() > CODE_AT_MOST {
            return Err(OpenIdRefusal::Refused);
        }
        let granted = self.exchange(&metadata, answer.code, attempt).await?;
        let token = token::parse(granted.id_token.reveal(), &self.settings)?;
        let keys = self.keys_of(&metadata, &token).await?;
        let now = self.clock.now();
        let claims = token::id_token(&token, &keys, &self.settings, attempt, now)?;
        if !token::belongs(claims, token.algorithm(), granted.access_token.reveal()) {
            return Err(Doubt::AccessToken.into());
        }
        let more = self.userinfo(&metadata, claims, &granted.access_token).await?;
        Ok(SignedIn {
            issuer: self.settings.issuer.clone(),
            subject: token::subject(claims).ok_or(Doubt::Subject)?.to_owned(),
            session: token::text(claims, "sid").map(str::to_owned),
            said: self.said(claims, &more),
            id_token: granted.id_token.clone(),
        })
    }

    async fn exchange(
        &self,
        metadata: &Metadata,
        code: &str,
        attempt: &Attempt,
    ) -> Result<Granted, OpenIdRefusal> {
        let now = self.clock.now();
        let shown = self.auth.show(&self.settings.issuer, now, &self.chance).map_err(|fault| {
            tracing::error!(%fault, "our key for an OpenID provider");
            OpenIdRefusal::Unreachable
        })?;
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", self.redirect_uri.as_str()),
        ];
        if self.settings.pkce {
            form.push(("code_verifier", &attempt.verifier));
        }
        form.extend(shown.fields.iter().map(|(name, value)| (*name, value.as_str())));
        let said = self.wire.post(&metadata.token_endpoint, shown.basic, &form).await?;
        let text = |name: &str| said.get(name).and_then(Value::as_str);
        let is_bearer = text("token_type").is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
        match (text("access_token"), text("id_token")) {
            (Some(access_token), Some(id_token)) if is_bearer => Ok(Granted {
                access_token: Secret::new(access_token),
                id_token: Secret::new(id_token),
            }),
            _ => Err(Doubt::NoToken.into()),
        }
    }

    async fn keys_of(
        &self,
        metadata: &Metadata,
        token: &Compact<'_>,
    ) -> Result<Arc<Vec<ground::jose::VerifyingKey>>, OpenIdRefusal> {
        self.keys.with(token.kid(), &metadata.jwks_uri, &self.wire, &self.clock).await
    }

    /// What the userinfo endpoint adds; it must be about the same person (Core, 5.3.2).
    async fn userinfo(
        &self,
        metadata: &Metadata,
        claims: &Claims,
        token: &Secret,
    ) -> Result<Claims, OpenIdRefusal> {
        let posts = match self.settings.userinfo {
            Userinfo::None => return Ok(Claims::new()),
            Userinfo::Get => false,
            Userinfo::Post => true,
        };
        let Some(address) = &metadata.userinfo_endpoint else { return Ok(Claims::new()) };
        match self.wire.userinfo(address, posts, token).await? {
            Value::Object(said) if said.get("sub") == claims.get("sub") => Ok(said),
            _ => Err(Doubt::Userinfo.into()),
        }
    }

    fn said(&self, claims: &Claims, more: &Claims) -> Said {
        let map = &self.settings.claims;
        let of = |name: &str| {
            if name.is_empty() {
                return None;
            }
            more.get(name).or_else(|| claims.get(name)).and_then(as_text)
        };
        Said {
            name: of(&map.name),
            citizen_number: of(&map.citizen_number),
            birth_date: of(&map.birth_date),
            phone: of(&map.phone),
            email: of(&map.email),
        }
    }

    /// Where one signs out of the provider too, and comes back from it; nothing where it offers no
    /// such place or cannot be asked.
    pub async fn end_session(
        &self,
        id_token: &Secret,
        come_back_to: &str,
        state: &str,
    ) -> Option<String> {
        let metadata = self.metadata(For::Leading).await.ok()?;
        let address = metadata.end_session_endpoint.as_deref()?;
        self.wire.address(address).ok()?;
        let fields = [
            ("id_token_hint", id_token.reveal()),
            ("client_id", &self.settings.client_id),
            ("post_logout_redirect_uri", come_back_to),
            ("state", state),
        ];
        Some(with_query(address, &fields))
    }

    /// Reads a logout token. That it counts once is the caller's to see to.
    ///
    /// # Errors
    /// A token that is not to be believed, or a provider whose keys cannot be had.
    pub async fn read_logout(&self, logout_token: &str) -> Result<LoggedOut, OpenIdRefusal> {
        let read = async {
            let token = token::parse(logout_token, &self.settings)?;
            let metadata = self.metadata(For::Speaking).await?;
            let keys = self.keys_of(&metadata, &token).await?;
            let claims = token::logout_token(&token, &keys, &self.settings, self.clock.now())?;
            let text = |name: &str| token::text(claims, name).map(str::to_owned);
            let until = token::moment(claims, "exp").ok_or(Doubt::Time)?;
            Ok(LoggedOut {
                subject: token::subject(claims).map(str::to_owned),
                session: text("sid"),
                token_id: text("jti").unwrap_or_default(),
                until: until.plus(self.settings.clock_skew),
            })
        };
        read.await.inspect_err(|refusal| self.note("logout", *refusal))
    }

    fn note(&self, doing: &'static str, refusal: OpenIdRefusal) {
        let (provider, why) = (self.settings.id.as_str(), refusal.word());
        tracing::warn!(provider, doing, why, "nobody was signed in or out");
    }
}

/// What the token endpoint granted.
struct Granted {
    access_token: Secret,
    id_token: Secret,
}

/// A claim as a text without control characters; numbers are written out.
fn as_text(claim: &Value) -> Option<String> {
    let text = match claim {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let text: String =
        text.trim().chars().filter(|c| !c.is_control()).take(CLAIM_AT_MOST).collect();
    (!text.is_empty()).then_some(text)
}
