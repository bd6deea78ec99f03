//! A citizen who signs in to a client with their account: fast, by plain HTTP, leaving out no step
//! that a browser and a client make.
//!
//! One complete sign-in is, at the account service:
//!
//! 1. GET the client's authorization request, which leads to the form;
//! 2. GET the form; POST identity number, password and solved challenge: limits, Argon2id, the
//!    code's letter (sent by SMPP while the citizen goes on, its receipt taken);
//! 3. GET the page for the code, and once the state of the message, as the page's script does;
//! 4. POST the code read on the handset: tries, limits, the session, its journal lines;
//! 5. GET the authorization request again, which leads back to the client with a code;
//! 6. the client trades the code for tokens (PKCE, its secret, a signed ID token), and asks who it is.

use crate::Trouble;
use crate::citizen::{Citizen, code_text, expect, fields, form_of, location, token};
use crate::wire::Reply;
use base64::{Engine, engine::general_purpose::STANDARD};

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// The client of `serve.toml`, and where it wants people back.
const CLIENT: &str = "bench";
const SECRET: &str = "a-bench-has-no-secrets-but-this-is-long-enough";
const BACK: &str = "http://localhost:9/back";

/// Tokens of a sign-in.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// Opens `userinfo`.
    pub access: String,
    /// Says who signed in.
    pub id: String,
}

impl Citizen {
    /// Signs in to the client, from its request to its answer about who it is. `seen` messages lie
    /// on the handset that are not meant.
    ///
    /// # Errors
    /// The first step that went otherwise.
    pub async fn sign_in(&mut self, seen: usize) -> Result<Tokens, Trouble> {
        let form = leads(&self.get(&request()).await?)?;
        let page = self.get(&form).await?;
        expect(&page, &[200], "the form")?;
        let typed = self.sign_in_text(&form_of(&page)?);
        let at = location(&self.post(&form, &typed).await?, "ma-otp")?;
        let page = self.get(&at).await?;
        expect(&page, &[200], "the page for the code")?;
        let state = self.get(&at.replace("ma-otp", "tin-nhan")).await?;
        expect(&state, &[200], "the state of the message")?;
        let code = self.read_code(seen).await?;
        let back = leads(&self.post(&at, &code_text(&token(&page)?, &code)).await?)?;
        self.trade(&back).await
    }

    /// A client's request by whoever is signed in already, to the client's answer.
    ///
    /// # Errors
    /// The first step that went otherwise.
    pub async fn go_to_client(&mut self) -> Result<Tokens, Trouble> {
        self.trade(&request()).await
    }

    /// From the request of a person who is signed in: back to the client, the code traded, the
    /// claims read.
    async fn trade(&mut self, request: &str) -> Result<Tokens, Trouble> {
        let answered = self.get(request).await?;
        let code = value_of(answered.header("location"), "code")?;
        let tokens = self.tokens_for(&code).await?;
        let who = format!("authorization: Bearer {}\r\n", tokens.access);
        let who = self.call(("GET", "/oauth2/userinfo"), &who, "").await?;
        expect(&who, &[200], "userinfo")?;
        Ok(tokens)
    }

    async fn tokens_for(&mut self, code: &str) -> Result<Tokens, Trouble> {
        let proof = STANDARD.encode(format!("{CLIENT}:{}", SECRET));
        let proof = format!("authorization: Basic {proof}\r\n");
        let asked = fields(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
        ]);
        let reply = self.call(("POST", "/oauth2/token"), &proof, &asked).await?;
        expect(&reply, &[200], "the tokens")?;
        let all: serde_json::Value = serde_json::from_slice(&reply.body)
            .map_err(|error| Trouble::Wrong(format!("the tokens: {error}")))?;
        let text = |name: &str| all[name].as_str().unwrap_or_default().to_owned();
        Ok(Tokens { access: text("access_token"), id: text("id_token") })
    }
}

/// The client's request, as the browser is sent with it.
fn request() -> String {
    let asked = fields(&[
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", BACK),
        ("scope", "openid profile"),
        ("state", "s"),
        ("nonce", "n"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]);
    format!("/oauth2/authorize?{asked}")
}

/// Where an answer leads, on the same host.
fn leads(reply: &Reply) -> Result<String, Trouble> {
    expect(reply, &[303], "an answer that leads on")?;
    let at = reply.header("location");
    let path = at.strip_prefix("http://").and_then(|rest| rest.split_once('/'));
    Ok(path.map_or_else(|| at.to_owned(), |(_, path)| format!("/{path}")))
}

fn value_of(address: &str, name: &str) -> Result<String, Trouble> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let value = pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned());
    value.ok_or_else(|| Trouble::Wrong(format!("no {name} in {address}")))
}
