//! How we show a provider who we are (OpenID Connect Core, 9).

use super::settings::{AuthMethod, Settings};
use ground::fault::Doing;
use ground::jose::{Algorithm, SigningKey, base64url};
use ground::{Chance, Fault, Moment, Secret, Span};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject;
use serde_json::json;

/// How long an assertion of ours may be shown.
const ASSERTION_LIVES: Span = Span::from_seconds(60);
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What we show.
#[derive(Debug)]
pub(super) enum ClientAuth {
    Basic { id: String, secret: Secret },
    Post { id: String, secret: Secret },
    Key { id: String, key: Box<SigningKey> },
}

/// What a request to the token endpoint carries.
#[derive(Default)]
pub(super) struct Shown {
    /// For the header.
    pub(super) basic: Option<(String, String)>,
    /// For the body.
    pub(super) fields: Vec<(&'static str, String)>,
}

impl ClientAuth {
    pub(super) fn new(settings: &Settings) -> Result<Self, Fault> {
        let id = settings.client_id.clone();
        let secret = settings.client_secret.clone();
        Ok(match settings.auth_method {
            AuthMethod::ClientSecretBasic => Self::Basic { id, secret },
            AuthMethod::ClientSecretPost => Self::Post { id, secret },
            AuthMethod::PrivateKeyJwt => Self::Key { id, key: Box::new(read_key(settings)?) },
        })
    }

    /// What to show at the token endpoint of this issuer.
    pub(super) fn show(&self, issuer: &str, now: Moment, chance: &Chance) -> Result<Shown, Fault> {
        let id_field = |id: &String| ("client_id", id.clone());
        Ok(match self {
            Self::Basic { id, secret } => {
                // Both are form-encoded before they are put together (RFC 6749, 2.3.1).
                let basic = Some((form_encoded(id), form_encoded(secret.reveal())));
                Shown { basic, fields: Vec::new() }
            }
            Self::Post { id, secret } => {
                let secret = ("client_secret", secret.reveal().to_owned());
                Shown { basic: None, fields: vec![id_field(id), secret] }
            }
            Self::Key { id, key } => {
                let (at, until) = (now.unix_ms() / 1000, now.plus(ASSERTION_LIVES));
                let claims = json!({
                    "iss": id, "sub": id, "aud": issuer, "iat": at,
                    "exp": until.unix_ms() / 1000, "jti": base64url(chance.bytes::<16>()),
                });
                let assertion = key.sign("JWT", &claims)?;
                let kind = ("client_assertion_type", ASSERTION_TYPE.to_owned());
                let fields = vec![id_field(id), kind, ("client_assertion", assertion)];
                Shown { basic: None, fields }
            }
        })
    }
}

fn form_encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn read_key(settings: &Settings) -> Result<SigningKey, Fault> {
    const READING: &str = "reading our key for an OpenID provider";
    let file = settings.client_key_file.as_ref().ok_or(Fault::impossible(READING))?;
    let key = PrivatePkcs8KeyDer::from_pem_file(file).doing(READING)?;
    let der = key.secret_pkcs8_der();
    let of = |algorithm| SigningKey::from_pkcs8(algorithm, der);
    of(Algorithm::Es256).or_else(|_| of(Algorithm::Rs256))
}
