//! Sealing the journal in a chain, and checking the chain.

use super::records::{self, journal_seal};
use crate::{Db, Store};
use aws_lc_rs::digest;
use ground::{Fault, Moment, Span};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};

/// How many rows one seal covers at most.
const BATCH: u64 = 500;
/// How long a row may wait for its seal, by the rows after it, until that is a fault.
const PATIENCE: Span = Span::from_hours(1);

/// Where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// A row's columns do not give the row's hash.
    Row(String),
    /// The seal's number: its rows or its predecessor do not give its hash.
    Seal(i64),
    /// So many rows stand under no seal and do not wait for one, or have waited for over an hour
    /// while others were written.
    Forgotten(u64),
}

/// Seals what has been written since the last seal, however much that is, and what was committed
/// late. Says how many rows were sealed. Where two nodes seal at once the number of the seal
/// decides, and the other seals nothing.
///
/// # Errors
/// A database that is away.
pub async fn seal(store: &Store, now: Moment) -> Result<usize, Fault> {
    let mut sealed = 0;
    while records::is_any_unsealed(store.reader()).await? {
        match seal_some(store, now).await? {
            0 => break,
            some => sealed += some,
        }
    }
    Ok(sealed)
}

async fn seal_some(store: &Store, now: Moment) -> Result<usize, Fault> {
    crate::in_transaction!(store.soon(), |tx| {
        let last = journal_seal::Entity::find()
            .order_by_desc(journal_seal::Column::Number)
            .one(tx)
            .await
            .db("reading the last seal")?;
        let rows = records::unsealed(tx, BATCH).await?;
        if rows.is_empty() {
            // Another node may have sealed them meanwhile; these nobody ever will.
            if records::is_any_note_empty(tx).await? {
                tracing::warn!("something waits to be sealed and is not in the journal");
            }
            return Ok(0);
        }
        let number = last.as_ref().map_or(1, |seal| seal.number + 1);
        let previous = last.map_or_else(Vec::new, |seal| seal.hash);
        let hash = chain(&previous, rows.iter().map(|row| row.hash.as_slice()));
        let seal = journal_seal::ActiveModel {
            number: Set(number),
            at: Set(now.unix_ms()),
            day: Set(now.day_in_vietnam().to_string()),
            row_count: Set(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
            previous: Set(previous),
            hash: Set(hash),
        };
        let sealed = journal_seal::Entity::insert(seal)
            .on_conflict_do_nothing()
            .exec_without_returning(tx)
            .await
            .db("writing a seal")?;
        if !matches!(sealed, sea_orm::TryInsertResult::Inserted(1)) {
            return Ok(0);
        }
        records::link(tx, &rows, number).await?;
        Ok(rows.len())
    })
}

/// Checks every seal and every row under it, and that no row has slipped past them; nothing where
/// all holds.
///
/// # Errors
/// A database that is away.
pub async fn verify(store: &Store) -> Result<Option<Broken>, Fault> {
    let seals = journal_seal::Entity::find()
        .order_by_asc(journal_seal::Column::Number)
        .all(store.reader())
        .await
        .db("reading the seals")?;
    let mut previous = Vec::new();
    for (expected, seal) in (1..).zip(seals) {
        let rows = records::under(store.reader(), seal.number).await?;
        if let Some(row) = rows.iter().find(|row| row.own_hash() != row.hash) {
            return Ok(Some(Broken::Row(row.id.to_string())));
        }
        let hash = chain(&previous, rows.iter().map(|row| row.hash.as_slice()));
        if seal.number != expected || seal.previous != previous || seal.hash != hash {
            return Ok(Some(Broken::Seal(seal.number)));
        }
        previous = hash;
    }
    let forgotten = records::forgotten(store.reader(), PATIENCE).await?;
    Ok((forgotten > 0).then_some(Broken::Forgotten(forgotten)))
}

fn chain<'a>(previous: &[u8], rows: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(previous);
    rows.for_each(|row| context.update(row));
    context.finish().as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Entry, append};
    use crate::testing::{self, Migrator};
    use ground::Chance;
    use sea_orm::{ConnectionTrait, DbBackend, Statement};

    /// Writes so many rows at a moment, in one transaction.
    async fn write(store: &Store, chance: &Chance, at: Moment, count: u64) {
        let (actor, subject) = ("visitor".into(), "registration 1".into());
        let detail = serde_json::json!({ "language": "vi" });
        let entry = Entry { at, actor, subject, event: "registration.started", detail };
        let written = crate::in_transaction!(store, |tx| {
            (0..count).for_each(|_| append(tx, &entry, chance));
            Ok(())
        });
        written.unwrap();
    }

    async fn story(store: Store) {
        let (now, chance) = (testing::clock().now(), testing::chance());
        store.migrate::<Migrator>().await.unwrap();
        write(&store, &chance, now, 1).await;
        write(&store, &chance, now, 1).await;
        assert_eq!(seal(&store, now).await.unwrap(), 2);
        assert_eq!(seal(&store, now).await.unwrap(), 0);
        write(&store, &chance, now, 1).await;
        assert_eq!(seal(&store, now).await.unwrap(), 1);
        assert_eq!(verify(&store).await.unwrap(), None);
        let mut forbidden = vec!["UPDATE journal SET actor = 'x'", "DELETE FROM journal_seal"];
        if store.engine_name() == "postgres" {
            forbidden.push("TRUNCATE journal");
        }
        for forbidden in forbidden {
            assert!(store.writer().execute_unprepared(forbidden).await.is_err(), "{forbidden}");
        }
    }

    crate::on_both_engines!(rows_are_chained_and_cannot_be_changed, story);

    async fn many_and_late(store: Store) {
        let (begun, chance) = (testing::clock().now(), testing::chance());
        store.migrate::<Migrator>().await.unwrap();
        let later = begun.plus(Span::from_minutes(30));
        write(&store, &chance, later, 2 * BATCH + 7).await;
        assert_eq!(seal(&store, later).await.unwrap(), 2 * 500 + 7, "all at once");
        write(&store, &chance, begun, 1).await;
        assert_eq!(seal(&store, later).await.unwrap(), 1, "older than every sealed one");
        assert_eq!(verify(&store).await.unwrap(), None);
        write(&store, &chance, later, 1).await;
        assert_eq!(verify(&store).await.unwrap(), None, "one that waits is no fault");
        store.writer().execute_unprepared("DELETE FROM journal_unsealed").await.unwrap();
        assert_eq!(verify(&store).await.unwrap(), Some(Broken::Forgotten(1)));
    }

    crate::on_both_engines!(nothing_slips_past_the_seals, many_and_late);

    async fn notes_without_a_row(store: Store) {
        let (now, chance) = (testing::clock().now(), testing::chance());
        store.migrate::<Migrator>().await.unwrap();
        crate::in_transaction!(store, |tx| {
            let before = now.minus(Span::from_hours(5));
            for _ in 0..BATCH {
                let row_id = Set(chance.row_id(before));
                let note = records::journal_unsealed::ActiveModel { row_id };
                tx.later(&records::journal_unsealed::Entity::insert(note));
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(seal(&store, now).await.unwrap(), 0);
        assert!(records::is_any_note_empty(store.reader()).await.unwrap());
        write(&store, &chance, now.minus(Span::from_hours(2)), 1).await;
        assert_eq!(verify(&store).await.unwrap(), None, "restored, or stood still");
        write(&store, &chance, now, 1).await;
        assert_eq!(verify(&store).await.unwrap(), Some(Broken::Forgotten(1)), "nobody seals");
        assert_eq!(seal(&store, now).await.unwrap(), 2, "past all the empty notes");
        assert_eq!(verify(&store).await.unwrap(), None);
    }

    crate::on_both_engines!(empty_notes_do_not_stop_the_seals, notes_without_a_row);

    /// How an engine looks for what is asked, in its own words.
    async fn plan(store: &Store, asked: &str) -> String {
        let (backend, word, column) = match store.engine_name() {
            "sqlite" => (DbBackend::Sqlite, "EXPLAIN QUERY PLAN", "detail"),
            _ => (DbBackend::Postgres, "EXPLAIN", "QUERY PLAN"),
        };
        let asked = Statement::from_string(backend, format!("{word} {asked}"));
        let rows = store.reader().query_all_raw(asked).await.unwrap();
        let lines = rows.iter().map(|row| row.try_get::<String>("", column).unwrap());
        lines.collect::<Vec<_>>().join("\n")
    }

    async fn rows_of_one_seal(store: Store) {
        store.migrate::<Migrator>().await.unwrap();
        let plan = plan(&store, "SELECT row_id FROM journal_link WHERE seal = 1").await;
        assert!(plan.contains("journal_link_seal"), "every link ever written is read: {plan}");
    }

    crate::on_both_engines!(the_rows_of_one_seal_are_found_by_it, rows_of_one_seal);
}
