//! Clients: the systems that people sign in to with an account of ours, as the configuration names
//! them, or as they were added by command. Secrets are kept as digests.

mod check;

use crate::settings::openid::{self, ClaimShape, ConsentRule, GrantKind, Profile};
use aws_lc_rs::{constant_time, digest};
use ground::Fault;
use ground::jose::{Algorithm, VerifyingKey};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};
use web::{Language, LeadsTo};

type ById = BTreeMap<String, Arc<Client>>;

/// Every client, by its id: those of the configuration, and those of the table as they were read last.
#[derive(Debug, Clone, Default)]
pub struct Clients {
    configured: Arc<ById>,
    kept: Arc<RwLock<ById>>,
}

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
        Ok(Self { configured: Arc::new(all), kept: Arc::default() })
    }

    /// The client of this id.
    pub fn find(&self, id: &str) -> Option<Arc<Client>> {
        if let Some(client) = self.configured.get(id) {
            return Some(Arc::clone(client));
        }
        self.kept.read().unwrap_or_else(PoisonError::into_inner).get(id).map(Arc::clone)
    }

    /// The ids of the configuration.
    pub fn configured(&self) -> impl Iterator<Item = &str> {
        self.configured.keys().map(String::as_str)
    }

    /// Whether the configuration names one.
    pub fn is_configured(&self, id: &str) -> bool {
        self.configured.contains_key(id)
    }

    /// These are the clients of the table now.
    pub fn take_in(&self, all: Vec<Arc<Client>>) {
        let all = all.into_iter().map(|client| (client.id.clone(), client)).collect();
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = all;
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
    /// By a secret, of which a digest is kept; while it is rotated, by the old one, too.
    Secrets(Vec<[u8; 32]>),
    /// By its keys.
    Keys(Vec<VerifyingKey>),
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Secrets(_) => out.write_str("Secrets(…)"),
            Self::Keys(keys) => write!(out, "Keys({})", keys.len()),
        }
    }
}

impl Client {
    /// A client that was added by command, whose secrets stand beside its settings.
    ///
    /// # Errors
    /// Why it cannot be, and what would be right.
    pub fn added(
        settings: &openid::Client,
        is_secure: bool,
        secrets: Vec<[u8; 32]>,
    ) -> Result<Self, String> {
        check::added(settings, is_secure, secrets)
    }

    /// Its name for people.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.name_vi,
            Language::En => &self.name_en,
        }
    }

    /// Whether this is a secret of it; takes the same time for every wrong one.
    pub fn has_secret(&self, secret: &str) -> bool {
        let Proof::Secrets(kept) = &self.proof else { return false };
        let shown = secret_digest(secret);
        let is_it = |one: &[u8; 32]| constant_time::verify_slices_are_equal(one, &shown).is_ok();
        kept.iter().map(is_it).fold(false, |any, one| any | one)
    }

    /// Its public keys; none where it has a secret.
    pub fn keys(&self) -> &[VerifyingKey] {
        match &self.proof {
            Proof::Secrets(_) => &[],
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

/// What is kept of a secret.
pub fn secret_digest(secret: &str) -> [u8; 32] {
    let mut kept = [0; 32];
    kept.copy_from_slice(digest::digest(&digest::SHA256, secret.as_bytes()).as_ref());
    kept
}

#[cfg(test)]
mod tests;
