//! Codes on both engines: the five tries, single use, binding, replay.

use super::*;
use crate::testing::Migrator;
use ground::Chance;
use ground::keys::KeyRing;
use store::{Store, in_transaction, testing};

fn binding(chance: &Chance) -> Binding {
    Binding {
        holder: chance.row_id(Moment::from_unix_ms(1)),
        purpose: "registration",
        visit: [7; 32],
        number: vec![1, 2, 3],
    }
}

async fn minted(store: &Store, binding: &Binding) -> Minted {
    let now = testing::clock().now();
    in_transaction!(store, |tx| {
        mint(tx, binding, &Settings::default(), now, &testing::chance()).await
    })
    .unwrap()
}

async fn two_hundred_wrong_codes_at_once(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let binding = binding(&testing::chance());
    let before = minted(&store, &binding).await;
    let now = testing::clock().now();
    let tries = (0..200).map(|_| {
        let (store, binding) = (store.clone(), binding.clone());
        tokio::spawn(
            async move { spend(&store, &binding, &Settings::default(), now).await.unwrap() },
        )
    });
    let mut evaluated = 0;
    for one in tries.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Spent::Try(found) => {
                assert_eq!(found.id, before.id);
                evaluated += 1;
            }
            other => assert_eq!(other, Spent::NoneLeft),
        }
    }
    assert_eq!(evaluated, 5);
}

store::on_both_engines!(exactly_five_are_evaluated, two_hundred_wrong_codes_at_once);

async fn a_code_serves_once(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let (binding, now) = (binding(&testing::chance()), testing::clock().now());
    let code = minted(&store, &binding).await;
    let uses = (0..20).map(|_| {
        let store = store.clone();
        tokio::spawn(
            async move { in_transaction!(store, |tx| redeem(tx, code.id, now).await).unwrap() },
        )
    });
    let mut redeemed = 0;
    for one in uses.collect::<Vec<_>>() {
        redeemed += usize::from(one.await.unwrap());
    }
    assert_eq!(redeemed, 1);
    let again = spend(&store, &binding, &Settings::default(), now).await.unwrap();
    assert_eq!(again, Spent::Used);
}

store::on_both_engines!(single_use_by_row_count, a_code_serves_once);

async fn another_browser_number_or_time(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let (binding, now) = (binding(&testing::chance()), testing::clock().now());
    let code = minted(&store, &binding).await;
    let settings = Settings::default();
    let other_browser = Binding { visit: [8; 32], ..binding.clone() };
    assert_eq!(spend(&store, &other_browser, &settings, now).await.unwrap(), Spent::Unknown);
    let other_number = Binding { number: vec![9], ..binding.clone() };
    assert_eq!(spend(&store, &other_number, &settings, now).await.unwrap(), Spent::Unknown);
    let late = spend(&store, &binding, &settings, code.expires_at).await.unwrap();
    assert_eq!(late, Spent::Expired);
    let newer = minted(&store, &binding).await;
    assert_eq!((newer.mint, newer.sends), (2, 2));
    let Spent::Try(tried) = spend(&store, &binding, &settings, now).await.unwrap() else {
        panic!("the newer code is live");
    };
    assert_eq!(tried.id, newer.id, "the older code serves no more");
    let first = in_transaction!(store, |tx| send_again(tx, &newer, now).await).unwrap();
    let second = in_transaction!(store, |tx| send_again(tx, &newer, now).await).unwrap();
    assert!(first && !second, "a double press sends once");
}

store::on_both_engines!(bound_to_browser_number_and_time, another_browser_number_or_time);

#[test]
fn a_code_is_derived_and_compared() {
    let key = CodeKey::new(&KeyRing::generate(&testing::chance()));
    let id = testing::chance().row_id(Moment::from_unix_ms(5));
    let code = key.derive(id, 1, 6);
    assert_eq!(code.reveal().len(), 6);
    let spaced = format!("{} {}", &code.reveal()[..3], &code.reveal()[3..]);
    assert!(code.is(&spaced));
    assert!(code.is(&format!("\u{feff}{spaced}\u{200b}\u{2060}")), "as messages give it");
    assert!(
        !code.is(key.derive(id, 2, 6).reveal()) || code.reveal() == key.derive(id, 2, 6).reveal()
    );
    assert!(!code.is(""));
    assert_eq!(format!("{code:?}"), "Code(…)");
}

#[test]
fn only_what_could_be_a_code_costs_a_try() {
    for (entered, expected) in [
        ("", Shape::Empty),
        (" \u{200b} ", Shape::Empty),
        ("123 456", Shape::Right),
        ("12345", Shape::Wrong),
        ("1234567", Shape::Wrong),
        ("12345a", Shape::Wrong),
        ("12345٣", Shape::Wrong),
    ] {
        assert_eq!(shape(entered, 6), expected, "{entered:?}");
    }
}
