//! `Portal`: what every slice of the portal is given.

use crate::Settings;
use crate::kept::Kept;
use crate::watched::Watched;
use axum::extract::FromRef;
use credentials::limit::Buckets;
use ground::keys::{BlindIndex, FieldCipher, KeyRing};
use ground::{Chance, Clock, Fault};
use outside::openid::OpenIdClient;
use outside::report::ReportReader;
use std::sync::Arc;
use store::Store;
use web::cookie::NamedCookie;
use web::{Door, LeadsTo, MenuItem, Texts};

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
    /// Finds persons by what their provider calls them.
    pub identity_index: BlindIndex,
    /// Finds sessions by what their provider calls them.
    pub provider_session_index: BlindIndex,
    /// Names what is counted.
    pub buckets: Buckets,
    /// The cookie that names a session.
    pub session_cookie: NamedCookie,
    /// Whom people may sign in with.
    pub providers: Vec<OpenIdClient>,
    /// Pages that are the same for everybody, as they were drawn.
    pub kept: Kept,
    /// Reads how the account service's parties are; none where it is not connected.
    pub account_report: Option<ReportReader>,
    /// How the systems are that the portal is connected to.
    pub watched: Watched,
}

/// What the house is called in cookies and signatures.
const HOUSE: &str = "portal";

/// Where the account service says how the parties are that it speaks to.
pub(crate) const REPORT: &str = "/trang-thai.json";

impl Portal {
    /// Puts the portal together.
    ///
    /// # Errors
    /// Providers or connections whose settings cannot be.
    pub fn new(parts: Parts, texts: Texts, menu: &'static [MenuItem]) -> Result<Self, Fault> {
        let Parts { settings, store, ring, clock, chance } = parts;
        let mut house = settings.house.clone();
        if settings.providers.iter().any(|provider| provider.enabled) {
            house.sign_in_url.clone_from(&house.public_url);
        }
        let given = (clock.clone(), chance.clone());
        let (is_secure, public_url) = (house.is_secure(), house.public_url.clone());
        let mut door = Door::new(HOUSE, house, texts, &ring, given.clone());
        door.menu = menu;
        door.trusted_proxies.clone_from(&settings.trusted_proxies);
        let client = |provider: &outside::openid::Settings| {
            let back = format!("{public_url}/dang-nhap/{}/callback", provider.id);
            OpenIdClient::new(provider.clone(), back, given.clone())
        };
        let connections = &settings.connections;
        let reader = |url: &String| {
            let ca_file = connections.ca_file.as_deref();
            ReportReader::new(&format!("{url}{REPORT}"), connections.timeout, ca_file)
        };
        let account_url = Some(&connections.account_url).filter(|url| !url.is_empty());
        Ok(Self {
            account_report: account_url.map(reader).transpose()?,
            watched: Watched::new(settings.providers.len()),
            providers: settings.providers.iter().map(client).collect::<Result<_, _>>()?,
            door: Arc::new(door),
            cipher: FieldCipher::new(&ring)?,
            identity_index: BlindIndex::new(&ring, "portal person"),
            provider_session_index: BlindIndex::new(&ring, "portal provider session"),
            buckets: Buckets::new(&ring),
            session_cookie: NamedCookie::new(HOUSE, "session", is_secure),
            kept: Kept::default(),
            settings,
            store,
            clock,
            chance,
        })
    }

    /// The provider of this name, enabled or not.
    pub fn provider(&self, id: &str) -> Option<&OpenIdClient> {
        self.providers.iter().find(|provider| provider.settings.id == id)
    }

    /// The places a form that leads to a provider may lead to.
    pub fn leads_to<'a>(&self, to: impl IntoIterator<Item = &'a OpenIdClient>) -> LeadsTo {
        let all: Vec<String> = to.into_iter().flat_map(OpenIdClient::leads_to).collect();
        LeadsTo::origins_of(all.iter().map(String::as_str))
    }
}

/// The portal as handlers get it.
#[derive(Clone)]
pub struct Shared(pub Arc<Portal>);

impl std::ops::Deref for Shared {
    type Target = Portal;

    fn deref(&self) -> &Portal {
        &self.0
    }
}

impl FromRef<Shared> for Arc<Door> {
    fn from_ref(portal: &Shared) -> Self {
        Self::clone(&portal.door)
    }
}
