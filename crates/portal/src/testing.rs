//! Looking into the tables, past the portal, on either engine.

use sea_orm::{ConnectionTrait, Statement};
use store::Store;

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
