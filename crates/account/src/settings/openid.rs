//! Settings of the OpenID Provider and of its clients.

use ground::{Secret, Span};
use serde::Deserialize;

/// Signing in to other systems with an account of ours (OpenID Connect).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OpenId {
    /// How long a person may take to sign in and agree before a client has to ask again.
    pub request: Span,
    /// How long a request that a client pushed serves (RFC 9126; 5 s to 10 min).
    pub pushed_request: Span,
    /// How long an authorization code serves; at most a minute (FAPI 2.0, 5.3.2.1).
    pub code: Span,
    /// How long an ID token serves.
    pub id_token: Span,
    /// How long an access token serves.
    pub access_token: Span,
    /// How long a refresh token serves after its last use.
    pub refresh_token: Span,
    /// How long what a person agreed to is remembered.
    pub consent: Span,
    /// How long a new signing key is published before it signs.
    pub key_published_ahead: Span,
    /// How long a signing key signs.
    pub key_signs: Span,
    /// How long a client is told of a sign-out before it is given up; the waits double.
    pub logout_for: Span,
    /// How long a client may take to answer.
    pub logout_timeout: Span,
    /// Refuse to call private addresses, whatever a client's name resolves to.
    pub public_only: bool,
}

impl Default for OpenId {
    fn default() -> Self {
        Self {
            request: Span::from_minutes(30),
            pushed_request: Span::from_seconds(60),
            code: Span::from_seconds(60),
            id_token: Span::from_minutes(5),
            access_token: Span::from_minutes(5),
            refresh_token: Span::from_days(30),
            consent: Span::from_days(365),
            key_published_ahead: Span::from_hours(24),
            key_signs: Span::from_days(30),
            logout_for: Span::from_hours(24),
            logout_timeout: Span::from_seconds(5),
            public_only: true,
        }
    }
}

impl OpenId {
    /// Checks what the types let through: how long things serve, by what the standards say or by
    /// what could not be meant.
    ///
    /// # Errors
    /// The key, the value, and what would be right.
    pub fn check(&self) -> Result<(), String> {
        let (second, minute, hour) =
            (Span::from_seconds(1), Span::from_minutes(1), Span::from_hours(1));
        let day = Span::from_days(1);
        for (key, given, least, most, why) in [
            ("request", self.request, minute, day, ""),
            (
                "pushed_request",
                self.pushed_request,
                Span::from_seconds(5),
                Span::from_minutes(10),
                " (RFC 9126, 2.2)",
            ),
            ("code", self.code, second, minute, " (FAPI 2.0, 5.3.2.1)"),
            ("id_token", self.id_token, minute, hour, ""),
            ("access_token", self.access_token, minute, hour, ""),
            ("refresh_token", self.refresh_token, hour, Span::from_days(365), ""),
            ("consent", self.consent, day, Span::from_days(3_650), ""),
            ("key_published_ahead", self.key_published_ahead, hour, Span::from_days(30), ""),
            ("key_signs", self.key_signs, day, Span::from_days(365), ""),
            ("logout_for", self.logout_for, hour, Span::from_days(7), ""),
            ("logout_timeout", self.logout_timeout, second, Span::from_seconds(30), ""),
        ] {
            if given < least || given > most {
                return Err(format!(
                    "{key}: \"{given}\" cannot be; \"{least}\" to \"{most}\" would be right{why}"
                ));
            }
        }
        if self.key_published_ahead >= self.key_signs {
            let Self { key_published_ahead: ahead, key_signs, .. } = self;
            return Err(format!(
                "key_published_ahead: \"{ahead}\" is as long as a key signs; less than key_signs \
                 (\"{key_signs}\") would be right"
            ));
        }
        Ok(())
    }
}

/// A system that people sign in to with an account of ours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Client {
    /// Its name in the protocol (`client_id`): letters, figures, `-`, `_` and `.`.
    pub id: String,
    /// Its name for people, in Vietnamese.
    pub name_vi: String,
    /// Its name for people, in English.
    pub name_en: String,
    /// What it authenticates with; left out where it has keys.
    pub secret: Option<Secret>,
    /// Its public keys, a JWK set as JSON, for `private_key_jwt`; left out where it has a secret.
    pub jwks: Option<String>,
    /// Where people are led back to, compared byte by byte.
    pub redirect_uris: Vec<String>,
    /// Where people may be led after signing out, compared byte by byte.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it wants to be told that a session ended; left out where it does not.
    pub backchannel_logout_uri: Option<String>,
    /// What it must keep to: `basic` (OpenID Connect) or `fapi2` (FAPI 2.0 Security Profile).
    pub profile: Profile,
    /// What it may ask for.
    pub scopes: Vec<String>,
    /// What it may do: `authorization_code`, `refresh_token`, `client_credentials`.
    pub grants: Vec<GrantKind>,
    /// Which claims it gets: `standard`, or `national` as the national single sign-on names them.
    pub claims: ClaimShape,
    /// Clients of one sector know a person by the same `sub`; left out, the client's own id.
    pub sector: Option<String>,
    /// Whether people are asked before it learns about them (`asked`), or not, as for houses of our
    /// own (`implied`).
    pub consent: ConsentRule,
    /// Whether it must prove that a code is used by who asked for it (PKCE, RFC 7636).
    pub pkce: bool,
    /// What its ID tokens are signed with: `ES256` or `RS256`.
    pub id_token_algorithm: IdTokenAlgorithm,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            id: String::new(),
            name_vi: String::new(),
            name_en: String::new(),
            secret: None,
            jwks: None,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            backchannel_logout_uri: None,
            profile: Profile::Basic,
            scopes: vec!["openid".into(), "profile".into()],
            grants: vec![GrantKind::AuthorizationCode],
            claims: ClaimShape::Standard,
            sector: None,
            consent: ConsentRule::Asked,
            pkce: true,
            id_token_algorithm: IdTokenAlgorithm::Es256,
        }
    }
}

/// What a client must keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// OpenID Connect.
    Basic,
    /// FAPI 2.0 Security Profile: requests are pushed, keys instead of secrets, tokens are bound.
    Fapi2,
}

/// What a client may trade for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantKind {
    /// A code that a person's browser brought.
    AuthorizationCode,
    /// A refresh token.
    RefreshToken,
    /// The client's own authentication.
    ClientCredentials,
}

impl GrantKind {
    /// Its name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::ClientCredentials => "client_credentials",
        }
    }
}

/// How claims are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimShape {
    /// As OpenID Connect names them.
    Standard,
    /// Flat, in Vietnamese, as the national single sign-on names them.
    National,
}

/// Whether people are asked before a client learns about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsentRule {
    /// They are.
    Asked,
    /// The client is a house of our own.
    Implied,
}

/// What ID tokens are signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum IdTokenAlgorithm {
    /// ECDSA over P-256.
    #[serde(rename = "ES256")]
    Es256,
    /// RSA, for clients that know nothing else.
    #[serde(rename = "RS256")]
    Rs256,
}
