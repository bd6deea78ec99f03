//! Signing out at the wish of a client, and telling every client that it happened.

use super::party::*;
use crate::oidc::{Provider, tell_of_ends};
use crate::session::{self, Why};
use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::routing::post;
use ground::Span;
use ground::jose::{Compact, VerifyingKey};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::Store;
use tokio::net::TcpListener;
use web::testing::Browser;

async fn out(browser: &Browser, asks: &Fields) -> web::testing::Seen {
    let path = format!("/oidc/logout?{}", asks.encoded());
    browser.exchange(browser.draft(&Method::GET, &path, "")).await
}

async fn is_signed_in(party: &Party, browser: &Browser) -> bool {
    let seen = party.asks(browser, &asking("portal").with("prompt", "none")).await;
    led(&seen).1.contains_key("code")
}

/// A browser in which the citizen is signed in, and the ID token that the portal got in it.
async fn with_hint(party: &Party) -> (Browser, String) {
    let browser = party.signed_in().await;
    let (_, all) = led(&party.asks(&browser, &asking("portal")).await);
    let tokens = json_of(party.trades("portal", &all["code"]).await.answers(200));
    (browser, tokens["id_token"].as_str().unwrap().to_owned())
}

async fn a_client_signs_its_citizen_out(store: Store) {
    let party = Party::on(store).await;
    let (browser, hint) = with_hint(&party).await;
    party.world.advance(Span::from_minutes(20));
    let asks = Fields::of(&[
        ("id_token_hint", &hint),
        ("post_logout_redirect_uri", AFTER),
        ("state", "xyz"),
    ]);
    let (address, all) = led(&out(&browser, &asks).await);
    assert_eq!((address.as_str(), all["state"].as_str()), (AFTER, "xyz"));
    assert!(!is_signed_in(&party, &browser).await);
    let (address, _) = led(&out(&browser, &asks).await);
    assert_eq!(address, AFTER, "signed out already");
}

store::on_both_engines!(rp_initiated_logout_2_with_hint, a_client_signs_its_citizen_out);

async fn without_a_token_of_this_session_the_citizen_is_asked(store: Store) {
    let party = Party::on(store).await;
    let (_, foreign) = with_hint(&party).await;
    let asks = Fields::of(&[("client_id", "portal"), ("post_logout_redirect_uri", AFTER)]);
    for asks in [Fields::default(), asks.clone(), Fields::of(&[("id_token_hint", &foreign)])] {
        let mut browser = party.signed_in().await;
        browser.get(&format!("/oidc/logout?{}", asks.encoded())).await.answers(200);
        browser.sees(&party.world.t("openid-logout-title"));
        assert!(is_signed_in(&party, &browser).await, "not yet");
        let confirm = browser.sending(&party.world.t("openid-logout-confirm"));
        browser.clone().send(confirm.without("form-token")).await.answers(422);
        assert!(is_signed_in(&party, &browser).await, "nor by a form of somebody else's");
        browser.press(&party.world.t("openid-logout-confirm")).await;
        assert!(!is_signed_in(&party, &browser).await);
        match asks.get("post_logout_redirect_uri") {
            "" => drop(browser.is_at("/vi/da-dang-xuat")),
            next => assert_eq!(led(&browser).0, next),
        }
    }
    let cross = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    let seen = party.calls(Method::POST, "/oidc/logout", &cross, &asks).await;
    assert!(seen.answers(303).header("location").starts_with("/oidc/logout?"));
}

store::on_both_engines!(
    rp_initiated_logout_2_confirmed,
    without_a_token_of_this_session_the_citizen_is_asked
);

async fn wrong_wishes_lead_nowhere(store: Store) {
    let party = Party::on(store).await;
    let (browser, hint) = with_hint(&party).await;
    let (head, rest) = hint.split_once('.').unwrap();
    let forged = format!("{head}.{}", rest.replace('A', "B"));
    for asks in [
        Fields::of(&[("post_logout_redirect_uri", AFTER)]),
        Fields::of(&[
            ("id_token_hint", &hint),
            ("post_logout_redirect_uri", "http://evil.example/"),
        ]),
        Fields::of(&[("id_token_hint", &hint), ("post_logout_redirect_uri", &format!("{AFTER}/"))]),
        Fields::of(&[("id_token_hint", &hint), ("client_id", "sister")]),
        Fields::of(&[("id_token_hint", &forged)]),
        Fields::of(&[("id_token_hint", "a.b.c")]),
        Fields::of(&[("client_id", "nobody")]),
        Fields::of(&[("state", "1")]).also("state", "2"),
    ] {
        let seen = out(&browser, &asks).await;
        seen.answers(400).sees(&party.world.t("openid-wrong-next"));
        assert_eq!(seen.header("location"), "");
    }
    assert!(is_signed_in(&party, &browser).await);
}

store::on_both_engines!(rp_initiated_logout_4_wrong, wrong_wishes_lead_nowhere);

/// A client that hears of sign-outs; it does not take the first `deaf` of them.
struct Ear {
    heard: Mutex<Vec<String>>,
    deaf: Mutex<u32>,
}

async fn ear(deaf: u32) -> (Arc<Ear>, String) {
    let ear = Arc::new(Ear { heard: Mutex::default(), deaf: Mutex::new(deaf) });
    let hear = |State(ear): State<Arc<Ear>>, body: String| async move {
        let mut deaf = ear.deaf.lock().unwrap();
        if *deaf > 0 {
            *deaf -= 1;
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        ear.heard.lock().unwrap().push(body);
        StatusCode::OK
    };
    let router = Router::new().route("/ear", post(hear)).with_state(Arc::clone(&ear));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}/ear", listener.local_addr().unwrap());
    tokio::spawn(web::server::serve(listener, router, Default::default()));
    (ear, uri)
}

async fn until(mut is_so: impl FnMut() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never was so");
}

async fn each_client_of_a_session_hears_of_its_end(store: Store) {
    let (ear, uri) = ear(1).await;
    let party = Party::with(store, |settings| {
        for client in &mut settings.clients {
            let hears = ["portal", "sister"].contains(&client.id.as_str());
            client.backchannel_logout_uri = hears.then(|| uri.clone());
        }
    })
    .await;
    let (browser, hint) = with_hint(&party).await;
    let tokens = party.tokens(&asking("sister")).await;
    let elsewhere = tokens["access_token"].as_str().unwrap();
    let (_, all) = led(&party.asks(&browser, &asking("portal")).await);
    let tokens = json_of(party.trades("portal", &all["code"]).await.answers(200));
    let here = tokens["access_token"].as_str().unwrap();
    led(&party.asks(&browser, &asking("partner").with("prompt", "none")).await);
    out(&browser, &Fields::of(&[("id_token_hint", &hint)])).await;
    let provider = Arc::new(Provider::new(&party.world.account));
    let worker = tokio::spawn(tell_of_ends(provider, std::future::pending()));
    until(|| *ear.deaf.lock().unwrap() == 0).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(ear.heard.lock().unwrap().is_empty(), "not at once again");
    party.world.advance(Span::from_seconds(6));
    until(|| ear.heard.lock().unwrap().len() == 1).await;
    worker.abort();
    refused(&party.userinfo(here).await, 401, "invalid_token");
    party.userinfo(elsewhere).await.answers(200);
    let body = ear.heard.lock().unwrap().remove(0);
    let token = body.strip_prefix("logout_token=").unwrap();
    let seen = party.calls(Method::GET, "/oauth2/jwks", &[], &Fields::default()).await;
    let keys = VerifyingKey::from_set(&json_of(&seen)).unwrap();
    let read = Compact::parse(token).unwrap();
    assert_eq!(read.kind(), Some("logout+jwt"));
    let told = Value::Object(read.verified(&keys).unwrap().clone());
    let known = claims(&hint);
    for name in ["iss", "aud", "sub", "sid"] {
        assert_eq!(told[name], known[name], "{name}");
    }
    assert!(told["events"]["http://schemas.openid.net/event/backchannel-logout"].is_object());
    assert!(told.get("nonce").is_none(), "2.4: it must not look like an ID token");
    assert_eq!(told["exp"].as_i64().unwrap() - told["iat"].as_i64().unwrap(), 120);
    // And it does not pass for one.
    party.asks(&browser, &asking("portal").with("id_token_hint", token)).await;
    let seen = out(&browser, &Fields::of(&[("id_token_hint", token)])).await;
    seen.answers(400);
}

store::on_both_engines!(back_channel_logout_2_told, each_client_of_a_session_hears_of_its_end);

/// A thief's own session of a client goes on while the one here rests, and so do offline tokens: a
/// reset reaches both.
async fn a_reset_reaches_what_rests(store: Store) {
    let (ear, uri) = ear(0).await;
    let party = Party::with(store, |settings| {
        for client in &mut settings.clients {
            client.backchannel_logout_uri = (client.id == "portal").then(|| uri.clone());
        }
    })
    .await;
    let offline = asking("portal").with("scope", "openid offline_access");
    let tokens = party.tokens(&offline).await;
    party.world.advance(Span::from_hours(2));
    let (account, now) = (&party.world.account, party.world.now());
    account.sweep().await.unwrap();
    store::in_transaction!(account.store, |tx| {
        session::end_all(tx, account, (party.citizen, None), Why::Reset, now).await
    })
    .unwrap();
    let provider = Arc::new(Provider::new(account));
    let worker = tokio::spawn(tell_of_ends(provider, std::future::pending()));
    until(|| ear.heard.lock().unwrap().len() == 1).await;
    worker.abort();
    let refreshing = Fields::of(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
        ("client_id", "portal"),
        ("client_secret", SECRET),
    ]);
    refused(&party.posts("/oauth2/token", &refreshing).await, 400, "invalid_grant");
}

store::on_both_engines!(reset, a_reset_reaches_what_rests);

/// A client that takes calls and never answers, and how many it took.
async fn mute() -> (Arc<AtomicUsize>, String) {
    let taken = Arc::new(AtomicUsize::new(0));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}/ear", listener.local_addr().unwrap());
    let counted = Arc::clone(&taken);
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((connection, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            held.push(connection);
        }
    });
    (taken, uri)
}

async fn a_dead_client_holds_nobody_up(store: Store) {
    let ((taken, dead), (ear, live)) = (mute().await, ear(0).await);
    let party = Party::with(store, |settings| {
        settings.openid.logout_timeout = Span::from_days(1);
        for client in &mut settings.clients {
            let uri = match client.id.as_str() {
                "portal" => Some(dead.clone()),
                "sister" => Some(live.clone()),
                _ => None,
            };
            client.backchannel_logout_uri = uri;
        }
    })
    .await;
    for _ in 0..10 {
        party.tokens(&asking("portal")).await;
    }
    party.tokens(&asking("sister")).await;
    let (account, now) = (&party.world.account, party.world.now());
    store::in_transaction!(account.store, |tx| {
        session::end_all(tx, account, (party.citizen, None), Why::Reset, now).await
    })
    .unwrap();
    let provider = Arc::new(Provider::new(account));
    let worker = tokio::spawn(tell_of_ends(provider, std::future::pending()));
    until(|| taken.load(Ordering::SeqCst) == 2).await;
    until(|| ear.heard.lock().unwrap().len() == 1).await;
    worker.abort();
}

store::on_both_engines!(nobody_held_up, a_dead_client_holds_nobody_up);

async fn a_client_that_is_away_is_told_for_a_day(store: Store) {
    let (ear, uri) = ear(u32::MAX).await;
    let party = Party::with(store, |settings| {
        for client in &mut settings.clients {
            client.backchannel_logout_uri = (client.id == "portal").then(|| uri.clone());
        }
    })
    .await;
    let (browser, hint) = with_hint(&party).await;
    out(&browser, &Fields::of(&[("id_token_hint", &hint)])).await;
    let provider = Arc::new(Provider::new(&party.world.account));
    let worker = tokio::spawn(tell_of_ends(provider, std::future::pending()));
    let calls = || u32::MAX - *ear.deaf.lock().unwrap();
    for nth in 1..=20 {
        until(|| calls() == nth).await;
        // The answer was written down before the clock moves on.
        let waits = "SELECT COUNT(*) FROM job WHERE kind = 'backchannel-logout' AND state = \
                     'waiting' AND leased_until IS NULL";
        for _ in 0..500 {
            if party.world.number(waits).await == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        party.world.advance(Span::from_hours(1));
    }
    *ear.deaf.lock().unwrap() = 0;
    party.world.advance(Span::from_hours(1));
    until(|| ear.heard.lock().unwrap().len() == 1).await;
    worker.abort();
}

store::on_both_engines!(told_for_a_day, a_client_that_is_away_is_told_for_a_day);
