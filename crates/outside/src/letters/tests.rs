//! Letters on both engines: a throttled one is tried again, an obsolete one is not sent.

use super::*;
use crate::testing::{letters_migrator::Migrator, office};
use ground::keys::{FieldCipher, KeyRing};
use store::{Store, in_transaction, job, testing};

async fn an_obsolete_letter_is_not_sent(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let (clock, chance) = (testing::clock(), testing::chance());
    let cipher = FieldCipher::new(&KeyRing::generate(&chance)).unwrap();
    let letter = NewLetter {
        channel: Channel::Sms,
        kind: "test",
        reference: serde_json::json!({}),
        language: "vi",
        address: "+84828000088".into(),
    };
    let now = clock.now();
    let id = in_transaction!(store, |tx| write(tx, &letter, 3, &cipher, now, &chance)).unwrap();
    assert_eq!(state(store.reader(), id).await.unwrap(), Some(State::Queued));
    let office = office(store.clone(), cipher, Text::Obsolete);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let work = tokio::spawn(office.work(async { drop(stopped.await) }));
    while job::counts(&store).await.unwrap().waiting > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    stop.send(()).unwrap();
    work.await.unwrap();
    assert_eq!(state(store.reader(), id).await.unwrap(), Some(State::Failed));
}

store::on_both_engines!(nothing_is_sent_for_what_is_over, an_obsolete_letter_is_not_sent);

async fn a_gateway_that_is_away(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let (clock, chance) = (testing::clock(), testing::chance());
    let cipher = FieldCipher::new(&KeyRing::generate(&chance)).unwrap();
    let letter = NewLetter {
        channel: Channel::Sms,
        kind: "test",
        reference: serde_json::json!({}),
        language: "vi",
        address: "+84828000088".into(),
    };
    let now = clock.now();
    let id = in_transaction!(store, |tx| write(tx, &letter, 2, &cipher, now, &chance)).unwrap();
    let office = office(store.clone(), cipher, Text::Sms("xin chao".into()));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let work = tokio::spawn(office.work(async { drop(stopped.await) }));
    while job::counts(&store).await.unwrap().dead == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    stop.send(()).unwrap();
    work.await.unwrap();
    assert_eq!(state(store.reader(), id).await.unwrap(), Some(State::Failed), "given up, and seen");
}

store::on_both_engines!(a_letter_is_given_up_after_its_attempts, a_gateway_that_is_away);

#[test]
fn waits_longer_each_time() {
    let settings = Settings::default();
    assert_eq!(settings.wait_after(1), Span::from_seconds(1));
    assert_eq!(settings.wait_after(4), Span::from_seconds(8));
    assert_eq!(settings.wait_after(60), Span::from_minutes(1));
}
