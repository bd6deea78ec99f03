//! `Account`: what every slice of the account service is given.

use crate::Settings;
use crate::client::Clients;
use crate::easel::Easel;
use crate::pressure::Watch;
use axum::extract::FromRef;
use credentials::challenge::Challenge;
use credentials::limit::Buckets;
use credentials::one_time_code::CodeKey;
use credentials::password::Hasher;
use ground::fault::Doing;
use ground::keys::{BlindIndex, FieldCipher, KeyRing, Signer};
use ground::{Chance, Clock, Fault};
use outside::OperatorClient;
use outside::condition::Board;
use std::sync::Arc;
use store::Store;
use tokio::sync::Semaphore;
use web::cookie::NamedCookie;
use web::{Door, Texts};

/// The parts a program hands to the account service.
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

/// The account service.
pub struct Account {
    /// What is set.
    pub settings: Settings,
    /// Where it keeps what it knows.
    pub store: Store,
    /// Where moments come from.
    pub clock: Clock,
    /// Where chance comes from.
    pub chance: Chance,
    /// Its door.
    pub door: Arc<Door>,
    /// Seals personal fields.
    pub cipher: FieldCipher,
    /// Finds identity numbers.
    pub identity_index: BlindIndex,
    /// Finds telephone numbers.
    pub phone_index: BlindIndex,
    /// Finds a person by name, birth date and number together.
    pub person_index: BlindIndex,
    /// Signs the links of letters.
    pub links: Signer,
    /// Challenges.
    pub challenge: Challenge,
    /// Derives one-time codes.
    pub code_key: CodeKey,
    /// Hashes passwords.
    pub hasher: Hasher,
    /// Counts.
    pub buckets: Buckets,
    /// Asks the operator.
    pub operator: OperatorClient,
    /// How busy the forms are.
    pub watch: Watch,
    /// Who may wait for what the first press of a button led to; nobody else waits.
    pub second_presses: Semaphore,
    /// Where pictures of challenges are drawn.
    pub easel: Easel,
    /// The cookie that names a session.
    pub session_cookie: NamedCookie,
    /// The cookie that names a browser for as long as it is known.
    pub device_cookie: NamedCookie,
    /// How the parties outside are.
    pub parties: Board,
    /// The systems that people sign in to.
    pub clients: Clients,
}

/// What this house is called in cookies and signatures.
const HOUSE: &str = "account";

/// How many second presses wait at once: each asks the database again and again.
const SECOND_PRESSES: usize = 64;

impl Account {
    /// Puts the service together.
    ///
    /// # Errors
    /// Settings that cannot be.
    pub fn new(parts: Parts, texts: Texts) -> Result<Self, Fault> {
        let Parts { settings, store, ring, clock, chance } = parts;
        let mut door =
            Door::new(HOUSE, settings.house.clone(), texts, &ring, (clock.clone(), chance.clone()));
        door.trusted_proxies.clone_from(&settings.trusted_proxies);
        Ok(Self {
            door: Arc::new(door),
            cipher: FieldCipher::new(&ring)?,
            identity_index: BlindIndex::new(&ring, "identity number"),
            phone_index: BlindIndex::new(&ring, "phone number"),
            person_index: BlindIndex::new(&ring, "person"),
            links: Signer::new(&ring, "link"),
            challenge: Challenge::new(&ring, settings.challenge.clone())?,
            code_key: CodeKey::new(&ring),
            hasher: Hasher::new(&settings.password, &ring).doing("reading password settings")?,
            buckets: Buckets::new(&ring),
            operator: OperatorClient::new(&settings.operator)?,
            watch: Watch::default(),
            second_presses: Semaphore::new(SECOND_PRESSES),
            easel: Easel::new(settings.limits.pictures_per_address),
            session_cookie: NamedCookie::new(HOUSE, "session", settings.house.is_secure()),
            device_cookie: NamedCookie::new(HOUSE, "device", settings.house.is_secure()),
            parties: Board::default(),
            clients: Clients::read(&settings.clients, settings.house.is_secure())?,
            settings,
            store,
            clock,
            chance,
        })
    }
}

/// The service as handlers get it.
#[derive(Clone)]
pub struct Shared(pub Arc<Account>);

impl std::ops::Deref for Shared {
    type Target = Account;

    fn deref(&self) -> &Account {
        &self.0
    }
}

impl FromRef<Shared> for Arc<Door> {
    fn from_ref(shared: &Shared) -> Self {
        Self::clone(&shared.0.door)
    }
}
