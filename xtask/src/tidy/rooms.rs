//! Some words may be said in some rooms only: the ORM, drivers, clients of outside parties.
use super::Finding;
use super::floors;
use crate::blank::{self, is_word, line_of};
use crate::source::Source;

/// Words, the crates that may say them, and what to do instead.
struct Reserved {
    words: &'static [&'static str],
    crates: &'static [&'static str],
    /// Whether `records.rs` and `migrations/` of any crate may say them too.
    records: bool,
    instead: &'static str,
}

const RESERVED: [Reserved; 5] = [
    Reserved {
        words: &["sea_orm", "sea_orm_migration", "sea_query"],
        crates: &["store"],
        records: true,
        instead: "the ORM is named in records.rs, migrations/ and store only",
    },
    Reserved {
        words: &["sqlx", "rusqlite", "tokio_postgres", "libsqlite3_sys", "SqlitePool", "PgPool"],
        crates: &["store"],
        records: false,
        instead: "drivers and pools live in store only",
    },
    Reserved {
        words: &["ConnectOptions"],
        crates: &["store"],
        records: false,
        instead: "database addresses are opened in store only",
    },
    Reserved {
        words: &["reqwest", "lettre", "rusmppc"],
        crates: &["outside"],
        records: false,
        instead: "clients of outside parties live in outside only",
    },
    Reserved {
        words: &["rusmpp"],
        crates: &["outside", "sandbox"],
        records: false,
        instead: "SMPP is spoken by outside and played by sandbox only",
    },
];

impl Reserved {
    fn may_be_said_in(&self, source: &Source) -> bool {
        let in_records =
            ["/records.rs", "/migrations.rs"].iter().any(|end| source.path.ends_with(end))
                || source.path.contains("/migrations/");
        source.crate_name().is_none_or(|room| self.crates.contains(&room))
            || (self.records && in_records)
    }
}

/// Reserved words in production code and in the manifests of crates that may not say them.
#[must_use]
pub fn words(sources: &[Source]) -> Vec<Finding> {
    let ours = sources.iter().filter(|source| source.crate_name().is_some());
    ours.flat_map(|source| match source.stem() {
        "Cargo" if source.ends("toml") => in_manifest(source),
        _ if source.ends("rs") && !source.is_test() => in_code(source),
        _ => Vec::new(),
    })
    .collect()
}

fn in_code(source: &Source) -> Vec<Finding> {
    let code = blank::production(&source.text);
    let mut found = Vec::new();
    for reserved in RESERVED.iter().filter(|reserved| !reserved.may_be_said_in(source)) {
        for word in reserved.words {
            for (at, _) in code.match_indices(word) {
                let (before, rest) = code.split_at(at);
                let after = rest.get(word.len()..).unwrap_or_default();
                if !before.ends_with(is_word) && !after.starts_with(is_word) {
                    let says = format!("`{word}`: {}", reserved.instead);
                    found.push(Finding::at(source, line_of(&code, at), says));
                }
            }
        }
    }
    found
}

fn in_manifest(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for dependency in floors::dependencies(&source.text) {
        let name = dependency.name.replace('-', "_");
        for reserved in RESERVED.iter().filter(|reserved| !reserved.records) {
            let said = reserved.words.contains(&name.as_str());
            if said && !dependency.for_tests && !reserved.may_be_said_in(source) {
                let says = format!("`{}`: {}", dependency.name, reserved.instead);
                found.push(Finding::at(source, dependency.line, says));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> usize {
        words(&[Source::new(path, text)]).len()
    }

    #[test]
    fn the_orm_is_named_in_records_migrations_and_store() {
        let text = "use sea_orm::EntityTrait;";
        assert_eq!(check("crates/account/src/login/enter.rs", text), 1);
        assert_eq!(check("crates/account/src/login/records.rs", text), 0);
        assert_eq!(check("crates/account/src/migrations/m0001_start.rs", text), 0);
        assert_eq!(check("crates/account/src/migrations.rs", text), 0);
        assert_eq!(check("crates/account/src/testing.rs", text), 0);
        assert_eq!(check("crates/store/src/open.rs", text), 0);
    }

    #[test]
    fn drivers_live_in_store_and_clients_in_outside() {
        assert_eq!(check("crates/account/src/login/records.rs", "use sqlx::Row;"), 1);
        assert_eq!(check("crates/portal/src/home.rs", "reqwest::get(x)"), 1);
        assert_eq!(check("crates/outside/src/sms.rs", "use rusmppc::Client; use rusmpp::Pdu;"), 0);
        assert_eq!(check("crates/sandbox/src/smsc.rs", "use rusmpp::Pdu;"), 0);
    }

    #[test]
    fn comments_tests_and_longer_words_do_not_count() {
        let text =
            "// sqlx\nlet my_sqlx = \"sqlx\";\n#[cfg(test)]\nmod tests { use reqwest::get; }";
        assert_eq!(check("crates/portal/src/home.rs", text), 0);
        assert_eq!(check("crates/portal/tests/home.rs", "use reqwest::get;"), 0);
        assert_eq!(check("bench/src/main.rs", "use reqwest::get;"), 0);
    }

    #[test]
    fn manifests_are_read_too() {
        let manifest = "[dependencies]\nreqwest.workspace = true\nsea-orm.workspace = true\n";
        assert_eq!(check("crates/portal/Cargo.toml", manifest), 1);
        let manifest = "[dev-dependencies]\nreqwest.workspace = true\n";
        assert_eq!(check("crates/motcua/Cargo.toml", manifest), 0);
    }
}
