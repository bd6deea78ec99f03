//! How the program starts and stops: what is wrong with its settings, one house alone, a graceful
//! end, several nodes at once.
#![expect(clippy::unwrap_used, reason = "a test that cannot begin cannot go on")]

use bench::wire::Wire;
use bench::{Citizen, Person, Site, citizen};
use std::fs;
use std::path::Path;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

fn site() -> Site {
    Site::new(Path::new(env!("CARGO_BIN_EXE_motcua"))).unwrap()
}

/// What the program says when it does not start.
fn refusal(site: &Site, command: &str) -> String {
    let config = site.config().display().to_string();
    let output = site.command(&[command, "--config", &config]).output().unwrap();
    assert!(!output.status.success(), "{command} started all the same");
    String::from_utf8(output.stderr).unwrap()
}

fn assert_says(said: &str, fragments: &[&str]) {
    for fragment in fragments {
        assert!(said.contains(fragment), "no {fragment:?} in: {said}");
    }
}

#[test]
fn a_wrong_setting_stops_the_start_with_key_value_and_what_would_be_right() {
    let cases: [(&str, &str, &[&str]); 6] = [
        (
            "account.one_time_code.lifetime",
            "soon",
            &["account.one_time_code.lifetime", "soon", "30m"],
        ),
        ("account.one_time_code.tries", "many", &["account.one_time_code.tries", "many"]),
        ("account.database.durability", "half", &["account.database.durability", "half", "full"]),
        ("listen.metrics", "0.0.0.0:9000", &["listen.metrics", "0.0.0.0:9000", "127.0.0.1"]),
        ("account.colour", "red", &["account", "unknown field", "colour"]),
        ("account.challenge.bits_base", "99", &["account.challenge.bits_base", "99", "8 to 24"]),
    ];
    for (key, value, fragments) in cases {
        let mut site = site();
        site.set(key, value);
        for command in ["serve", "check-config"] {
            assert_says(&refusal(&site, command), fragments);
        }
    }
}

#[test]
fn a_database_that_is_away_stops_the_start_and_its_password_is_not_repeated() {
    let mut site = site();
    site.set("account.database.url", "postgres://citizen:geheim@127.0.0.1:1/none");
    for command in ["serve", "check-config", "migrate"] {
        let said = refusal(&site, command);
        assert_says(&said, &["account.database.url", "127.0.0.1:1", "would be right"]);
        assert!(!said.contains("geheim"), "{said}");
    }
    site.set("account.database.url", "mysql://somewhere");
    assert_says(&refusal(&site, "serve"), &["account.database.url", "mysql", "sqlite:"]);
}

#[test]
fn a_missing_key_file_stops_the_start() {
    let site = site();
    fs::remove_file(site.folder().join("keys.toml")).unwrap();
    assert_says(&refusal(&site, "serve"), &["keys.file", "keys.toml"]);
}

#[test]
fn a_key_file_without_a_true_key_stops_the_start_and_is_not_repeated() {
    let site = site();
    let (zeros, short) = ("A".repeat(43) + "=", "Z2VoZWlt");
    for (text, says) in [
        (String::new(), "missing field"),
        ("current = 1\n[keys]\n".to_owned(), "names no key"),
        (format!("current = 1\n[keys]\n1 = \"{short}\"\n"), "not base64 of 32 bytes"),
        (format!("current = 1\n[keys]\n1 = \"{short}\n"), "line 3"),
        (format!("current = 1\n[keys]\n1 = \"{zeros}\"\n"), "same byte"),
    ] {
        fs::write(site.folder().join("keys.toml"), &text).unwrap();
        for command in ["serve", "check-config"] {
            let said = refusal(&site, command);
            assert_says(&said, &["keys.file", "keys.toml", says]);
            assert!(!said.contains(short), "{said}");
        }
    }
}

#[test]
fn a_taken_address_stops_the_start_before_anything_begins() {
    for (key, nth) in [("listen.portal", 0), ("listen.account", 1), ("listen.metrics", 6)] {
        let site = site();
        let address = format!("127.0.0.1:{}", site.portal() + nth);
        let _taken = std::net::TcpListener::bind(&address).unwrap();
        assert_says(&refusal(&site, "serve"), &[key, &address, "would be right"]);
        let opened = fs::read_dir(site.folder()).unwrap().filter_map(Result::ok);
        let databases = opened.filter(|file| file.path().extension().is_some_and(|e| e == "db"));
        assert_eq!(databases.count(), 0, "{key}: no database was touched, no letter sent");
    }
}

#[tokio::test]
async fn one_house_alone() {
    for (only, open, shut) in [("account", 1, 0), ("portal", 0, 1)] {
        let site = site();
        let config = site.config().display().to_string();
        let words = ["serve", "--config", &config, "--only", only];
        let mut serve = site.start(&words, "serve.log").unwrap();
        serve.answers(site.portal() + open, "/readyz").await.unwrap();
        assert!(Wire::new(site.portal() + shut).get("/healthz", "").await.is_err());
        serve.answers(site.metrics(), "/metrics").await.unwrap();
    }
}

#[tokio::test]
async fn a_stop_lets_requests_finish_and_keeps_the_queue() {
    let site = site();
    let _sandbox = site.start_sandbox().await.unwrap();
    faults(&site, r#"{"sms": "throttled"}"#).await;
    let (mut serve, _) = site.serve().await.unwrap();
    let mut citizen = Citizen::new(&site, Person::nth(1));
    citizen.subscribe().await.unwrap();
    let form = citizen.open_form().await.unwrap();
    let text = citizen.form_text(&form);
    let sent = tokio::spawn(async move {
        let started = citizen.post(citizen::FORM, &text).await;
        (citizen, started)
    });
    tokio::time::sleep(Duration::from_millis(5)).await;
    serve.ask_to_stop().unwrap();
    let (mut citizen, started) = sent.await.unwrap();
    let at = citizen::location(&started.unwrap(), "ma-otp").unwrap();
    assert!(serve.end(SOON).await.unwrap().success());
    assert!(citizen.messages().await.unwrap().is_empty());

    faults(&site, r#"{"sms": "ok"}"#).await;
    let (_serve, _) = site.serve().await.unwrap();
    assert!(citizen.read_code(0).await.is_ok(), "the queue lost its letter");
    assert_eq!(citizen.get(&at).await.unwrap().status, 200);
}

async fn faults(site: &Site, change: &str) {
    let kind = "content-type: application/json\r\n";
    let reply = Wire::new(site.sandbox()).exchange("PUT", "/api/faults", kind, change).await;
    assert_eq!(reply.unwrap().status, 200);
}

#[tokio::test]
async fn several_nodes_start_on_one_empty_database_at_once() {
    // SQLite has one node.
    let Some(url) = store::testing::postgres_url() else { return };
    let mut first = site();
    first.use_postgres(&url);
    let mut others = [site(), site()];
    for other in &mut others {
        other.join(&first).unwrap();
    }
    let _sandbox = first.start_sandbox().await.unwrap();
    let all = [&first, &others[0], &others[1]];
    let mut nodes = all.map(|site| site.begin_to_serve().unwrap());
    for (node, site) in nodes.iter_mut().zip(all) {
        node.answers(site.account(), "/readyz").await.unwrap();
        node.answers(site.portal(), "/readyz").await.unwrap();
    }
    // Any node may send the letter of any other.
    for number in 0..3 {
        let mut citizen = Citizen::new(&first, Person::nth(number));
        citizen.subscribe().await.unwrap();
        citizen.register().await.unwrap();
    }
}
