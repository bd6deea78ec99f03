//! A citizen, their browser, and clients that call our doors as programs do.

use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{self, Assurance, CitizenId, NewAccount, Person, Verifier};
use crate::session::{self, Evidence, Factor};
use crate::settings::openid::{
    ClaimShape, Client, ConsentRule, GrantKind, IdTokenAlgorithm, Profile,
};
use crate::testing::World;
use crate::{Account, Settings};
use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use civic::{BirthDate, EmailAddress, IdentityNumber, PersonName, PhoneNumber};
use ground::Secret;
use ground::jose::{Algorithm, SigningKey};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Store, in_transaction};
use web::Arrival;
use web::testing::{Browser, Seen};

use ground::jose::{base64url, from_base64url};

pub(crate) const SECRET: &str = "a secret of 256 bits would be right: it is";
pub(crate) const BACK: &str = "http://localhost:8080/dang-nhap/national/callback";
pub(crate) const AFTER: &str = "http://localhost:8080/vi";
pub(crate) const ISSUER: &str = "http://localhost:8081";

/// RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A world with clients, one citizen, and a way to sign in that needs no login.
pub(crate) struct Party {
    pub(crate) world: World,
    pub(crate) citizen: CitizenId,
    /// The key of the client `bank`.
    pub(crate) bank: SigningKey,
    router: Router,
}

fn client(id: &str) -> Client {
    Client {
        id: id.into(),
        name_vi: format!("Hệ thống {id}"),
        name_en: format!("The {id} system"),
        secret: Some(Secret::new(SECRET)),
        redirect_uris: vec![BACK.into()],
        post_logout_redirect_uris: vec![AFTER.into()],
        scopes: ["openid", "profile", "email", "phone", "identity", "offline_access"]
            .map(Into::into)
            .to_vec(),
        consent: ConsentRule::Implied,
        ..Client::default()
    }
}

fn clients(bank: &SigningKey) -> Vec<Client> {
    use GrantKind::{AuthorizationCode, ClientCredentials, RefreshToken};
    let portal = Client {
        grants: vec![AuthorizationCode, RefreshToken],
        sector: Some("quangngai".into()),
        ..client("portal")
    };
    let sister = Client { sector: Some("quangngai".into()), ..client("sister") };
    let partner = Client {
        consent: ConsentRule::Asked,
        pkce: false,
        id_token_algorithm: IdTokenAlgorithm::Rs256,
        ..client("partner")
    };
    let province = Client { claims: ClaimShape::National, pkce: false, ..client("province") };
    let machine = Client {
        grants: vec![ClientCredentials],
        scopes: vec!["openid".into(), "dossiers.read".into()],
        ..client("machine")
    };
    let bank = Client {
        secret: None,
        jwks: Some(json!({ "keys": [bank.public_jwk()] }).to_string()),
        profile: Profile::Fapi2,
        grants: vec![AuthorizationCode, RefreshToken, ClientCredentials],
        ..client("bank")
    };
    vec![portal, sister, partner, province, machine, bank]
}

impl Party {
    pub(crate) async fn on(store: Store) -> Self {
        Self::with(store, |_| {}).await
    }

    pub(crate) async fn with(store: Store, change: impl FnOnce(&mut Settings)) -> Self {
        let pkcs8 = SigningKey::generate(Algorithm::Es256).unwrap();
        let bank = SigningKey::from_pkcs8(Algorithm::Es256, &pkcs8).unwrap();
        let world = World::with(store, |settings| {
            settings.clients = clients(&bank);
            settings.openid.public_only = false;
            change(settings);
        })
        .await;
        let citizen = binh(&world).await;
        let router = crate::routes(&world.account).merge(sign_in(&world.account, citizen));
        Self { world, citizen, bank, router }
    }

    /// A browser in which nobody is signed in.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone(), &self.world.account.settings.house)
    }

    /// Signs the citizen in: by password and code, or by password alone.
    pub(crate) async fn signs_in(&self, browser: &mut Browser, how: &str) {
        browser.get(&format!("/story/{how}")).await.answers(200);
    }

    /// A browser in which the citizen is signed in.
    pub(crate) async fn signed_in(&self) -> Browser {
        let mut browser = self.browser();
        self.signs_in(&mut browser, "both").await;
        browser
    }

    /// Sends a browser to the authorization endpoint; nothing is followed.
    pub(crate) async fn asks(&self, browser: &Browser, asking: &Fields) -> Seen {
        let path = format!("/oauth2/authorize?{}", asking.encoded());
        browser.exchange(browser.draft(&Method::GET, &path, "")).await
    }

    /// A code for a client, from a browser in which the citizen is signed in.
    pub(crate) async fn code(&self, asking: &Fields) -> String {
        let seen = self.asks(&self.signed_in().await, asking).await;
        led(&seen)
            .1
            .remove("code")
            .unwrap_or_else(|| panic!("no code: {}", seen.header("location")))
    }

    /// A program calls one of our doors.
    pub(crate) async fn calls(
        &self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        fields: &Fields,
    ) -> Seen {
        let mut request = Request::builder().method(&method).uri(path);
        request = request.header(header::HOST, "localhost:8081");
        if method == Method::POST {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.browser().exchange(request.body(Body::from(fields.encoded())).unwrap()).await
    }

    pub(crate) async fn posts(&self, path: &str, fields: &Fields) -> Seen {
        self.calls(Method::POST, path, &[], fields).await
    }

    /// Trades a code, as the client that it belongs to would.
    pub(crate) async fn trades(&self, client: &str, code: &str) -> Seen {
        self.posts("/oauth2/token", &trading(client, code)).await
    }

    /// Tokens for a client.
    pub(crate) async fn tokens(&self, asking: &Fields) -> Value {
        let code = self.code(asking).await;
        let seen = self.trades(asking.get("client_id"), &code).await;
        json_of(seen.answers(200))
    }

    pub(crate) async fn userinfo(&self, token: &str) -> Seen {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str())];
        self.calls(Method::GET, "/oauth2/userinfo", &headers, &Fields::default()).await
    }
}

/// A citizen with an account.
async fn binh(world: &World) -> CitizenId {
    let (account, now) = (&world.account, world.now());
    let id = CitizenId::new(now, &account.chance);
    let person = Person {
        identity: IdentityNumber::parse("051088001234", false).unwrap(),
        name: PersonName::parse("Nguyễn Văn Bình").unwrap(),
        birth: BirthDate::from_iso("1988-03-15").unwrap(),
        phone: PhoneNumber::parse("0828000088").unwrap(),
        email: Some(EmailAddress::parse("binh@example.vn").unwrap()),
    };
    let codes = RecoveryCode::draw_set(&account.chance);
    let assurance = Assurance { level: 2, verifier: Verifier::MobileOperator, at: now };
    let new =
        NewAccount { person: &person, assurance, password_hash: "-", recovery_codes: &codes, id };
    in_transaction!(account.store, |tx| citizen::open_account(tx, account, &new, now).await)
        .unwrap();
    id
}

/// Pages of the story: whoever opens one is signed in.
fn sign_in(account: &Arc<Account>, citizen: CitizenId) -> Router {
    let page = |factors: &'static [Factor]| {
        let account = Arc::clone(account);
        get(move |request: Request<Body>| async move {
            let (parts, _) = request.into_parts();
            let arrival = Arrival::read(Arc::clone(&account.door), &parts);
            let now = arrival.now;
            let evidence = factors.iter().fold(Evidence::default(), |all, one| all.with(*one, now));
            let begun = in_transaction!(account.store, |tx| {
                session::begin(tx, &account, citizen, evidence.clone(), &arrival, now).await
            });
            begun.unwrap().told_to(StatusCode::OK.into_response())
        })
    };
    Router::new()
        .route("/story/both", page(&[Factor::Password, Factor::SmsCode]))
        .route("/story/password", page(&[Factor::Password]))
}

/// The fields of a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(crate) fn of(all: &[(&str, &str)]) -> Self {
        Self(all.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.also(name, value)
    }

    /// One more field, even if it stands there already.
    pub(crate) fn also(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}

/// A request that nothing is wrong with.
pub(crate) fn asking(client: &str) -> Fields {
    Fields::of(&[
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", BACK),
        ("scope", "openid profile"),
        ("state", "af0ifjsldkj"),
        ("nonce", "n-0S6_WzA2Mj"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ])
}

/// A trade that nothing is wrong with.
pub(crate) fn trading(client: &str, code: &str) -> Fields {
    Fields::of(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
        ("client_id", client),
        ("client_secret", SECRET),
    ])
}

/// Where an answer leads, and what it brings there.
#[track_caller]
pub(crate) fn led(seen: &Seen) -> (String, BTreeMap<String, String>) {
    seen.answers(303);
    let location = seen.header("location");
    let (address, query) = location.split_once('?').unwrap_or((location, ""));
    (address.to_owned(), form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

/// The error that a client is told through the browser.
#[track_caller]
pub(crate) fn error_of(seen: &Seen) -> String {
    let (address, all) = led(seen);
    assert_eq!(address, BACK);
    assert_eq!(all.get("iss").map(String::as_str), Some(ISSUER), "RFC 9207, 2");
    all.get("error").cloned().unwrap_or_else(|| panic!("no error in {all:?}"))
}

#[track_caller]
pub(crate) fn json_of(seen: &Seen) -> Value {
    assert_eq!(seen.header("content-type"), "application/json", "{}", seen.body());
    serde_json::from_str(seen.body()).unwrap()
}

/// The error that a program is told, after its status.
#[track_caller]
pub(crate) fn refused(seen: &Seen, status: u16, error: &str) {
    seen.answers(status);
    assert_eq!(json_of(seen)["error"], error, "{}", seen.body());
    assert_eq!(seen.header("cache-control"), "no-store", "RFC 6749, 5.2");
}

/// The claims of a token, unverified.
pub(crate) fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&from_base64url(part).unwrap()).unwrap()
}

pub(crate) fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

/// A key that a client proves with DPoP.
pub(crate) struct ProofKey(EcdsaKeyPair);

impl ProofKey {
    pub(crate) fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    /// A proof for one request.
    pub(crate) fn proves(&self, claims: &Value) -> String {
        let point = self.0.public_key().as_ref();
        let (x, y) = (base64url(&point[1..33]), base64url(&point[33..]));
        let jwk = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y });
        let header = json!({ "alg": "ES256", "typ": "dpop+jwt", "jwk": jwk });
        let message =
            format!("{}.{}", base64url(header.to_string()), base64url(claims.to_string()));
        let signature = self.0.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
        format!("{message}.{}", base64url(signature))
    }
}

pub(crate) fn left_half(token: &str) -> String {
    base64url(&digest::digest(&digest::SHA256, token.as_bytes()).as_ref()[..16])
}
