//! Clients that were added while the program runs.

use crate::settings::openid;
use crate::testing::World;
use ground::{Secret, Span};
use serde_json::json;
use store::Store;

fn configured() -> openid::Client {
    openid::Client {
        id: "portal".into(),
        secret: Some(Secret::new("0123456789abcdef0123456789abcdef")),
        redirect_uris: vec!["http://localhost:8080/callback".into()],
        ..Default::default()
    }
}

async fn clients_are_added_rotated_and_removed(store: Store) {
    let world = World::with(store, |settings| settings.clients = vec![configured()]).await;
    let account = &world.account;
    let asked = json!({ "id": "land", "redirect_uris": ["http://localhost:9/cb"] });
    let first = super::add(account, &asked).await.unwrap().unwrap().unwrap();
    assert!(account.clients.find("land").is_none(), "not before it is read");
    super::read(account).await.unwrap();
    let knows = |secret: &Secret| account.clients.find("land").unwrap().has_secret(secret.reveal());
    assert!(knows(&first));
    assert!(!world.everything().await.contains(&first.reveal().to_lowercase()), "a digest is kept");
    assert!(super::add(account, &asked).await.unwrap().unwrap_err().contains("there already"));

    let second = super::rotate(account, "land", Span::from_hours(24), None).await;
    let second = second.unwrap().unwrap().unwrap();
    super::refresh(account).await.unwrap();
    assert!(knows(&first) && knows(&second), "the old one serves for a day");
    assert!(!knows(&Secret::new("")));
    assert!(super::all(account).await.unwrap()[0].old_until.is_some());
    world.advance(Span::from_hours(24));
    account.sweep().await.unwrap();
    assert!(!knows(&first) && knows(&second));
    assert!(super::all(account).await.unwrap()[0].old_until.is_none());

    assert!(super::remove(account, "land").await.unwrap().is_ok());
    super::refresh(account).await.unwrap();
    assert!(account.clients.find("land").is_none());
    assert!(super::remove(account, "land").await.unwrap().unwrap_err().contains("client list"));
    let events = world.texts("SELECT event FROM journal WHERE subject = 'client land'").await;
    assert_eq!(events, ["client.added", "client.rotated", "client.removed"]);
}

store::on_both_engines!(of_the_table, clients_are_added_rotated_and_removed);

async fn the_same_id_in_both_places_stops_a_start(store: Store) {
    let world = World::on(store).await;
    let asked = json!({ "id": "portal", "redirect_uris": ["http://localhost:9/cb"] });
    super::add(&world.account, &asked).await.unwrap().unwrap();
    super::read(&world.account).await.unwrap();
    let world = world.with_settings(|settings| settings.clients = vec![configured()]);
    let why = super::read(&world.account).await.unwrap_err().to_string();
    assert!(why.contains("account.clients") && why.contains("client remove portal"), "{why}");
    // While a program runs, the configuration wins.
    super::refresh(&world.account).await.unwrap();
    let client = world.account.clients.find("portal").unwrap();
    assert!(client.redirects_to("http://localhost:8080/callback"));
    let again = super::add(&world.account, &asked).await.unwrap().unwrap_err();
    assert!(again.contains("account.clients"), "{again}");
}

store::on_both_engines!(in_both_places, the_same_id_in_both_places_stops_a_start);

async fn what_cannot_be_is_not_added(store: Store) {
    let world = World::on(store).await;
    let good = json!({ "id": "land", "redirect_uris": ["http://localhost:9/cb"] });
    for (name, value, says) in [
        ("id", json!("a b"), "id:"),
        ("redirect_uris", json!(["javascript:alert(1)"]), "whole https address"),
        ("profile", json!("fapi2"), "takes no secret"),
        ("profile", json!("best"), "unknown variant"),
        ("jwks", json!("{}"), "jwks:"),
        ("colour", json!("red"), "colour"),
    ] {
        let mut wrong = good.clone();
        wrong[name] = value;
        let why = super::add(&world.account, &wrong).await.unwrap().unwrap_err();
        assert!(why.contains(says), "{name}: {why}");
    }
    assert_eq!(world.rows("client").await, 0);
}

store::on_both_engines!(not_added, what_cannot_be_is_not_added);
