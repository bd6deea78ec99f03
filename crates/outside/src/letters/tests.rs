//! Letters on both engines: an obsolete one is not sent, one that keeps failing is given up, and
//! receipts find the letters they speak of.

use super::*;
use crate::testing::{letters_migrator::Migrator, office};
use crate::{MessageId, Receipt, ReceiptState};
use ground::keys::{FieldCipher, KeyRing};
use std::time::Duration;
use store::{Store, in_transaction, job, testing};
use tokio::sync::mpsc;

fn letter() -> NewLetter {
    NewLetter {
        channel: Channel::Sms,
        kind: "test",
        reference: serde_json::json!({}),
        language: "vi",
        address: "+84828000088".into(),
    }
}

/// A letter of so many attempts in an empty database: the cipher it is sealed with, its row, and
/// when it was written.
async fn written(store: &Store, attempts: i32) -> (FieldCipher, Uuid, Moment) {
    store.migrate::<Migrator>().await.unwrap();
    let (now, chance) = (testing::clock().now(), testing::chance());
    let cipher = FieldCipher::new(&KeyRing::generate(&chance)).unwrap();
    let letter = letter();
    let id = in_transaction!(store, |tx| write(tx, &letter, attempts, &cipher, now, &chance));
    (cipher, id.unwrap(), now)
}

/// Notes that a gateway took the letter as this message.
async fn mark_sent(store: &Store, id: Uuid, message: &MessageId, now: Moment) {
    in_transaction!(store, |tx| {
        records::mark_sent(tx, id, message, now);
        Ok(())
    })
    .unwrap();
}

async fn an_obsolete_letter_is_not_sent(store: Store) {
    let (cipher, id, _) = written(&store, 3).await;
    assert_eq!(state(store.reader(), id).await.unwrap(), Some(State::Queued));
    let office = office(store.clone(), cipher, Text::Obsolete);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let work = tokio::spawn(office.work(async { drop(stopped.await) }));
    while job::counts(&store).await.unwrap().waiting > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(()).unwrap();
    work.await.unwrap();
    assert_eq!(state(store.reader(), id).await.unwrap(), Some(State::Failed));
}

store::on_both_engines!(nothing_is_sent_for_what_is_over, an_obsolete_letter_is_not_sent);

async fn a_gateway_that_is_away(store: Store) {
    let (cipher, id, _) = written(&store, 2).await;
    let office = office(store.clone(), cipher, Text::Sms("xin chao".into()));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let work = tokio::spawn(office.work(async { drop(stopped.await) }));
    while job::counts(&store).await.unwrap().dead == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(()).unwrap();
    work.await.unwrap();
    assert_eq!(state(store.reader(), id).await.unwrap(), Some(State::Failed), "given up, and seen");
}

store::on_both_engines!(a_letter_is_given_up_after_its_attempts, a_gateway_that_is_away);

fn message(gateway: &str, id: &str) -> MessageId {
    MessageId { gateway: gateway.into(), id: id.to_owned() }
}

fn receipt(gateway: &str, id: &str) -> Receipt {
    let message = message(gateway, id);
    Receipt { message, state: ReceiptState::Delivered, code: None }
}

/// A letter that two gateways could know under the same id, and how it is marked.
async fn receipts_of_two_gateways(store: Store) {
    let (cipher, id, now) = written(&store, 3).await;
    let (to_office, receipts) = mpsc::channel(8);
    let receiving = tokio::spawn(office(store.clone(), cipher, Text::Obsolete).receive(receipts));
    // It comes before the gateway's answer was written down.
    to_office.send(receipt("first", "7")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    mark_sent(&store, id, &message("second", "7"), now).await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    let other = state(store.reader(), id).await.unwrap();
    assert_eq!(other, Some(State::Sent), "another gateway's message of the same id");
    mark_sent(&store, id, &message("first", "7"), now).await;
    drop(to_office);
    receiving.await.unwrap();
    assert_eq!(state(store.reader(), id).await.unwrap(), Some(State::Delivered));
}

store::on_both_engines!(a_receipt_waits_for_its_own_gateways_letter, receipts_of_two_gateways);

async fn receipts_that_come_again(store: Store) {
    let (_, id, now) = written(&store, 3).await;
    let of = message("first", "7");
    let receive = async |failure| {
        in_transaction!(store, |tx| records::receive(tx, &of, failure, now).await).unwrap()
    };
    assert!(!receive(None).await, "the letter is not yet known as sent");
    mark_sent(&store, id, &of, now).await;
    assert!(receive(None).await);
    assert!(receive(None).await, "a repeated one is no stranger's");
    assert!(receive(Some("EXPIRED")).await);
    assert_eq!(state(store.reader(), id).await.unwrap(), Some(State::Delivered), "it has arrived");
}

store::on_both_engines!(a_repeated_receipt_waits_for_nothing, receipts_that_come_again);

async fn receipts_of_strangers(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let cipher = FieldCipher::new(&KeyRing::generate(&testing::chance())).unwrap();
    let (to_office, receipts) = mpsc::channel(1);
    let receiving = tokio::spawn(office(store.clone(), cipher, Text::Obsolete).receive(receipts));
    let flood = async {
        for nth in 0..5_000 {
            to_office.send(receipt("first", &nth.to_string())).await.unwrap();
        }
    };
    let flooded = tokio::time::timeout(Duration::from_secs(3), flood).await;
    assert!(flooded.is_err(), "all were taken in: nothing bounds them");
    receiving.abort();
}

store::on_both_engines!(receipts_of_nobodys_letters_are_held_back, receipts_of_strangers);

async fn a_database_that_is_away(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let cipher = FieldCipher::new(&KeyRing::generate(&testing::chance())).unwrap();
    let (to_office, receipts) = mpsc::channel(256);
    let receiving = tokio::spawn(office(store.clone(), cipher, Text::Obsolete).receive(receipts));
    store.close().await;
    // More than are held at once.
    for nth in 0..400 {
        to_office.send(receipt("first", &nth.to_string())).await.unwrap();
    }
    drop(to_office);
    let ended = tokio::time::timeout(Duration::from_secs(20), receiving).await;
    ended.expect("a program that is to end must end").unwrap();
}

store::on_both_engines!(what_is_held_keeps_no_program_from_ending, a_database_that_is_away);

#[test]
fn nothing_personal_shows_in_a_debug_print() {
    let letter = letter();
    let mail = Text::Mail { subject: "Đào 123456".into(), body: "Đào 123456".into() };
    let shown = format!("{letter:?} {:?} {mail:?}", Text::Sms("Ma 123456".into()));
    for personal in ["84828000088", "123456", "Đào"] {
        assert!(!shown.contains(personal), "{shown}");
    }
}

#[test]
fn waits_longer_each_time() {
    let settings = Settings::default();
    assert_eq!(settings.wait_after(1, false), Span::from_seconds(1));
    assert_eq!(settings.wait_after(4, false), Span::from_seconds(8));
    assert_eq!(settings.wait_after(60, false), Span::from_minutes(1));
    assert_eq!(settings.wait_after(60, true), Span::from_minutes(15), "a notice is patient");
}
