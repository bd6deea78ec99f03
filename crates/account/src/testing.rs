//! What the stories of this crate stand on: the service on an empty database, a clock that can be
//! moved, and everyone outside played by the sandbox over real sockets. Nothing is mocked.

mod citizen;
mod dice;
mod tables;

pub(crate) use citizen::{Applicant, FORM, LOGIN, PASSWORD, fill_in, registration_of, solve};
pub(crate) use dice::Dice;
pub(crate) use tables::change;

use crate::account::{Account, Parts};
use crate::{Migrator, Settings};
use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use ground::keys::KeyRing;
use ground::{Clock, Moment, Secret, Span};
use outside::letters::{Compose, PostOffice};
use outside::{MailClient, SmsGateways};
use sandbox::Sandbox;
use sandbox::faults::{FaultChange, SmsFault, TelcoFault};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use store::{Store, testing};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_util::sync::{CancellationToken, DropGuard};
use web::Language;
use web::testing::Browser;

/// When every story begins.
const BEGINNING: &str = "2026-11-22T18:05:00+07:00";

/// The service and the world around it, until the story ends.
pub(crate) struct World {
    /// The service.
    pub(crate) account: Arc<Account>,
    /// Everyone outside.
    pub(crate) sandbox: Arc<Sandbox>,
    /// Its keys.
    ring: KeyRing,
    router: Router,
    time: Arc<AtomicI64>,
    asked: Arc<AtomicUsize>,
    _stop: DropGuard,
}

/// Where the parties outside listen.
struct Doors {
    http: SocketAddr,
    smpp: SocketAddr,
    smtp: SocketAddr,
}

impl World {
    /// A world on this database, with ordinary settings.
    pub(crate) async fn on(store: Store) -> Self {
        Self::with(store, |_| {}).await
    }

    /// A world on this database, with some settings changed.
    pub(crate) async fn with(store: Store, change: impl FnOnce(&mut Settings)) -> Self {
        store.migrate::<Migrator>().await.unwrap();
        let beginning = Moment::from_rfc3339(BEGINNING).unwrap();
        let time = Arc::new(AtomicI64::new(beginning.unix_ms()));
        let stop = CancellationToken::new();
        let (asked, read) = (Arc::new(AtomicUsize::new(0)), Arc::clone(&time));
        let clock = Clock::new(move || Moment::from_unix_ms(read.load(Ordering::SeqCst)));
        let (sandbox, doors) = outside_world(&clock, &asked, &stop).await;
        let mut settings = settings(&doors);
        change(&mut settings);
        let ring = KeyRing::generate(&testing::chance());
        let parts = Parts { settings, store, ring: ring.clone(), clock, chance: testing::chance() };
        let account = crate::open(parts).unwrap();
        deliver_letters(&account, &stop);
        let router = crate::routes(&account);
        Self { account, sandbox, ring, router, time, asked, _stop: stop.drop_guard() }
    }

    /// The program is started again with other settings.
    pub(crate) fn with_settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.account.settings.clone();
        change(&mut settings);
        self.start_with(settings);
        self
    }

    /// The program is started again on the same database; its workers go on.
    pub(crate) fn restart(&mut self) {
        self.start_with(self.account.settings.clone());
    }

    fn start_with(&mut self, settings: Settings) {
        let old = &self.account;
        let parts = Parts {
            settings,
            store: old.store.clone(),
            ring: self.ring.clone(),
            clock: old.clock.clone(),
            chance: old.chance.clone(),
        };
        self.account = crate::open(parts).unwrap();
        self.router = crate::routes(&self.account);
    }

    /// A browser without cookies.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone(), &self.account.settings.house)
    }

    /// A browser with the cookies of another one, before the program as it runs now.
    pub(crate) fn browser_like(&self, other: &Browser) -> Browser {
        self.browser().with_cookies_of(other)
    }

    /// The Vietnamese text of a key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.account.door.texts.say(Language::Vi, key).into_owned()
    }

    /// The Vietnamese text of a key with its placeholder filled.
    pub(crate) fn t1(&self, key: &str, name: &'static str, value: &str) -> String {
        let fill = [(name, value.into())];
        self.account.door.texts.say_with(Language::Vi, key, &fill).into_owned()
    }

    /// The English text of a key.
    pub(crate) fn en(&self, key: &str) -> String {
        self.account.door.texts.say(Language::En, key).into_owned()
    }

    /// The moment it is in this world.
    pub(crate) fn now(&self) -> Moment {
        Moment::from_unix_ms(self.time.load(Ordering::SeqCst))
    }

    /// Moves the clock.
    pub(crate) fn advance(&self, span: Span) {
        self.time.fetch_add(span.as_ms(), Ordering::SeqCst);
    }

    /// Moves the clock when it is polled: while something is on its way.
    pub(crate) fn later(&self, span: Span) -> impl Future<Output = ()> + Send + 'static {
        let time = Arc::clone(&self.time);
        async move {
            time.fetch_add(span.as_ms(), Ordering::SeqCst);
        }
    }

    /// Turns the clock back, for a story that goes on from there in another way.
    pub(crate) fn turn_back_to(&self, moment: Moment) {
        self.time.store(moment.unix_ms(), Ordering::SeqCst);
    }

    /// How the operator is.
    pub(crate) fn operator_is(&self, telco: TelcoFault) {
        self.sandbox.world.change_faults(FaultChange { telco: Some(telco), ..Default::default() });
    }

    /// How the SMS centre is.
    pub(crate) fn messages_are(&self, sms: SmsFault) {
        self.sandbox.world.change_faults(FaultChange { sms: Some(sms), ..Default::default() });
    }

    /// How often the operator was asked about a subscriber.
    pub(crate) fn operator_asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Forgets the questions counted so far.
    pub(crate) fn forget_questions(&self) {
        self.asked.store(0, Ordering::SeqCst);
    }
}

/// Everything at the same time; the outcomes in the order of the work.
pub(crate) async fn at_once<F>(work: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let tasks: Vec<_> = work.into_iter().map(tokio::spawn).collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

/// The sandbox on ports that the system chose, counting the questions to the operator.
async fn outside_world(
    clock: &Clock,
    asked: &Arc<AtomicUsize>,
    stop: &CancellationToken,
) -> (Arc<Sandbox>, Doors) {
    let settings = sandbox::Settings {
        receipt_after: Span::from_ms(5),
        slow_by: Span::from_seconds(3),
        ..Default::default()
    };
    let sandbox = Sandbox::new(settings, clock.clone(), testing::chance()).unwrap();
    let bind = || TcpListener::bind("127.0.0.1:0");
    let (http, smpp, smtp) = (bind().await.unwrap(), bind().await.unwrap(), bind().await.unwrap());
    let doors = Doors {
        http: http.local_addr().unwrap(),
        smpp: smpp.local_addr().unwrap(),
        smtp: smtp.local_addr().unwrap(),
    };
    let asked = Arc::clone(asked);
    let counting = move |request: Request, next: Next| {
        let is_question = request.uri().path().ends_with("/match");
        asked.fetch_add(usize::from(is_question), Ordering::SeqCst);
        next.run(request)
    };
    let router = sandbox::router(&sandbox).layer(middleware::from_fn(counting));
    tokio::spawn(web::server::serve(http, router, stop.clone()));
    tokio::spawn(sandbox::serve_smpp(smpp, Arc::clone(&sandbox), stop.clone()));
    tokio::spawn(sandbox::serve_smtp(smtp, Arc::clone(&sandbox), stop.clone()));
    (sandbox, doors)
}

/// The service's own defaults, pointed at these doors; hashes and puzzles are cheap, since they
/// are not what is told of here.
fn settings(doors: &Doors) -> Settings {
    let mut settings = Settings::default();
    settings.house.public_url = "http://localhost:8081".into();
    settings.password.memory_kib = 64;
    settings.password.passes = 1;
    (settings.challenge.bits_base, settings.challenge.bits_max) = (8, 8);
    // The clock leaps in stories; a lease must outlive the leaps.
    settings.letters.lease = Span::from_days(1000);
    let operator = &mut settings.operator;
    operator.base_url = format!("http://{}/telco", doors.http);
    operator.token_url = Some(format!("http://{}/telco/oauth2/token", doors.http));
    (operator.client_id, operator.client_secret) = ("motcua".into(), Secret::new("sandbox-telco"));
    operator.timeout = Span::from_seconds(2);
    let smpp = &mut settings.sms.smpp;
    (smpp.host, smpp.port) = (doors.smpp.ip().to_string(), doors.smpp.port());
    (smpp.system_id, smpp.password) = ("motcua".into(), Secret::new("sandbox"));
    let mail = &mut settings.mail;
    (mail.host, mail.port) = (doors.smtp.ip().to_string(), doors.smtp.port());
    mail.from = "Cổng Dịch vụ công <no-reply@dichvucong.example>".into();
    settings
}

/// A post office as the program has one.
fn deliver_letters(account: &Arc<Account>, stop: &CancellationToken) {
    let (receipts, received) = mpsc::channel(256);
    let sms = Arc::new(SmsGateways::new(account.settings.sms.clone(), receipts).unwrap());
    sms.open();
    let compose: Compose = {
        let account = Arc::clone(account);
        Arc::new(move |letter| {
            let account = Arc::clone(&account);
            Box::pin(async move { account.compose(&letter).await })
        })
    };
    let office = PostOffice {
        store: account.store.clone(),
        cipher: account.cipher.clone(),
        sms,
        mail: Arc::new(MailClient::new(&account.settings.mail).unwrap()),
        compose,
        settings: account.settings.letters.clone(),
        clock: account.clock.clone(),
        chance: account.chance.clone(),
    };
    tokio::spawn(office.clone().receive(received));
    tokio::spawn(office.work(stop.clone().cancelled_owned()));
}
