//! The door of one house: what every page of it needs to be drawn and every form to be believed.

use crate::cookie::{Visit, VisitCookie};
use crate::stencil::Stencil;
use crate::{House, Language, MenuItem, Texts};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ground::keys::{KeyRing, Signer};
use ground::{Chance, Clock};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};

/// What one house needs at its door.
pub struct Door {
    /// How it presents itself.
    pub house: House,
    /// What it says.
    pub texts: Texts,
    /// Where moments come from.
    pub clock: Clock,
    /// Where chance comes from.
    pub chance: Chance,
    /// The visit cookie.
    pub cookie: VisitCookie,
    /// What its menu offers; nothing for none.
    pub menu: &'static [MenuItem],
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    signer: Signer,
    stencils: RwLock<HashMap<(&'static str, Language), Arc<Stencil>>>,
}

impl Door {
    /// The door of the house that is called `key` in cookies and signatures.
    pub fn new(
        key: &str,
        house: House,
        texts: Texts,
        ring: &KeyRing,
        (clock, chance): (Clock, Chance),
    ) -> Self {
        let cookie = VisitCookie::new(key, house.is_secure());
        let signer = Signer::new(ring, &format!("form of {key}"));
        Self {
            house,
            texts,
            clock,
            chance,
            cookie,
            trusted_proxies: Vec::new(),
            menu: &[],
            signer,
            stencils: RwLock::default(),
        }
    }

    /// A token that proves a form was drawn for this visit. It differs each time, so that
    /// compressed pages do not give it away (BREACH).
    pub fn token(&self, visit: &Visit) -> String {
        let salt: [u8; 12] = self.chance.bytes();
        let tag = self.signer.sign(&[salt.as_slice(), visit.as_bytes()].concat());
        URL_SAFE_NO_PAD.encode([salt.as_slice(), &tag].concat())
    }

    /// The stencil of a page in a language; cut when it is first asked for.
    ///
    /// # Errors
    /// What went wrong when it was drawn.
    pub(crate) fn stencil<E>(
        &self,
        page: (&'static str, Language),
        cut: impl FnOnce() -> Result<Stencil, E>,
    ) -> Result<Arc<Stencil>, E> {
        let kept = self.stencils.read().unwrap_or_else(PoisonError::into_inner).get(&page).cloned();
        if let Some(stencil) = kept {
            return Ok(stencil);
        }
        let stencil = Arc::new(cut()?);
        let mut all = self.stencils.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(all.entry(page).or_insert(stencil)))
    }

    /// Whether a token was made for this visit.
    pub fn believes(&self, visit: &Visit, token: &str) -> bool {
        let Ok(token) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let Some((salt, tag)) = token.split_at_checked(12) else { return false };
        self.signer.verify(&[salt, visit.as_bytes()].concat(), tag)
    }
}
