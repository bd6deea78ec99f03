//! Limits on both engines.

use super::*;
use crate::testing::Migrator;
use store::{Store, in_transaction, testing};

fn buckets() -> Buckets {
    Buckets::new(&KeyRing::generate(&testing::chance()))
}

async fn fills_refuses_and_reopens(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let (now, limit) = (testing::clock().now(), Limit::new(3, Span::from_hours(1)));
    let buckets = buckets();
    let counted = [(buckets.of("sms number", "+84828000088"), limit)];
    for _ in 0..3 {
        assert_eq!(count(&store, &counted, now).await.unwrap(), Room::Left);
    }
    let reopens = now.plus(limit.within);
    assert_eq!(count(&store, &counted, now).await.unwrap(), Room::None { reopens });
    let other = [(buckets.of("sms number", "+84828000099"), limit)];
    assert_eq!(count(&store, &other, now).await.unwrap(), Room::Left, "another number");
    in_transaction!(store, |tx| {
        uncount(tx, &counted[0].0);
        Ok(())
    })
    .unwrap();
    assert_eq!(count(&store, &counted, now).await.unwrap(), Room::Left, "one was taken back");
    assert_eq!(count(&store, &counted, reopens).await.unwrap(), Room::Left, "a new window");
    assert_eq!(used(store.reader(), &counted[0].0, reopens).await.unwrap(), 1);
}

store::on_both_engines!(a_bucket_has_its_window, fills_refuses_and_reopens);

async fn fifty_at_once(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let (now, limit) = (testing::clock().now(), Limit::new(7, Span::from_hours(1)));
    let counted = vec![(buckets().of("operator", "address"), limit)];
    let tries = (0..50).map(|_| {
        let (store, counted) = (store.clone(), counted.clone());
        tokio::spawn(async move { count(&store, &counted, now).await.unwrap() })
    });
    let mut left = 0;
    for one in tries.collect::<Vec<_>>() {
        left += usize::from(one.await.unwrap() == Room::Left);
    }
    assert_eq!(left, 7);
}

store::on_both_engines!(parallel_counts_do_not_pass_the_limit, fifty_at_once);

async fn narrow_and_wide(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let (now, hour) = (testing::clock().now(), Span::from_hours(1));
    let buckets = buckets();
    let counted = [
        (buckets.of("address", "a"), Limit::new(9, hour)),
        (buckets.of("number", "b"), Limit::new(2, hour)),
        (buckets.of("everywhere", ""), Limit::new(100, hour)),
    ];
    for _ in 0..2 {
        assert_eq!(count(&store, &counted, now).await.unwrap(), Room::Left);
    }
    let full = Room::None { reopens: now.plus(hour) };
    for _ in 0..3 {
        assert_eq!(count(&store, &counted, now).await.unwrap(), full);
    }
    let mut used_by = Vec::new();
    for (bucket, _) in &counted {
        used_by.push(used(store.reader(), bucket, now).await.unwrap());
    }
    assert_eq!(used_by, [5, 2, 2], "those before the full one count, it and those after do not");
    let rooms = look(store.reader(), &counted, now).await.unwrap();
    assert_eq!(rooms, [Room::Left, full, Room::Left]);
    let nothing = [(buckets.of("closed", "c"), Limit::new(0, hour))];
    let [(bucket, limit)] = &nothing;
    for when in ["before it was counted", "after"] {
        let looked = is_full(store.reader(), bucket, *limit, now).await.unwrap();
        assert_eq!(looked, full, "a limit of nothing, {when}");
        assert_eq!(look(store.reader(), &nothing, now).await.unwrap(), [full], "{when}");
        assert_eq!(count(&store, &nothing, now).await.unwrap(), full, "{when}");
    }
}

store::on_both_engines!(a_refused_attempt_uses_up_nothing_shared, narrow_and_wide);

async fn refused_while_the_window_turns(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let (now, limit) = (testing::clock().now(), Limit::new(1, Span::from_hours(1)));
    let counted = [(buckets().of("sms number", "+84828000088"), limit)];
    assert_eq!(count(&store, &counted, now).await.unwrap(), Room::Left);
    let one_more = store::in_one_statement!(store, |db| add(db, &counted, now).await).unwrap();
    // Before the one more is taken back, the window ends and another attempt begins the next.
    let later = now.plus(limit.within);
    assert_eq!(count(&store, &counted, later).await.unwrap(), Room::Left);
    let room = in_transaction!(store, |tx| Ok(one_more.conclude(tx, &counted, now))).unwrap();
    assert_eq!(room, Room::None { reopens: later });
    assert_eq!(used(store.reader(), &counted[0].0, later).await.unwrap(), 1);
}

store::on_both_engines!(
    a_new_window_loses_no_count_to_the_one_before,
    refused_while_the_window_turns
);

#[test]
fn is_read_from_settings() {
    assert_eq!("5/1h".parse(), Ok(Limit::new(5, Span::from_hours(1))));
    for wrong in ["5", "5/", "/1h", "-1/1h", "5/1x", "5/0s"] {
        assert_eq!(wrong.parse::<Limit>(), Err(NotALimit), "{wrong}");
    }
}
