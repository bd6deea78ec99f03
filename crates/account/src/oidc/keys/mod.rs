//! The keys that sign our tokens: in the database, sealed, one for each algorithm at a time.
//!
//! A new key is published a day before it signs, so that clients that keep the set for a while know
//! it in time; an old one stays published until nothing it signed can be valid any more.

mod records;

pub(super) use records::tend;

use crate::account::Account;
use crate::citizen::CitizenId;
use crate::session::SessionId;
use aws_lc_rs::hmac;
use ground::jose::{Algorithm, SigningKey, VerifyingKey, base64url};
use ground::{Fault, Moment, Span};
use serde_json::{Value, json};
use std::sync::{Arc, PoisonError, RwLock};

/// What we sign with.
pub(super) const ALGORITHMS: [Algorithm; 2] = [Algorithm::Es256, Algorithm::Rs256];

/// How long a node believes what it read: much shorter than a key is published ahead.
const READ_AGAIN_AFTER: Span = Span::from_seconds(60);

/// One of our keys.
pub(super) struct Key {
    /// Its private half.
    pub(super) signing: SigningKey,
    /// Its public half.
    pub(super) public: VerifyingKey,
    signs_from: Moment,
    signs_until: Moment,
}

impl Key {
    fn signs_at(&self, now: Moment) -> bool {
        self.signs_from <= now && now < self.signs_until
    }
}

/// The keys that are published now.
pub(super) struct KeySet {
    keys: Vec<Key>,
    pairwise: Option<hmac::Key>,
    read_at: Moment,
    /// As `/oauth2/jwks` shows them.
    pub(super) published: Value,
}

impl KeySet {
    /// The public halves.
    pub(super) fn public(&self) -> impl Iterator<Item = &VerifyingKey> {
        self.keys.iter().map(|key| &key.public)
    }

    /// The key that signs now; the youngest where none does, because the one was over, or the
    /// other made, between the beginning of a request and its answer.
    pub(super) fn signer(&self, algorithm: Algorithm, now: Moment) -> Option<&SigningKey> {
        let ours = self.of(algorithm).filter(|key| key.signs_at(now));
        let signs = ours.max_by_key(|key| key.signs_from);
        let signs = signs.or_else(|| self.of(algorithm).max_by_key(|key| key.signs_from));
        signs.map(|key| &key.signing)
    }

    fn of(&self, algorithm: Algorithm) -> impl Iterator<Item = &Key> {
        self.keys.iter().filter(move |key| key.signing.algorithm() == algorithm)
    }

    /// The name that the clients of a sector know a citizen by (OpenID Connect Core, 8.1): two
    /// sectors cannot find out that they speak of the same person.
    pub(super) fn subject(&self, sector: &str, citizen: CitizenId) -> String {
        self.named(&["subject", sector, &citizen.to_string()])
    }

    /// The name that a client knows a session by.
    pub(super) fn session(&self, client: &str, session: SessionId) -> String {
        self.named(&["session", client, &session.to_string()])
    }

    fn named(&self, words: &[&str]) -> String {
        // A set that serves has the key.
        let key = self.pairwise.as_ref();
        key.map(|key| base64url(hmac::sign(key, words.join("\n").as_bytes()))).unwrap_or_default()
    }

    fn serves(&self, now: Moment) -> bool {
        let is_fresh = now.since(self.read_at) < READ_AGAIN_AFTER && self.read_at <= now;
        is_fresh
            && self.pairwise.is_some()
            && ALGORITHMS
                .into_iter()
                .all(|algorithm| self.of(algorithm).any(|key| key.signs_at(now)))
    }
}

/// What a node remembers of the keys.
#[derive(Default)]
pub(super) struct Keys {
    held: RwLock<Option<Arc<KeySet>>>,
    reading: tokio::sync::Mutex<()>,
}

impl Keys {
    /// The keys as they are now. Where one is missing, as on the first start, it is made.
    pub(super) async fn now(&self, account: &Account) -> Result<Arc<KeySet>, Fault> {
        let now = account.clock.now();
        if let Some(set) = self.held(now) {
            return Ok(set);
        }
        let _turn = self.reading.lock().await;
        if let Some(set) = self.held(now) {
            return Ok(set);
        }
        let mut set = read(account, now).await?;
        if !set.serves(now) {
            tend(account, now).await?;
            set = read(account, now).await?;
        }
        let set = Arc::new(set);
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&set));
        Ok(set)
    }

    fn held(&self, now: Moment) -> Option<Arc<KeySet>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.clone().filter(|set| set.serves(now))
    }
}

async fn read(account: &Account, now: Moment) -> Result<KeySet, Fault> {
    let keys = records::published(account, now).await?;
    let jwks: Vec<&Value> = keys.iter().map(|key| key.signing.public_jwk()).collect();
    let published = json!({ "keys": jwks });
    let pairwise = records::pairwise(account).await?;
    let pairwise = pairwise.map(|key| hmac::Key::new(hmac::HMAC_SHA256, &key));
    Ok(KeySet { keys, pairwise, read_at: now, published })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(signs_from: i64, signs_until: i64) -> Key {
        let pkcs8 = SigningKey::generate(Algorithm::Es256).unwrap();
        let signing = SigningKey::from_pkcs8(Algorithm::Es256, &pkcs8).unwrap();
        let public = VerifyingKey::from_jwk(signing.public_jwk()).unwrap();
        let [signs_from, signs_until] = [signs_from, signs_until].map(Moment::from_unix_ms);
        Key { signing, public, signs_from, signs_until }
    }

    #[test]
    fn a_request_that_meets_the_change_of_keys_is_answered_with_the_younger() {
        let keys = vec![key(0, 100), key(120, 200)];
        let kids: Vec<_> = keys.iter().map(|key| key.public.kid().unwrap().to_owned()).collect();
        let read_at = Moment::from_unix_ms(0);
        let set = KeySet { keys, pairwise: None, read_at, published: Value::Null };
        for (now, signs) in [(50, 0), (110, 1), (150, 1), (210, 1)] {
            let signer = set.signer(Algorithm::Es256, Moment::from_unix_ms(now)).unwrap();
            assert_eq!(signer.public_jwk()["kid"], kids[signs].as_str(), "at {now}");
        }
        assert!(set.signer(Algorithm::Rs256, read_at).is_none());
    }
}
