//! Looking into the tables, past the service, on either engine.

use super::World;
use sea_orm::{ConnectionTrait, Statement, TryGetable};
use std::fmt::Write;
use std::time::Duration;
use store::{Db, Store};

/// How long a story waits for letters, in looks of a hundredth of a second.
const LOOKS: u32 = 1_000;

impl World {
    /// The number a query gives.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.numbers(sql).await[0]
    }

    /// The numbers in the first column of a query.
    pub(crate) async fn numbers(&self, sql: &str) -> Vec<i64> {
        self.column(sql).await
    }

    /// How many rows a table has.
    pub(crate) async fn rows(&self, table: &str) -> i64 {
        self.number(&format!("SELECT COUNT(*) FROM {table}")).await
    }

    /// The texts of the first column of a query.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        self.column(sql).await
    }

    /// Changes the tables, as an administrator might.
    pub(crate) async fn change(&self, sql: &str) {
        change(&self.account.store, sql).await;
    }

    async fn column<T: TryGetable>(&self, sql: &str) -> Vec<T> {
        let reader = self.account.store.reader();
        let asked = Statement::from_string(reader.get_database_backend(), sql);
        let rows = reader.query_all_raw(asked).await.unwrap_or_else(|why| panic!("{sql}: {why}"));
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// Waits until every letter that is due was handed over or given up.
    pub(crate) async fn settled(&self) {
        let due = format!(
            "SELECT COUNT(*) FROM job WHERE kind = 'letter' AND state = 'waiting' AND run_at <= {}",
            self.now().unix_ms()
        );
        for _ in 0..LOOKS {
            if self.number(&due).await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("letters are still waiting")
    }

    /// Everything that lies in any table, blobs in hexadecimal figures; in small letters.
    pub(crate) async fn everything(&self) -> String {
        let mut all = String::new();
        for (table, row) in self.row_queries().await {
            for text in self.texts(&row).await {
                writeln!(all, "{table}: {}", text.to_lowercase()).unwrap();
            }
        }
        all
    }

    /// The database's own files, where it has some on this machine.
    pub(crate) async fn files(&self) -> Vec<u8> {
        if self.account.store.engine_name() != "sqlite" {
            return Vec::new();
        }
        let mut all = Vec::new();
        for file in self.texts("SELECT file FROM pragma_database_list WHERE file <> ''").await {
            all.extend(std::fs::read(&file).unwrap());
            all.extend(std::fs::read(format!("{file}-wal")).unwrap_or_default());
        }
        all
    }

    /// Each table with a query that gives its rows as texts.
    async fn row_queries(&self) -> Vec<(String, String)> {
        if self.account.store.engine_name() == "postgres" {
            let tables = "SELECT table_name::text FROM information_schema.tables \
                          WHERE table_schema = current_schema()";
            let row = |table: String| {
                let query = format!("SELECT to_jsonb(t)::text FROM \"{table}\" t");
                (table, query)
            };
            return self.texts(tables).await.into_iter().map(row).collect();
        }
        let mut queries = Vec::new();
        for table in self.texts("SELECT name FROM sqlite_master WHERE type = 'table'").await {
            let names = self.texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
            let columns = names.iter().map(|name| format!("quote(\"{name}\")"));
            let columns = columns.collect::<Vec<_>>().join(" || ' ' || ");
            queries.push((table.clone(), format!("SELECT {columns} FROM \"{table}\"")));
        }
        queries
    }
}

/// Changes the tables, as an administrator might, while something else is under way.
pub(crate) async fn change(store: &Store, sql: &str) {
    store::in_transaction!(store, |tx| {
        tx.execute_unprepared(sql).await.db("a story's own change").map(|_| ())
    })
    .unwrap();
}
