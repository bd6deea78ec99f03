//! Settings of one OpenID provider.

use ground::jose::Algorithm;
use ground::{Secret, Span};
use serde::Deserialize;
use std::path::PathBuf;

/// One OpenID provider that people may sign in with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its name in addresses and logs: lower-case letters, digits and hyphens.
    pub id: String,
    /// Whether people may sign in with it; read again when they come back from it.
    pub enabled: bool,
    /// Its name in Vietnamese, as it stands after *Đăng nhập bằng*.
    pub name_vi: String,
    /// Its name in English.
    pub name_en: String,
    /// One sentence in Vietnamese about what this account is for; empty for none.
    pub about_vi: String,
    /// The same in English.
    pub about_en: String,
    /// Its issuer identifier, exactly as its tokens say it.
    pub issuer: String,
    /// The name it knows us by.
    pub client_id: String,
    /// The secret it knows us by.
    pub client_secret: Secret,
    /// PEM file with our private key (PKCS #8: P-256 or RSA), for `private_key_jwt`.
    pub client_key_file: Option<PathBuf>,
    /// How we show who we are at its token endpoint.
    pub auth_method: AuthMethod,
    /// The scopes asked for, parted by spaces.
    pub scopes: String,
    /// The classes of sign-in asked for (`acr_values`), parted by spaces; empty for none.
    pub acr_values: String,
    /// Whether codes are bound to us by PKCE (S256); false only for a provider that refuses it.
    pub pkce: bool,
    /// Whether its ID tokens must carry our nonce; one that they do carry must always be right.
    pub nonce_demanded: bool,
    /// Whether its answers must say who it is (`iss`, RFC 9207), beside what its metadata says.
    pub response_issuer_demanded: bool,
    /// The algorithms it may sign with: `ES256`, `PS256`, `RS256`.
    pub signing_algorithms: Vec<Algorithm>,
    /// Its authorization endpoint; with `token_endpoint` and `jwks_uri` it stands for discovery.
    pub authorization_endpoint: Option<String>,
    /// Its token endpoint, where there is no discovery.
    pub token_endpoint: Option<String>,
    /// Where its keys lie, where there is no discovery.
    pub jwks_uri: Option<String>,
    /// Its userinfo endpoint, where there is no discovery.
    pub userinfo_endpoint: Option<String>,
    /// Where one signs out of it, where there is no discovery.
    pub end_session_endpoint: Option<String>,
    /// How its userinfo endpoint is asked.
    pub userinfo: Userinfo,
    /// Where its claims say what we need.
    pub claims: ClaimMap,
    /// How far its clock and ours may be apart.
    pub clock_skew: Span,
    /// How long one exchange with it may take.
    pub timeout: Span,
    /// PEM file of the only certificate authorities trusted; the system's if left out.
    pub ca_file: Option<PathBuf>,
    /// Refuse to speak to private addresses, whatever its names resolve to.
    pub public_only: bool,
}

/// How we show who we are at the token endpoint (OpenID Connect Core, 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthMethod {
    /// Id and secret in the header.
    ClientSecretBasic,
    /// Id and secret in the body.
    ClientSecretPost,
    /// A token signed with our own key.
    PrivateKeyJwt,
}

/// How the userinfo endpoint is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Userinfo {
    /// With GET, where there is one.
    Get,
    /// With POST, where there is one.
    Post,
    /// Not at all: the ID token says all there is.
    None,
}

/// In which claims a provider says what we need; an empty name for what it does not say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimMap {
    /// The person's name.
    pub name: String,
    /// The citizen number.
    pub citizen_number: String,
    /// The birth date.
    pub birth_date: String,
    /// The telephone number.
    pub phone: String,
    /// The mail address.
    pub email: String,
}

impl Default for ClaimMap {
    fn default() -> Self {
        Self {
            name: "name".into(),
            citizen_number: "citizen_number".into(),
            birth_date: "birthdate".into(),
            phone: "phone_number".into(),
            email: "email".into(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            id: String::new(),
            enabled: true,
            name_vi: String::new(),
            name_en: String::new(),
            about_vi: String::new(),
            about_en: String::new(),
            issuer: String::new(),
            client_id: String::new(),
            client_secret: Secret::new(""),
            client_key_file: None,
            auth_method: AuthMethod::ClientSecretBasic,
            scopes: "openid profile".into(),
            acr_values: String::new(),
            pkce: true,
            nonce_demanded: true,
            response_issuer_demanded: false,
            signing_algorithms: vec![Algorithm::Es256, Algorithm::Ps256, Algorithm::Rs256],
            authorization_endpoint: None,
            token_endpoint: None,
            jwks_uri: None,
            userinfo_endpoint: None,
            end_session_endpoint: None,
            userinfo: Userinfo::Get,
            claims: ClaimMap::default(),
            clock_skew: Span::from_seconds(60),
            timeout: Span::from_seconds(5),
            ca_file: None,
            public_only: false,
        }
    }
}

impl Settings {
    /// Checks what the types let through. The refusal names the key and what would be right.
    ///
    /// # Errors
    /// The first thing that is wrong, in words for the person who runs the program.
    pub fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || self.id.len() > 30 || !self.id.chars().all(plain) {
            let id = &self.id;
            return Err(format!(
                "id: \"{id}\" is no name for addresses; \"national\" would be right"
            ));
        }
        for (key, value) in
            [("name_vi", &self.name_vi), ("name_en", &self.name_en), ("client_id", &self.client_id)]
        {
            if value.is_empty() {
                return Err(format!("{key}: it is empty, and \"{}\" needs one", self.id));
            }
        }
        let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        if !is_address(&self.issuer) {
            let issuer = &self.issuer;
            return Err(format!(
                "issuer: \"{issuer}\" is no issuer; \"https://sso.example.vn\" would be right"
            ));
        }
        if !self.scopes.split(' ').any(|scope| scope == "openid") {
            return Err("scopes: \"openid\" must be among them".into());
        }
        if self.signing_algorithms.is_empty() {
            return Err("signing_algorithms: with none nobody could sign in".into());
        }
        let has_key = self.client_key_file.is_some();
        match self.auth_method {
            AuthMethod::PrivateKeyJwt if !has_key => {
                Err("client_key_file: private_key_jwt needs one".into())
            }
            AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost
                if self.client_secret.reveal().is_empty() =>
            {
                Err("client_secret: this auth_method needs one".into())
            }
            _ => Ok(()),
        }
    }
}
