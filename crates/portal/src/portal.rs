//! `Portal`: what every slice of the portal is given.

use crate::Settings;
use ground::keys::KeyRing;
use ground::{Chance, Clock};
use std::sync::Arc;
use store::Store;
use web::{Door, Texts};

/// The parts a program hands to the portal.
pub struct Parts {
    /// Its settings.
    pub settings: Settings,
    /// Its database, migrated.
    pub store: Store,
    /// Its keys.
    pub ring: KeyRing,
    /// Where moments come from.
    pub clock: Clock,
    /// Where chance comes from.
    pub chance: Chance,
}

/// The portal.
pub struct Portal {
    /// Where it keeps what it knows.
    pub store: Store,
    /// Its door.
    pub door: Arc<Door>,
}

impl Portal {
    /// Puts the portal together.
    pub fn new(parts: Parts, texts: Texts) -> Self {
        let Parts { settings, store, ring, clock, chance } = parts;
        let mut door = Door::new("portal", settings.house, texts, &ring, (clock, chance));
        door.trusted_proxies = settings.trusted_proxies;
        Self { store, door: Arc::new(door) }
    }
}
