//! Requests that are wrong, and what is said about them: to the client where its address is its
//! own, to the person otherwise.

use super::party::*;
use axum::http::Method;
use store::Store;

async fn each_wrong_request_gets_its_error(store: Store) {
    let party = Party::on(store).await;
    let browser = party.signed_in().await;
    let ok = || asking("portal");
    let long = "a".repeat(1025);
    for (clause, asks, error) in [
        ("RFC 6749, 4.1.2.1", ok().without("response_type"), "invalid_request"),
        ("RFC 6749, 4.1.2.1", ok().with("response_type", "token"), "unsupported_response_type"),
        (
            "OpenID Core, 3.3",
            ok().with("response_type", "code id_token"),
            "unsupported_response_type",
        ),
        ("RFC 6749, 3.1", ok().also("scope", "openid"), "invalid_request"),
        ("RFC 6749, 3.1", ok().also("state", "2"), "invalid_request"),
        ("OpenID Core, 3.1.2.1", ok().without("scope"), "invalid_scope"),
        ("OpenID Core, 3.1.2.1", ok().with("scope", "profile"), "invalid_scope"),
        ("RFC 6749, 3.3", ok().with("scope", "openid \"x\""), "invalid_scope"),
        ("the cap of 1 KiB", ok().with("scope", &format!("openid {long}")), "invalid_scope"),
        (
            "RFC 7636, 4.4.1",
            ok().without("code_challenge").without("code_challenge_method"),
            "invalid_request",
        ),
        ("RFC 7636, 4.3", ok().without("code_challenge_method"), "invalid_request"),
        ("RFC 7636, 4.4.1", ok().with("code_challenge_method", "plain"), "invalid_request"),
        ("RFC 7636, 4.2", ok().with("code_challenge", "short"), "invalid_request"),
        ("RFC 7636, 4.2", ok().without("code_challenge"), "invalid_request"),
        ("OpenID Core, 3.1.2.1", ok().with("prompt", "none login"), "invalid_request"),
        ("OpenID Core, 3.1.2.1", ok().with("prompt", "perhaps"), "invalid_request"),
        ("OpenID Core, 3.1.2.1", ok().with("max_age", "-1"), "invalid_request"),
        ("OpenID Core, 3.1.2.1", ok().with("max_age", "soon"), "invalid_request"),
        ("OpenID Core, 3.1.2.2", ok().with("id_token_hint", "a.b.c"), "invalid_request"),
        ("OpenID Core, 5.5", ok().with("claims", "{"), "invalid_request"),
        ("OpenID Core, 6.1", ok().with("request", "a.b.c"), "request_not_supported"),
        (
            "OpenID Core, 6.2",
            ok().with("request_uri", "https://x.example/r"),
            "request_uri_not_supported",
        ),
        ("OpenID Core, 7.2.1", ok().with("registration", "{}"), "registration_not_supported"),
        ("Multiple Response Types, 2.1", ok().with("response_mode", "fragment"), "invalid_request"),
        ("FAPI 2.0, 5.3.2.2", asking("bank"), "invalid_request"),
    ] {
        let seen = party.asks(&browser, &asks).await;
        assert_eq!(error_of(&seen), error, "{clause}: {asks:?}");
        assert!(!led(&seen).1["error_description"].is_empty());
    }
    let unknown = asking("portal")
        .with("foo", "bar")
        .with("scope", "openid more")
        .with("login_hint", "x")
        .with("display", "wap")
        .with("claims_locales", "se");
    assert!(led(&party.asks(&browser, &unknown).await).1.contains_key("code"), "RFC 6749, 3.1");
    let without_state = asking("portal").without("state").with("scope", "x");
    assert!(!led(&party.asks(&browser, &without_state).await).1.contains_key("state"));
}

store::on_both_engines!(rfc_6749_4_1_2_1_errors, each_wrong_request_gets_its_error);

async fn nobody_is_led_to_an_address_that_is_not_the_clients(store: Store) {
    let party = Party::on(store).await;
    let browser = party.signed_in().await;
    for uri in [
        "",
        "http://localhost:8080/dang-nhap/national/callback/",
        "http://localhost:8080/dang-nhap/national/callback?x=1",
        "http://localhost:8080/dang-nhap/national/callback#x",
        "http://localhost:8080/dang-nhap/national/./callback",
        "http://localhost:8080/dang-nhap/national/x/../callback",
        "http://localhost:8080/dang-nhap/national/%63allback",
        "http://localhost:8080/dang-nhap%2fnational/callback",
        "http://localhost:8080/dang-nhap/national/callback;x",
        "http://localhost:8080/dang-nhap/national/Callback",
        "http://LOCALHOST:8080/dang-nhap/national/callback",
        "http://localhost/dang-nhap/national/callback",
        "http://localhost:80@evil.example/dang-nhap/national/callback",
        "http://localhost:8080@evil.example/",
        "http://localhost:8080.evil.example/dang-nhap/national/callback",
        "http://127.0.0.1:8080/dang-nhap/national/callback",
        "https://localhost:8080/dang-nhap/national/callback",
        "http://evil.example\\@localhost:8080/dang-nhap/national/callback",
        "//localhost:8080/dang-nhap/national/callback",
        "javascript:alert(1)",
        "http://localhost:8080/dang-nhap/national/callback\n",
        " http://localhost:8080/dang-nhap/national/callback",
    ] {
        let seen = party.asks(&browser, &asking("portal").with("redirect_uri", uri)).await;
        seen.answers(400).sees(&party.world.t("openid-wrong-address"));
        assert_eq!(seen.header("location"), "", "{uri}");
    }
    let missing = asking("portal").without("redirect_uri");
    party.asks(&browser, &missing).await.answers(400);
    let twice = asking("portal").also("redirect_uri", "http://evil.example/");
    party.asks(&browser, &twice).await.answers(400);
    for client in ["", "Portal", "nobody"] {
        let seen = party.asks(&browser, &asking("portal").with("client_id", client)).await;
        seen.answers(400).sees(&party.world.t("openid-wrong-client"));
    }
    party.asks(&browser, &asking("portal").also("client_id", "portal")).await.answers(400);
}

store::on_both_engines!(
    rfc_9700_2_1_redirect_uris,
    nobody_is_led_to_an_address_that_is_not_the_clients
);

async fn more_than_16_kib_is_not_read(store: Store) {
    let party = Party::on(store).await;
    let browser = party.signed_in().await;
    let long = asking("portal").with("state", &"a".repeat(16 * 1024));
    let wrong = party.world.t("openid-wrong-form");
    party.asks(&browser, &long).await.answers(400).sees(&wrong);
    let seen = party.calls(Method::POST, "/oauth2/authorize", &[], &long).await;
    seen.answers(400).sees(&wrong);
    for path in ["/oauth2/token", "/oauth2/par", "/oauth2/introspect", "/oauth2/revoke"] {
        refused(&party.posts(path, &long).await, 400, "invalid_request");
    }
    let state = asking("portal").with("state", &"a".repeat(2049));
    assert_eq!(error_of(&party.asks(&browser, &state).await), "invalid_request");
}

store::on_both_engines!(parser_caps, more_than_16_kib_is_not_read);

async fn prompt_none_never_shows_a_page(store: Store) {
    let party = Party::on(store).await;
    let silent = |client| asking(client).with("prompt", "none");
    assert_eq!(error_of(&party.asks(&party.browser(), &silent("portal")).await), "login_required");
    let browser = party.signed_in().await;
    assert!(led(&party.asks(&browser, &silent("portal")).await).1.contains_key("code"));
    assert_eq!(error_of(&party.asks(&browser, &silent("partner")).await), "consent_required");
    let tokens = party.tokens(&asking("portal")).await;
    let hint = tokens["id_token"].as_str().unwrap();
    let hinted = silent("portal").with("id_token_hint", hint);
    assert!(led(&party.asks(&browser, &hinted).await).1.contains_key("code"));
    let somebody = r#"{"id_token":{"sub":{"value":"somebody else"}}}"#;
    let other = silent("portal").with("claims", somebody);
    assert_eq!(error_of(&party.asks(&browser, &other).await), "login_required");
    let foreign = silent("sister").with("id_token_hint", hint);
    assert_eq!(error_of(&party.asks(&browser, &foreign).await), "invalid_request");
}

store::on_both_engines!(openid_core_3_1_2_6_prompt_none, prompt_none_never_shows_a_page);
