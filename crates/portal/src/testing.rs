//! What the stories of this crate stand on: a portal for one story, a town with a portal and a
//! provider, and looking into the tables, past the portal, on either engine.

pub(crate) mod town;

use crate::administrator::{self, Whom};
use crate::person::{self, Identity, PersonId};
use crate::reading::{Report, Told};
use crate::search::Current;
use crate::{Migrator, Parts, Portal, Settings, catalogue, session};
use axum::Router;
use ground::keys::KeyRing;
use ground::{Clock, Moment, Secret, Span};
use outside::openid::{Said, SignedIn};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Store, testing};
use web::testing::Browser;

/// The provider of everybody who signs in.
pub(crate) const ISSUER: &str = "https://sso.example.vn";

/// Every page of a portal.
pub(crate) fn routes(portal: &Arc<Portal>) -> Router {
    let current = Current::new(&portal.settings.search).unwrap();
    crate::routes(portal, &Arc::new(current)).unwrap()
}

/// A portal over an empty database, and a clock that goes ahead when it is told to.
pub(crate) struct Office {
    pub(crate) portal: Arc<Portal>,
    pages: Router,
    ahead: Arc<AtomicI64>,
}

impl Office {
    pub(crate) async fn of(store: Store) -> Self {
        store.migrate::<Migrator>().await.unwrap();
        let ahead = Arc::new(AtomicI64::new(0));
        let (real, shift) = (testing::clock(), Arc::clone(&ahead));
        let clock = Clock::new(move || {
            Moment::from_unix_ms(real.now().unix_ms() + shift.load(Ordering::SeqCst))
        });
        let (chance, settings) = (testing::chance(), Settings::default());
        let ring = KeyRing::generate(&chance);
        let portal = crate::open(Parts { settings, store, ring, clock, chance }).unwrap();
        let pages = routes(&portal);
        Self { portal, pages, ahead }
    }

    /// A browser before it.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.pages.clone(), &self.portal.settings.house)
    }

    /// A browser in which somebody is signed in whom their provider calls this.
    pub(crate) async fn signed_in(&self, subject: &str) -> (Browser, PersonId) {
        let (portal, now) = (&self.portal, self.portal.clock.now());
        let signed_in = SignedIn {
            issuer: ISSUER.into(),
            subject: subject.into(),
            session: None,
            id_token: Secret::new("token"),
            said: Said::default(),
        };
        let (person, name) = store::in_transaction!(portal.store, |tx| {
            let identity = Identity::of("officials", &signed_in);
            let person = person::meet(tx, portal, &identity, now).await?;
            let shown = ("officials", &signed_in, subject);
            Ok((person, session::begin(tx, portal, person, shown, now)?))
        })
        .unwrap();
        let browser = self.browser();
        let cookie = portal.session_cookie.set(&name, None).unwrap();
        browser.plant(cookie.to_str().unwrap().split(';').next().unwrap());
        (browser, person)
    }

    /// A browser before an administrator.
    pub(crate) async fn administrator(&self, subject: &str) -> Browser {
        let (browser, person) = self.signed_in(subject).await;
        administrator::grant(&self.portal, &Whom::Person(person)).await.unwrap().unwrap();
        browser
    }

    /// Lets this much time go by.
    pub(crate) fn wait(&self, span: Span) {
        self.ahead.fetch_add(span.as_ms(), Ordering::SeqCst);
    }

    /// Reads procedures from a file with these bytes; what was told, and how many of each.
    pub(crate) async fn reads(&self, file: &[u8]) -> (Report, Vec<Told>) {
        let mut told = Vec::new();
        let mut tell = |one: &Told| told.push(one.clone());
        let report = catalogue::import::procedures(&self.portal, file, &mut tell).await.unwrap();
        (report, told)
    }
}

async fn texts(store: &Store, sql: &str) -> Vec<String> {
    let reader = store.reader();
    let asked = Statement::from_string(reader.get_database_backend(), sql);
    let rows = reader.query_all_raw(asked).await.unwrap_or_else(|why| panic!("{sql}: {why}"));
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// How many rows a table has.
pub(crate) async fn rows(store: &Store, table: &str) -> usize {
    texts(store, &format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table}")).await[0].parse().unwrap()
}

/// The tables that hold something sealed, which is about people; SQLite tells them.
pub(crate) async fn sealed_tables(store: &Store) -> Vec<String> {
    let found = "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                 WHERE m.type = 'table' AND c.name = 'sealed'";
    texts(store, found).await
}

/// Every text in the tables of persons, sessions and attempts, and in the journal.
pub(crate) async fn everything(store: &Store) -> String {
    let mut all = Vec::new();
    for (table, columns) in [
        ("identity", "provider || sealed"),
        ("session", "provider || sealed"),
        ("signin_attempt", "provider || sealed"),
        ("journal", "actor || subject || event || detail"),
    ] {
        let found = texts(store, &format!("SELECT {columns} FROM {table}")).await;
        assert!(!found.is_empty(), "nothing in {table}");
        all.extend(found);
    }
    all.join("\n")
}

/// Every line of the journal: what happened.
pub(crate) async fn everything_noted(store: &Store) -> String {
    texts(store, "SELECT event || ' ' || subject FROM journal").await.join("\n")
}
