//! The example names every setting with its default, and what is wrong is said clearly.

use super::{Config, Variables};
use ground::Secret;
use std::collections::BTreeSet;
use toml::{Table, Value};

const EXAMPLE: &str = include_str!("../../config.example.toml");

/// Settings that a deployment decides; the example shows a value that serves.
const MUST_BE_SET: [&str; 4] =
    ["keys.file", "portal.database.url", "account.database.url", "account.house.public_url"];

/// Tables whose keys are free.
const FREE: [&str; 2] = ["account.sms.http.headers", "account.sms.second.http.headers"];

fn read(text: &str) -> Result<Config, String> {
    read_with(text, &[])
}

fn read_with(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let variables: Variables = variables.iter().map(owned).collect();
    Config::read(text, "motcua.toml", variables).map_err(|refusal| refusal.0)
}

/// The example with its optional settings given as well.
fn whole() -> Table {
    let given = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => setting.to_owned(),
        _ => line.to_owned(),
    };
    EXAMPLE.lines().map(given).collect::<Vec<_>>().join("\n").parse().unwrap()
}

/// A configuration with nothing in it but what must be set.
fn least() -> String {
    let example: Table = EXAMPLE.parse().unwrap();
    let mut least = Table::new();
    for path in MUST_BE_SET {
        let (mut from, mut to) = (&example, &mut least);
        let (tables, key) = path.rsplit_once('.').unwrap();
        for table in tables.split('.') {
            from = from[table].as_table().unwrap();
            let entry = to.entry(table).or_insert_with(|| Value::Table(Table::new()));
            to = entry.as_table_mut().unwrap();
        }
        to.insert(key.to_owned(), from[key].clone());
    }
    least.to_string()
}

/// The least configuration with one line in one table.
fn with(table: &str, line: &str) -> String {
    let mut least: Table = least().parse().unwrap();
    let mut at = &mut least;
    for name in table.split('.') {
        let entry = at.entry(name).or_insert_with(|| Value::Table(Table::new()));
        at = entry.as_table_mut().unwrap();
    }
    at.extend(line.parse::<Table>().unwrap());
    least.to_string()
}

fn tables(path: &str, table: &Table, found: &mut Vec<String>) {
    found.push(path.to_owned());
    for (key, value) in table {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        if let Some(inner) = one_of(value) {
            tables(&path, inner, found);
        }
    }
}

/// A table, or the first of several.
fn one_of(value: &Value) -> Option<&Table> {
    value.as_table().or_else(|| value.as_array()?.first()?.as_table())
}

fn at<'a>(whole: &'a mut Table, path: &str) -> &'a mut Table {
    let names = path.split('.').filter(|name| !name.is_empty());
    names.fold(whole, |table, name| match &mut table[name] {
        Value::Array(several) => several[0].as_table_mut().unwrap(),
        one => one.as_table_mut().unwrap(),
    })
}

/// The settings a table knows: asked of serde itself, by one that it does not know.
fn known(path: &str) -> BTreeSet<String> {
    let mut asking = whole();
    at(&mut asking, path).insert("no-such-setting".to_owned(), true.into());
    let refusal = asking.try_into::<Config>().unwrap_err().to_string();
    let (_, known) = refusal.split_once("expected").unwrap_or_else(|| panic!("{path}: {refusal}"));
    known.lines().next().unwrap().split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_example_names_every_setting() {
    let mut found = Vec::new();
    tables("", &whole(), &mut found);
    assert!(found.len() > 20);
    for path in found.iter().filter(|path| !FREE.contains(&path.as_str())) {
        let written: BTreeSet<String> = at(&mut whole(), path).keys().cloned().collect();
        assert_eq!(written, known(path), "[{path}]");
    }
}

#[test]
fn each_setting_has_a_sentence() {
    let lines: Vec<&str> = EXAMPLE.lines().collect();
    for (before, line) in lines.iter().zip(lines.iter().skip(1)) {
        let setting = line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line);
        let is_setting = setting.starts_with(|c: char| c.is_ascii_lowercase());
        if is_setting && !setting.starts_with("content-type") {
            assert!(before.starts_with("# "), "no sentence before {line}");
            assert!(before.ends_with(['.', '…']), "{before}");
        }
    }
}

#[test]
fn the_example_holds_the_defaults() {
    let (example, least) = (read(EXAMPLE).unwrap(), read(&least()).unwrap());
    assert_eq!(format!("{example:#?}"), format!("{least:#?}"));
    let secrets = |config: &Config| {
        let (sms, account) = (&config.account.sms, &config.account);
        let mut secrets = vec![
            sms.smpp.password.clone(),
            sms.http.body.clone(),
            account.operator.client_secret.clone(),
            account.mail.password.clone(),
        ];
        secrets.extend(sms.http.headers.values().cloned());
        secrets
    };
    assert!(secrets(&example) == secrets(&least));

    let whole: Config = whole().try_into().unwrap();
    let default = sandbox::Settings::default();
    assert_eq!(format!("{:#?}", whole.sandbox), format!("{default:#?}"));
    assert!(whole.sandbox.sms_password == default.sms_password);
    assert!(whole.sandbox.telco_client_secret == default.telco_client_secret);
    let (sms, second) = (&whole.account.sms, whole.account.sms.second.as_ref().unwrap());
    assert_eq!(format!("{:?}", second.smpp), format!("{:?}", sms.smpp));
    assert_eq!(format!("{:?}", second.http), format!("{:?}", sms.http));
    assert_eq!(second.gateway, sms.gateway);
}

/// What is wrong in which table, and what the refusal must name.
#[test]
fn a_wrong_setting_is_named_with_its_value_and_what_would_be_right() {
    for (table, line, names) in [
        ("listen", "portl = 1", &["listen", "portl", "`portal`"][..]),
        ("listen", "portal = \"8080\"", &["listen.portal", "\"8080\"", "127.0.0.1:8080"]),
        ("listen", "metrics = \"0.0.0.0:9\"", &["listen.metrics", "0.0.0.0:9", "127.0.0.1"]),
        ("log", "format = \"xml\"", &["log.format", "xml", "`json`", "`text`"]),
        ("account.house", "colours = 3", &["house.colours", "3", "`lacquer`"]),
        ("account.house", "public_url = \"a.vn\"", &["account.house.public_url", "a.vn", "https"]),
        ("account.mail", "port = \"many\"", &["account.mail.port", "many", "integer"]),
        ("account.mail", "port = 70000", &["account.mail.port", "70000", "16 bit"]),
        ("account.one_time_code", "digits = 4", &["one_time_code.digits", "4", "6 to 10"]),
        ("account.one_time_code", "tries = 0", &["one_time_code.tries", "0", "1 to 10"]),
        ("account.one_time_code", "lifetime = \"11m\"", &["code.lifetime", "11m", "\"10m\""]),
        ("account.one_time_code", "lifetime = \"0s\"", &["code.lifetime", "0s", "short"]),
        ("account.recovery", "code_digits = 4", &["recovery.code_digits", "4", "6 to 10"]),
        ("account.recovery", "code_lifetime = \"11m\"", &["code_lifetime", "11m", "\"10m\""]),
        ("account.recovery", "sim_change_days = 0", &["sim_change_days", "0", "1 to 100"]),
        ("account.registration", "pending = \"soon\"", &["registration.pending", "soon", "30m"]),
        ("account.limits", "messages_per_number = 5", &["messages_per_number", "5", "5/1h"]),
        ("account.challenge", "bits_max = 40", &["challenge.bits_max", "40", "8 to 24"]),
        ("account.letters", "lease = \"15s\"", &["letters.lease", "\"15s\"", "\"17s\""]),
        ("account.letters", "at_once = 0", &["account.letters.at_once", "8 would be right"]),
        ("account.sms", "second.smpp.response_timeout = \"40s\"", &["letters.lease", "45s", "66s"]),
        ("account.mail", "timeout = \"20s\"", &["letters.lease", "45s", "66s"]),
        ("account.sms.smpp", "source = \"MotCuaQuangNgai\"", &["account.sms", "smpp.source"]),
        ("account.database", "url = \"sqlite:var/portal.db\"", &["account.database.url", "same"]),
        ("portal", "providers = [{ id = \"a/b\" }]", &["portal.providers.id", "a/b", "national"]),
        ("portal", "providers = [{ id = \"a\", isuer = \"\" }]", &["portal.providers", "isuer"]),
        (
            "account.openid",
            "code = \"2m\"",
            &["account.openid.code", "\"2m\"", "\"1m\"", "FAPI 2.0"],
        ),
        (
            "account.openid",
            "key_published_ahead = \"30d\"",
            &["account.openid.key_published_ahead", "\"30d\"", "key_signs"],
        ),
        (
            "account.openid",
            "logout_timeout = \"0s\"",
            &["account.openid.logout_timeout", "\"0s\"", "\"1s\"", "\"30s\""],
        ),
        (
            "account",
            "trusted_proxies = [\"proxy\"]",
            &["account.trusted_proxies", "proxy", "IP address"],
        ),
    ] {
        let refusal = read(&with(table, line)).unwrap_err();
        for name in names.iter().chain(&["motcua.toml: "]) {
            assert!(refusal.contains(name), "[{table}] {line}: \"{name}\" is not in: {refusal}");
        }
    }
    let refusal = read(&with("account.mail", "pasword = \"hush\"")).unwrap_err();
    assert!(refusal.contains("pasword") && !refusal.contains("hush"), "{refusal}");
    assert!(read("[keys").unwrap_err().starts_with("motcua.toml: "));
    assert!(read("").unwrap_err().contains("keys"));
}

#[test]
fn two_houses_may_share_a_postgresql_database_but_no_schema() {
    let shared = "MOTCUA__PORTAL__DATABASE__URL MOTCUA__ACCOUNT__DATABASE__URL";
    let mut variables: Vec<_> = shared.split(' ').map(|name| (name, "postgres://h/d")).collect();
    let refusal = read_with(&least(), &variables).unwrap_err();
    assert!(refusal.contains("account.database.schema"), "{refusal}");
    variables.push(("MOTCUA__ACCOUNT__DATABASE__SCHEMA", "account"));
    assert!(read_with(&least(), &variables).is_ok());
}

#[test]
fn a_secret_can_lie_in_a_file() {
    let file = std::env::temp_dir().join(format!("motcua-secret-{}", std::process::id()));
    std::fs::write(&file, "hush\nnot this\n").unwrap();
    let line = format!("password = \"file:{}\"", file.display());
    let config = read(&with("account.mail", &line)).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(config.account.mail.password.reveal(), "hush");
    assert!(!format!("{config:?}").contains("hush"));
    std::fs::write(&file, "\nhush\n").unwrap();
    let refusal = read(&with("account.mail", &line)).unwrap_err();
    std::fs::remove_file(&file).unwrap();
    assert!(refusal.contains("account.mail.password") && !refusal.contains("hush"), "{refusal}");
    let refusal = read(&with("account.mail", &line)).unwrap_err();
    assert!(refusal.contains("account.mail.password"), "{refusal}");
    assert!(refusal.contains("motcua-secret"), "{refusal}");
}

#[test]
fn the_environment_stands_over_the_file() {
    let config = read_with(
        &with("account.mail", "port = 587\nhost = \"relay\""),
        &[
            ("MOTCUA__ACCOUNT__MAIL__PORT", "465"),
            ("MOTCUA__ACCOUNT__MAIL__PASSWORD", "00123456"),
            ("MOTCUA__ACCOUNT__REGISTRATION__ACCEPT_OLD_NUMBERS", "true"),
            ("MOTCUA__ACCOUNT__ONE_TIME_CODE__RESEND_WAITS", "5s"),
            ("MOTCUA__PORTAL__TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"),
            ("MOTCUA__ACCOUNT__TRUSTED_PROXIES", ""),
            ("MOTCUA__ACCOUNT__HOUSE__NAME_VI", "Một, hai, ba"),
            ("MOTCUA_TEST_POSTGRES", "is none of ours"),
        ],
    )
    .unwrap();
    assert_eq!((config.account.mail.port, config.account.mail.host.as_str()), (465, "relay"));
    assert!(config.account.mail.password == Secret::new("00123456"), "figures stay as they are");
    assert!(config.account.registration.accept_old_numbers);
    assert_eq!(config.account.one_time_code.resend_waits, ["5s".parse().unwrap()]);
    assert_eq!(config.portal.trusted_proxies.len(), 2);
    assert!(config.account.trusted_proxies.is_empty());
    assert_eq!(config.account.house.name_vi, "Một, hai, ba");

    let refusal = read_with(&least(), &[("MOTCUA__LISTEN__PORTL", "1")]).unwrap_err();
    assert!(refusal.contains("portl"), "{refusal}");
    let refusal = read_with(&least(), &[("MOTCUA__ACCOUNT__MAIL__PORT", "x")]).unwrap_err();
    assert!(refusal.contains("account.mail.port"), "{refusal}");
}
