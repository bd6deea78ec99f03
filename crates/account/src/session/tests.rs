//! Sessions told as stories, on both engines.

use super::{
    Evidence, Factor, Session, SessionId, Why, begin, end, end_all, find, of_citizen, present,
    recognise,
};
use crate::citizen::CitizenId;
use crate::testing::World;
use axum::http::{Request, StatusCode, header};
use axum::response::IntoResponse;
use ground::Span;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Store, in_transaction};
use web::Arrival;

const CHROME: &str = "Mozilla/5.0 (Linux; Android 10; K) Chrome/120.0.0.0 Mobile Safari/537.36";

/// A browser that is nothing but its cookies.
#[derive(Clone, Default)]
struct Machine(BTreeMap<String, String>);

impl Machine {
    fn arrives(&self, world: &World) -> Arrival {
        let cookies = self.0.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let request = Request::builder()
            .uri("/vi/tai-khoan")
            .header(header::COOKIE, cookies)
            .header(header::USER_AGENT, CHROME);
        let (parts, ()) = request.body(()).unwrap().into_parts();
        Arrival::read(Arc::clone(&world.account.door), &parts)
    }

    /// Signs in; gives the session, and whether the browser was new to the citizen.
    async fn signs_in(&mut self, world: &World, citizen: CitizenId) -> (Session, bool) {
        let (arrival, now) = (self.arrives(world), world.now());
        let account = &world.account;
        let evidence = Evidence::default().with(Factor::Password, now).with(Factor::SmsCode, now);
        let begun = in_transaction!(account.store, |tx| {
            begin(tx, account, citizen, evidence.clone(), &arrival, now).await
        });
        let begun = begun.unwrap();
        let (session, is_new) = (begun.session.clone(), begun.is_new_device);
        let answer = begun.told_to(StatusCode::OK.into_response());
        for line in answer.headers().get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            assert!(line.contains("; HttpOnly; SameSite=Lax"), "{line}");
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            self.0.insert(name.to_owned(), value.to_owned());
        }
        (session, is_new)
    }

    async fn present(&self, world: &World) -> Option<Session> {
        present(&world.account, &self.arrives(world)).await.unwrap()
    }
}

fn citizen(world: &World) -> CitizenId {
    CitizenId::new(world.now(), &world.account.chance)
}

async fn ended(world: &World, id: SessionId, why: Why) -> bool {
    let (account, now) = (&world.account, world.now());
    in_transaction!(account.store, |tx| end(tx, account, id, why, now).await).unwrap()
}

async fn jobs(world: &World) -> i64 {
    world.number("SELECT COUNT(*) FROM job WHERE kind = 'session-ended'").await
}

async fn a_session_lives_and_ends(store: Store) {
    let mut world = World::on(store).await;
    let (mut machine, who) = (Machine::default(), citizen(&world));
    assert!(machine.present(&world).await.is_none());
    let (session, is_new) = machine.signs_in(&world, who).await;
    assert!(is_new);
    assert_eq!(session.label, "Chrome, Android");
    let present = machine.present(&world).await.unwrap();
    assert_eq!((present.id, present.citizen), (session.id, who));
    assert_eq!(present.evidence.amr(), ["pwd", "otp", "sms", "mfa"]);
    world.restart();
    assert!(machine.present(&world).await.is_some(), "a restart ends nothing");
    assert!(ended(&world, session.id, Why::SignedOut).await);
    assert!(!ended(&world, session.id, Why::SignedOut).await, "it ends once");
    assert!(machine.present(&world).await.is_none());
    assert_eq!(jobs(&world).await, 1);
    let sql = "SELECT COUNT(*) FROM journal WHERE event = 'session.ended'";
    assert_eq!(world.number(sql).await, 1);
}

store::on_both_engines!(lives_and_ends, a_session_lives_and_ends);

async fn nobody_there(store: Store) {
    let world = World::on(store).await;
    let (mut machine, who) = (Machine::default(), citizen(&world));
    let (session, _) = machine.signs_in(&world, who).await;
    for _ in 0..3 {
        world.advance(Span::from_minutes(29));
        assert!(machine.present(&world).await.is_some(), "who is seen stays");
    }
    world.advance(Span::from_minutes(30));
    assert!(machine.present(&world).await.is_none(), "half an hour without anybody");
    machine.signs_in(&world, who).await;
    for _ in 0..(12 * 60 / 29) {
        world.advance(Span::from_minutes(29));
        machine.present(&world).await.unwrap();
    }
    world.advance(Span::from_minutes(29));
    assert!(machine.present(&world).await.is_none(), "twelve hours");
    world.account.sweep().await.unwrap();
    assert!(world.rows("session").await > 0, "a client may have one of its own that began with it");
    let reader = world.account.store.reader();
    let found = find(reader, &world.account, session.id, world.now()).await.unwrap();
    assert!(found.is_none());
    world.advance(Span::from_hours(24));
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("session").await, 0);
    assert_eq!(world.rows("device").await, 1, "the browser is still known");
    world.advance(Span::from_days(181));
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("device").await, 0);
}

store::on_both_engines!(ends_when_nobody_is_there, nobody_there);

async fn names_change(store: Store) {
    let world = World::on(store).await;
    let (mut machine, who) = (Machine::default(), citizen(&world));
    let (first, _) = machine.signs_in(&world, who).await;
    let stolen = machine.clone();
    world.advance(Span::from_minutes(5));
    let (second, is_new) = machine.signs_in(&world, who).await;
    assert!(!is_new, "the browser is known by now");
    assert_eq!(second.id, first.id, "the same citizen goes on with their session");
    assert!(second.begun_at > first.begun_at);
    assert!(stolen.present(&world).await.is_none(), "the old name opens nothing");
    assert_eq!((world.rows("session").await, jobs(&world).await), (1, 0));
    let somebody_else = citizen(&world);
    let (third, is_new) = machine.signs_in(&world, somebody_else).await;
    assert!(is_new, "new to this citizen");
    assert_ne!(third.id, first.id);
    assert_eq!((world.rows("session").await, jobs(&world).await), (1, 1));
    let different = world.number("SELECT COUNT(DISTINCT digest) FROM device").await;
    assert_eq!(different, 2, "nobody sees that two citizens share a browser");
}

store::on_both_engines!(the_name_changes_at_every_sign_in, names_change);

async fn everywhere_else(store: Store) {
    let world = World::on(store).await;
    let (who, other) = (citizen(&world), citizen(&world));
    let mut machines: Vec<Machine> = vec![Machine::default(); 3];
    let mut sessions = Vec::new();
    for machine in &mut machines {
        sessions.push(machine.signs_in(&world, who).await.0);
    }
    let mut bystander = Machine::default();
    bystander.signs_in(&world, other).await;
    let (account, now) = (&world.account, world.now());
    let all = of_citizen(account.store.reader(), account, who, now).await.unwrap();
    assert_eq!(all.len(), 3);
    let kept = sessions[0].id;
    let count = in_transaction!(account.store, |tx| {
        end_all(tx, account, (who, Some(kept)), Why::Reset, now).await
    });
    assert_eq!(count.unwrap(), 2);
    assert!(machines[0].present(&world).await.is_some());
    assert!(machines[1].present(&world).await.is_none());
    assert!(bystander.present(&world).await.is_some());
    let arrival = machines[1].arrives(&world);
    let known = recognise(account.store.reader(), account, who, &arrival).await.unwrap();
    assert!(known.is_some(), "the browser is known though its session ended");
    let known = recognise(account.store.reader(), account, other, &arrival).await.unwrap();
    assert!(known.is_none(), "but not to others");
    in_transaction!(account.store, |tx| super::forget_all(tx, who).await).unwrap();
    assert!(recognise(account.store.reader(), account, who, &arrival).await.unwrap().is_none());
}

store::on_both_engines!(all_but_one_are_ended, everywhere_else);

#[tokio::test(flavor = "multi_thread")]
async fn nobody_begins_one_without_evidence() {
    let world = World::on(store::testing::sqlite().await).await;
    let (account, now) = (&world.account, world.now());
    let arrival = Machine::default().arrives(&world);
    for evidence in [Evidence::default(), Evidence::default().with(Factor::SmsCode, now)] {
        let begun = in_transaction!(account.store, |tx| {
            begin(tx, account, citizen(&world), evidence.clone(), &arrival, now).await
        });
        assert!(begun.is_err());
    }
    assert_eq!(world.rows("session").await, 0);
}
