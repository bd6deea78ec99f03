//! Opening the two houses: database, migrations, keys, pages.

use crate::config::Config;
use crate::{Refusal, given};
use account::Account;
use ground::keys::KeyRing;
use portal::Portal;
use portal::search::Current;
use std::sync::Arc;
use store::Store;

/// The keys of a deployment. Without them nothing begins.
pub(crate) fn ring(config: &Config) -> Result<KeyRing, Refusal> {
    let file = &config.keys.file;
    let ring = KeyRing::load(file).map_err(|error| {
        Refusal(format!(
            "keys.file: {error}; a key file is needed and never made here, since data sealed under \
             a lost one cannot be read: \"motcua\" without a command makes one for the \
             demonstration, which shows its form"
        ))
    })?;
    if ring.is_guessable() {
        return Err(Refusal(format!(
            "keys.file: the key file {}: a key is the same byte 32 times, which anybody could \
             guess; base64 of 32 bytes of chance would be right",
            file.display()
        )));
    }
    Ok(ring)
}

/// Opens a database and says which setting names it where it does not open.
pub(crate) async fn open(key: &str, settings: &store::Settings) -> Result<Store, Refusal> {
    Store::open(settings).await.map_err(|error| {
        let place = settings.place();
        Refusal(format!(
            "{key}.database.url: \"{place}\": {error}; a database that runs and lets us in would \
             be right, for example \"sqlite:var/{key}.db\""
        ))
    })
}

/// Opens the account service and brings its database up to date.
pub(crate) async fn account(config: &Config, ring: &KeyRing) -> Result<Arc<Account>, Refusal> {
    let store = open("account", &config.account.database).await?;
    store.migrate::<account::Migrator>().await?;
    let account = assemble_account(config, ring, store)?;
    account::added_client::read(&account).await?;
    Ok(account)
}

/// Puts the account service together over a database, whatever that holds.
pub(crate) fn assemble_account(
    config: &Config,
    ring: &KeyRing,
    store: Store,
) -> Result<Arc<Account>, Refusal> {
    let parts = account::Parts {
        settings: config.account.clone(),
        store,
        ring: ring.clone(),
        clock: given::clock(),
        chance: given::chance(),
    };
    account::open(parts).map_err(|fault| Refusal(format!("account: {fault}")))
}

/// Opens the portal and brings its database up to date.
pub(crate) async fn portal(config: &Config, ring: &KeyRing) -> Result<Arc<Portal>, Refusal> {
    let store = open("portal", &config.portal.database).await?;
    store.migrate::<portal::Migrator>().await?;
    assemble_portal(config, ring, store)
}

/// Opens the portal for a command that changes what it knows, over a database that is up to date.
pub(crate) async fn portal_as_it_is(config: &Config) -> Result<Arc<Portal>, Refusal> {
    let ring = ring(config)?;
    let store = open("portal", &config.portal.database).await?;
    if store.is_behind::<portal::Migrator>().await? {
        return Err(Refusal(
            "portal.database: its migrations wait; run motcua migrate first".into(),
        ));
    }
    assemble_portal(config, &ring, store)
}

/// The portal's search, with the catalogue as it is now.
pub(crate) async fn search(portal: &Portal) -> Result<Arc<Current>, Refusal> {
    let current = Current::new(&portal.settings.search).map_err(|fault| {
        let file = portal.settings.search.vocabulary.display();
        Refusal(format!("portal.search.vocabulary: \"{file}\": {fault}"))
    })?;
    current.renew(portal).await?;
    Ok(Arc::new(current))
}

/// Puts the portal together over a database, whatever that holds.
pub(crate) fn assemble_portal(
    config: &Config,
    ring: &KeyRing,
    store: Store,
) -> Result<Arc<Portal>, Refusal> {
    let parts = portal::Parts {
        settings: config.portal.clone(),
        store,
        ring: ring.clone(),
        clock: given::clock(),
        chance: given::chance(),
    };
    portal::open(parts).map_err(|fault| Refusal(format!("portal: {fault}")))
}
