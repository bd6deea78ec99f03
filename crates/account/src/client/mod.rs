//! Clients: the systems that people sign in to with an account of ours, as the configuration names
//! them. They are checked when the program starts; secrets are kept as digests from then on.

mod check;

use crate::settings::openid::{self, ClaimShape, ConsentRule, GrantKind, Profile};
use aws_lc_rs::{constant_time, digest};
use ground::Fault;
use ground::jose::{Algorithm, VerifyingKey};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use web::{Language, LeadsTo};

/// Every client, by its id.
#[derive(Debug, Clone, Default)]
pub struct Clients(Arc<BTreeMap<String, Arc<Client>>>);

impl Clients {
    /// Checks the clients of the configuration.
    ///
    /// # Errors
    /// A client that cannot be; the fault names it and says what would be right.
    pub fn read(settings: &[openid::Client], is_secure: bool) -> Result<Self, Fault> {
        const READING: &str = "reading the clients";
        let mut all = BTreeMap::new();
        for one in settings {
            let client = check::client(one, is_secure).map_err(|why| {
                Fault::new(READING, format!("account.clients \"{}\": {why}", one.id))
            })?;
            if all.insert(one.id.clone(), Arc::new(client)).is_some() {
                let why = format!("account.clients \"{}\" stands twice", one.id);
                return Err(Fault::new(READING, why));
            }
        }
        Ok(Self(Arc::new(all)))
    }

    /// The client of this id.
    pub fn find(&self, id: &str) -> Option<&Arc<Client>> {
        self.0.get(id)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Client>> {
        self.0.values()
    }
}

/// One client.
#[derive(Debug)]
pub struct Client {
    /// Its name in the protocol.
    pub id: String,
    name_vi: String,
    name_en: String,
    proof: Proof,
    redirect_uris: Vec<String>,
    post_logout_redirect_uris: Vec<String>,
    /// Where it is told that a session ended.
    pub backchannel_logout_uri: Option<String>,
    profile: Profile,
    scopes: BTreeSet<String>,
    grants: Vec<GrantKind>,
    /// How its claims are named.
    pub claims: ClaimShape,
    /// Clients of one sector know a person by the same name.
    pub sector: String,
    consent: ConsentRule,
    demands_pkce: bool,
    /// What its ID tokens are signed with.
    pub id_token_algorithm: Algorithm,
}

/// How a client proves who it is.
enum Proof {
    /// By a secret, of which a digest is kept.
    Secret([u8; 32]),
    /// By its keys.
    Keys(Vec<VerifyingKey>),
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Secret(_) => out.write_str("Secret(…)"),
            Self::Keys(keys) => write!(out, "Keys({})", keys.len()),
        }
    }
}

impl Client {
    /// Its name for people.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.name_vi,
            Language::En => &self.name_en,
        }
    }

    /// Whether this is its secret; takes the same time for every wrong one.
    pub fn has_secret(&self, secret: &str) -> bool {
        let Proof::Secret(kept) = &self.proof else { return false };
        constant_time::verify_slices_are_equal(kept, &secret_digest(secret)).is_ok()
    }

    /// Its public keys; none where it has a secret.
    pub fn keys(&self) -> &[VerifyingKey] {
        match &self.proof {
            Proof::Secret(_) => &[],
            Proof::Keys(keys) => keys,
        }
    }

    /// Whether people may be led back here: equal byte by byte, no pattern, no exception.
    pub fn redirects_to(&self, uri: &str) -> bool {
        self.redirect_uris.iter().any(|known| known == uri)
    }

    /// Whether people may be led here after signing out.
    pub fn leads_on_to(&self, uri: &str) -> bool {
        self.post_logout_redirect_uris.iter().any(|known| known == uri)
    }

    /// Whether it may use a way to a token.
    pub fn may(&self, grant: GrantKind) -> bool {
        self.grants.contains(&grant)
    }

    /// What it may have of the scopes it asks for, in the order asked, each once. What it may not
    /// have is passed over (OpenID Connect Core, 3.1.2.1).
    pub fn allowed(&self, asked: &str) -> Vec<String> {
        let mut allowed: Vec<String> = Vec::new();
        for scope in asked.split(' ').filter(|scope| self.scopes.contains(*scope)) {
            if !allowed.iter().any(|known| known == scope) {
                allowed.push(scope.to_owned());
            }
        }
        allowed
    }

    /// Every scope it may have.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scopes.iter().map(String::as_str)
    }

    /// Whether people are asked before it learns about them.
    pub fn asks_consent(&self) -> bool {
        self.consent == ConsentRule::Asked
    }

    /// Whether its requests must carry a PKCE challenge.
    pub fn demands_pkce(&self) -> bool {
        self.demands_pkce || self.is_fapi()
    }

    /// Whether it keeps to the FAPI 2.0 Security Profile: its requests are pushed, its tokens are
    /// bound to a key of its own.
    pub fn is_fapi(&self) -> bool {
        self.profile == Profile::Fapi2
    }

    /// Where forms of ours may lead on to for it.
    pub fn leads_to(&self) -> LeadsTo {
        let all = self.redirect_uris.iter().chain(&self.post_logout_redirect_uris);
        LeadsTo::origins_of(all.map(String::as_str))
    }
}

fn secret_digest(secret: &str) -> [u8; 32] {
    let mut kept = [0; 32];
    kept.copy_from_slice(digest::digest(&digest::SHA256, secret.as_bytes()).as_ref());
    kept
}

#[cfg(test)]
mod tests;
