//! A portal and a provider that stand beside each other for one story.

use crate::{Migrator, Parts, Portal, Settings};
use axum::Router;
use ground::keys::KeyRing;
use ground::{Chance, Clock, Moment, Secret, Span};
use outside::openid;
use sandbox::Sandbox;
use sandbox::faults::{FaultChange, OpenIdFault};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Store, testing};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use web::House;
use web::testing::Browser;

/// The button of the provider.
pub(crate) const BUTTON: &str = "Đăng nhập bằng SSO QNI";
/// What the second provider is called, where there is one.
pub(crate) const SECOND: &str = "Cổng thứ hai";
/// An official, as the provider and as its page know her.
pub(crate) const HOA: (&str, &str) = ("cc-1001", "Lê Thị Hoa");
pub(crate) const TUAN: (&str, &str) = ("cc-1002", "Phạm Minh Tuấn");

/// Both houses, until they are dropped.
pub(crate) struct Town {
    pub(crate) portal: Arc<Portal>,
    pub(crate) pages: Router,
    pub(crate) store: Store,
    ring: KeyRing,
    settings: Settings,
    sandbox: Arc<Sandbox>,
    provider_pages: Router,
    ahead: Arc<AtomicI64>,
    _stopped: DropGuard,
}

fn house(name: &str, port: u16) -> House {
    House {
        name_vi: name.into(),
        name_en: name.into(),
        public_url: format!("http://localhost:{port}"),
        register_url: "http://localhost:9".into(),
        ..House::default()
    }
}

/// The provider under a name of ours.
pub(crate) fn provider(id: &str, issuer: String) -> openid::Settings {
    openid::Settings {
        id: id.into(),
        name_vi: "SSO QNI".into(),
        name_en: "SSO QNI".into(),
        about_vi: "Dành cho cán bộ của tỉnh.".into(),
        about_en: "For officials of the province.".into(),
        issuer,
        client_id: "portal".into(),
        client_secret: Secret::new("sandbox-openid"),
        timeout: Span::from_ms(700),
        ..openid::Settings::default()
    }
}

fn clock(ahead: &Arc<AtomicI64>) -> Clock {
    let (real, ahead) = (testing::clock(), Arc::clone(ahead));
    Clock::new(move || Moment::from_unix_ms(real.now().unix_ms() + ahead.load(Ordering::SeqCst)))
}

impl Town {
    pub(crate) async fn of(store: Store) -> Self {
        Self::with(store, |_| {}).await
    }

    /// A town whose portal has some other settings.
    pub(crate) async fn with(store: Store, change: impl FnOnce(&mut Settings)) -> Self {
        store.migrate::<Migrator>().await.unwrap();
        let ahead = Arc::new(AtomicI64::new(0));
        let bind = || TcpListener::bind("127.0.0.1:0");
        let (portal_door, sandbox_door) = (bind().await.unwrap(), bind().await.unwrap());
        let port = |door: &TcpListener| door.local_addr().unwrap().port();
        let house_of_portal = house("Cổng tỉnh", port(&portal_door));
        let told = "/dang-nhap/officials/backchannel-logout";
        let sandbox_settings = sandbox::Settings {
            house: house("Mô phỏng", port(&sandbox_door)),
            openid_backchannel_logout_uri: format!("{}{told}", house_of_portal.public_url),
            slow_by: Span::from_seconds(3),
            ..sandbox::Settings::default()
        };
        let issuer = format!("{}/openid", sandbox_settings.house.public_url);
        let sandbox = Sandbox::new(sandbox_settings, clock(&ahead), testing::chance()).unwrap();
        let mut settings = Settings {
            house: house_of_portal,
            providers: vec![provider("officials", issuer)],
            ..Settings::default()
        };
        change(&mut settings);
        let ring = KeyRing::generate(&testing::chance());
        let (portal, pages) = open(&store, &ring, &settings, &ahead);
        let provider_pages = sandbox::router(&sandbox);
        let stop = CancellationToken::new();
        for (door, pages) in [(portal_door, &pages), (sandbox_door, &provider_pages)] {
            tokio::spawn(web::server::serve(door, pages.clone(), stop.clone()));
        }
        let _stopped = stop.drop_guard();
        Self { portal, pages, store, ring, settings, sandbox, provider_pages, ahead, _stopped }
    }

    /// The portal after a restart with other settings, over the same database.
    pub(crate) fn restarted(&self, change: impl FnOnce(&mut Settings)) -> Router {
        let mut settings = self.settings.clone();
        change(&mut settings);
        open(&self.store, &self.ring, &settings, &self.ahead).1
    }

    pub(crate) fn issuer(&self) -> String {
        self.settings.providers[0].issuer.clone()
    }

    pub(crate) fn browser(&self) -> Browser {
        self.browser_at(&self.pages)
    }

    pub(crate) fn browser_at(&self, pages: &Router) -> Browser {
        Browser::new(pages.clone(), &self.settings.house)
    }

    pub(crate) fn make_ill(&self, fault: OpenIdFault) {
        let change = FaultChange { openid: Some(fault), ..FaultChange::default() };
        self.sandbox.world.change_faults(change);
    }

    pub(crate) fn wait(&self, span: Span) {
        self.ahead.fetch_add(span.as_ms(), Ordering::SeqCst);
    }

    /// Presses the button; the address of the provider that the browser is sent to.
    pub(crate) async fn begin(&self, browser: &mut Browser) -> String {
        browser.get("/vi/dang-nhap").await.answers(200).sees("Dành cho cán bộ của tỉnh.");
        browser.press(BUTTON).await.answers(303);
        browser.header("location").to_owned()
    }

    /// At the provider: picks an official, and is sent back to this path of the portal.
    pub(crate) async fn pick(&self, address: &str, name: &str) -> String {
        let house = &self.sandbox.world.settings.house;
        let path = address.strip_prefix(&house.public_url).expect("the provider's address");
        let mut browser = Browser::new(self.provider_pages.clone(), house);
        browser.get(path).await.answers(200);
        browser.press(name).await.answers(303);
        self.within(browser.header("location"))
    }

    /// A path of the portal.
    pub(crate) fn within(&self, address: &str) -> String {
        address.strip_prefix(&self.settings.house.public_url).expect("ours").to_owned()
    }

    /// The portal where people may also sign in with a second provider, over the same database.
    pub(crate) fn with_a_second_way(&self) -> Router {
        self.restarted(|settings| {
            let mut second = provider("second", settings.providers[0].issuer.clone());
            (second.name_vi, second.name_en) = (SECOND.into(), SECOND.into());
            settings.providers.push(second);
        })
    }

    /// Signs in; the browser is where it was led to.
    pub(crate) async fn sign_in(&self, browser: &mut Browser, name: &str) {
        let address = self.begin(browser).await;
        let back = self.pick(&address, &format!("Đăng nhập với tên {name}")).await;
        browser.get(&back).await.answers(200);
    }

    /// Asks the provider over the wire to end the sessions of an official; what the portal said to
    /// each token, and the tokens.
    pub(crate) async fn sign_out_there(&self, body: &str) -> Vec<(u64, String)> {
        let house = &self.sandbox.world.settings.house;
        let browser = Browser::new(self.provider_pages.clone(), house).without_fetch_metadata();
        let mut request = browser.draft(&axum::http::Method::POST, "/openid/logouts", body);
        let json = "application/json".parse().unwrap();
        request.headers_mut().insert("content-type", json);
        let sent: serde_json::Value =
            serde_json::from_str(browser.exchange(request).await.body()).unwrap();
        let each = |one: &serde_json::Value| {
            let token = one["logout_token"].as_str().unwrap().to_owned();
            (one["status"].as_u64().unwrap(), token)
        };
        sent.as_array().unwrap().iter().map(each).collect()
    }

    /// Posts a logout token as a provider does: no browser, no origin.
    pub(crate) async fn tell(&self, token: &str) -> u16 {
        let told = "/dang-nhap/officials/backchannel-logout";
        let browser = self.browser().without_fetch_metadata();
        let body = format!("logout_token={token}");
        let request = browser.draft(&axum::http::Method::POST, told, &body);
        let seen = browser.exchange(request).await;
        assert_eq!(seen.header("cache-control"), "no-store");
        seen.status().as_u16()
    }
}

fn open(
    store: &Store,
    ring: &KeyRing,
    settings: &Settings,
    ahead: &Arc<AtomicI64>,
) -> (Arc<Portal>, Router) {
    let chance: Chance = testing::chance();
    let parts = Parts {
        settings: settings.clone(),
        store: store.clone(),
        ring: ring.clone(),
        clock: clock(ahead),
        chance,
    };
    let portal = crate::open(parts).unwrap();
    let pages = crate::testing::routes(&portal);
    (portal, pages)
}

/// Whether the browser is signed in, as its home page shows.
pub(crate) async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.get("/vi").await.answers(200);
    browser.shows("Đăng xuất")
}
