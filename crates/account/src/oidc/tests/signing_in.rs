//! A citizen signs in to a client, from the first request to what the client learns.

use super::party::*;
use axum::http::Method;
use credentials::limit::Limit;
use ground::Span;
use ground::jose::{Compact, VerifyingKey};
use serde_json::{Value, json};
use store::Store;

async fn metadata(party: &Party) -> Value {
    let path = "/.well-known/openid-configuration";
    let seen = party.calls(Method::GET, path, &[], &Fields::default()).await;
    json_of(seen.answers(200))
}

async fn published(party: &Party) -> Vec<VerifyingKey> {
    let seen = party.calls(Method::GET, "/oauth2/jwks", &[], &Fields::default()).await;
    VerifyingKey::from_set(&json_of(seen.answers(200))).unwrap()
}

async fn a_code_is_traded_and_tells_who_signed_in(store: Store) {
    let party = Party::on(store).await;
    let seen = party.asks(&party.signed_in().await, &asking("portal")).await;
    let (address, all) = led(&seen);
    assert_eq!(address, BACK);
    assert_eq!((all["state"].as_str(), all["iss"].as_str()), ("af0ifjsldkj", ISSUER));
    party.world.advance(Span::from_seconds(5));
    let tokens = json_of(party.trades("portal", &all["code"]).await.answers(200));
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(300)));
    assert!(tokens.get("refresh_token").is_none(), "none was asked for");
    let token = tokens["id_token"].as_str().unwrap();
    let read = Compact::parse(token).unwrap();
    assert_eq!(read.algorithm().name(), "ES256");
    let told = Value::Object(read.verified(&published(&party).await).unwrap().clone());
    let now = party.world.now().unix_ms() / 1000;
    assert_eq!((&told["iss"], &told["aud"]), (&json!(ISSUER), &json!("portal")));
    assert_eq!((&told["iat"], &told["exp"]), (&json!(now), &json!(now + 300)));
    assert_eq!(told["auth_time"], json!(now - 5));
    assert_eq!(
        (&told["nonce"], &told["acr"]),
        (&json!("n-0S6_WzA2Mj"), &json!("urn:motcua:acr:2"))
    );
    assert_eq!(told["amr"], json!(["pwd", "otp", "sms", "mfa"]));
    let access = tokens["access_token"].as_str().unwrap();
    assert_eq!(told["at_hash"], json!(left_half(access)), "OpenID Connect Core, 3.1.3.6");
    assert!(!token.contains(&party.citizen.to_string()));
    let person = json_of(party.userinfo(access).await.answers(200));
    assert_eq!(person["sub"], told["sub"], "OpenID Connect Core, 5.3.2");
    assert_eq!(person["name"], "Nguyễn Văn Bình");
    assert_eq!(person["birthdate"], "1988-03-15");
    assert!(person.get("phone_number").is_none() && person.get("citizen_number").is_none());
}

store::on_both_engines!(openid_core_3_1_code_flow, a_code_is_traded_and_tells_who_signed_in);

async fn metadata_names_every_door(store: Store) {
    let party = Party::on(store).await;
    let told = metadata(&party).await;
    assert_eq!(told["issuer"], ISSUER);
    for (name, path) in [
        ("authorization_endpoint", "/oauth2/authorize"),
        ("token_endpoint", "/oauth2/token"),
        ("userinfo_endpoint", "/oauth2/userinfo"),
        ("jwks_uri", "/oauth2/jwks"),
        ("end_session_endpoint", "/oidc/logout"),
        ("pushed_authorization_request_endpoint", "/oauth2/par"),
        ("introspection_endpoint", "/oauth2/introspect"),
        ("revocation_endpoint", "/oauth2/revoke"),
    ] {
        assert_eq!(told[name], format!("{ISSUER}{path}"));
    }
    assert_eq!(told["response_types_supported"], json!(["code"]));
    assert_eq!(told["subject_types_supported"], json!(["pairwise"]));
    assert_eq!(told["code_challenge_methods_supported"], json!(["S256"]));
    assert_eq!(told["id_token_signing_alg_values_supported"], json!(["ES256", "RS256"]));
    assert_eq!(told["authorization_response_iss_parameter_supported"], true);
    assert_eq!(published(&party).await.len(), 2);
}

store::on_both_engines!(openid_discovery_3_metadata, metadata_names_every_door);

async fn sectors_do_not_find_out_about_each_other(store: Store) {
    let party = Party::on(store).await;
    let mut subs = Vec::new();
    for client in ["portal", "sister", "partner", "portal"] {
        if client == "partner" {
            subs.push(String::new());
            continue;
        }
        let tokens = party.tokens(&asking(client)).await;
        let told = claims(tokens["id_token"].as_str().unwrap());
        subs.push(told["sub"].as_str().unwrap().to_owned());
    }
    let other = party.tokens(&asking("province")).await;
    let other = claims(other["id_token"].as_str().unwrap());
    assert_eq!((&subs[0], &subs[0]), (&subs[1], &subs[3]), "one sector, and always the same");
    assert_ne!(other["sub"], subs[0].as_str());
}

store::on_both_engines!(openid_core_8_1_pairwise, sectors_do_not_find_out_about_each_other);

async fn whoever_is_not_signed_in_comes_back_with_a_code(store: Store) {
    let party = Party::on(store).await;
    let mut browser = party.browser();
    let (address, mut all) =
        led(&party.asks(&browser, &asking("portal").with("ui_locales", "fr en-GB vi")).await);
    assert_eq!(address, "/en/dang-nhap");
    let back = format!("/oauth2/authorize/{}", all.remove("tiep").unwrap());
    let seen = browser.exchange(browser.draft(&Method::GET, &back, "")).await;
    assert_eq!(led(&seen).0, "/en/dang-nhap", "not signed in yet");
    // An attacker cannot finish what they began in somebody else's browser, nor the other way.
    let victim = party.signed_in().await;
    let seen = victim.exchange(victim.draft(&Method::GET, &back, "")).await;
    seen.answers(410);
    party.signs_in(&mut browser, "both").await;
    let seen = browser.exchange(browser.draft(&Method::GET, &back, "")).await;
    assert!(led(&seen).1.contains_key("code"));
    let seen = browser.exchange(browser.draft(&Method::GET, &back, "")).await;
    seen.answers(410);
}

store::on_both_engines!(
    openid_core_3_1_2_3_signing_in,
    whoever_is_not_signed_in_comes_back_with_a_code
);

async fn the_login_page_may_lead_to_the_client_and_no_other(store: Store) {
    let party = Party::on(store).await;
    let mut browser = party.browser();
    browser.get("/vi/dang-nhap").await.answers(200);
    let policy = |browser: &web::testing::Browser| {
        let policy = browser.header("content-security-policy").to_owned();
        policy.split("form-action ").nth(1).unwrap().split(';').next().unwrap().to_owned()
    };
    assert_eq!(policy(&browser), "'self'");
    browser.get(&format!("/oauth2/authorize?{}", asking("portal").encoded())).await.answers(200);
    assert_eq!(policy(&browser), "'self' http://localhost:8080");
}

store::on_both_engines!(csp_3_form_action, the_login_page_may_lead_to_the_client_and_no_other);

async fn a_new_sign_in_where_the_client_wants_one(store: Store) {
    let party = Party::on(store).await;
    let mut browser = party.signed_in().await;
    let begun = party.world.now().unix_ms() / 1000;
    party.world.advance(Span::from_minutes(2));
    for (name, value) in
        [("prompt", "login"), ("max_age", "60"), ("max_age", "0"), ("prompt", "select_account")]
    {
        let (address, _) = led(&party.asks(&browser, &asking("portal").with(name, value)).await);
        assert_eq!(address, "/vi/dang-nhap", "{name}={value}");
    }
    let patient = asking("portal").with("max_age", "120");
    let (_, all) = led(&party.asks(&browser, &patient).await);
    let tokens = json_of(party.trades("portal", &all["code"]).await.answers(200));
    assert_eq!(claims(tokens["id_token"].as_str().unwrap())["auth_time"], json!(begun));
    let (_, all) = led(&party.asks(&browser, &asking("portal").with("prompt", "login")).await);
    party.world.advance(Span::from_minutes(1));
    party.signs_in(&mut browser, "both").await;
    let back = format!("/oauth2/authorize/{}", all["tiep"]);
    let (_, all) = led(&browser.exchange(browser.draft(&Method::GET, &back, "")).await);
    let tokens = json_of(party.trades("portal", &all["code"]).await.answers(200));
    assert_eq!(claims(tokens["id_token"].as_str().unwrap())["auth_time"], json!(begun + 180));
}

store::on_both_engines!(
    openid_core_3_1_2_1_prompt_and_max_age,
    a_new_sign_in_where_the_client_wants_one
);

async fn acr_says_what_was_shown(store: Store) {
    let party = Party::on(store).await;
    let mut browser = party.browser();
    party.signs_in(&mut browser, "password").await;
    party.world.advance(Span::from_seconds(1));
    let (_, all) = led(&party.asks(&browser, &asking("portal").with("acr_values", "LoA1")).await);
    let tokens = json_of(party.trades("portal", &all["code"]).await.answers(200));
    let told = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!((&told["acr"], &told["amr"]), (&json!("LoA1"), &json!(["pwd"])));
    let (address, _) =
        led(&party.asks(&browser, &asking("portal").with("acr_values", "LoA2")).await);
    assert_eq!(address, "/vi/dang-nhap");
    let essential = r#"{"id_token":{"acr":{"essential":true,"values":["LoA9"]}}}"#;
    let seen = party.asks(&browser, &asking("portal").with("claims", essential)).await;
    assert_eq!(error_of(&seen), "unmet_authentication_requirements");
}

store::on_both_engines!(openid_core_5_5_1_1_acr, acr_says_what_was_shown);

async fn single_claims_go_where_they_are_asked_for(store: Store) {
    let party = Party::on(store).await;
    let wish = r#"{"userinfo":{"phone_number":{"essential":true},"picture":null},"id_token":{"name":null,"auth_time":{"essential":true}}}"#;
    let asks = asking("portal").with("scope", "openid").with("claims", wish);
    let tokens = party.tokens(&asks).await;
    assert_eq!(claims(tokens["id_token"].as_str().unwrap())["name"], "Nguyễn Văn Bình");
    let person = json_of(&party.userinfo(tokens["access_token"].as_str().unwrap()).await);
    assert_eq!(person["phone_number"], "+84828000088");
    assert!(person.get("name").is_none() && person.get("picture").is_none());
}

store::on_both_engines!(openid_core_5_5_claims, single_claims_go_where_they_are_asked_for);

async fn portals_of_the_national_sign_on_work_unchanged(store: Store) {
    let party = Party::on(store).await;
    let asks = asking("province").without("code_challenge").without("code_challenge_method");
    let code = party.code(&asks.with("scope", "openid").with("acr_values", "LoA1")).await;
    let trade = trading("province", &code).without("code_verifier");
    let tokens = json_of(party.posts("/oauth2/token", &trade).await.answers(200));
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let headers = [("authorization", bearer.as_str())];
    let seen = party.calls(Method::POST, "/oauth2/userinfo", &headers, &Fields::default()).await;
    let person = json_of(seen.answers(200));
    assert_eq!(person["HoVaTen"], "Nguyễn Văn Bình");
    assert_eq!(
        (&person["SoDinhDanh"], &person["LoaiTaiKhoan"]),
        (&json!("051088001234"), &json!("1"))
    );
    assert_eq!(person["TechID"], person["sub"]);
}

store::on_both_engines!(national_claims, portals_of_the_national_sign_on_work_unchanged);

async fn a_request_may_come_by_post_from_another_site(store: Store) {
    let party = Party::on(store).await;
    let browser = party.signed_in().await;
    let headers = [("origin", "http://localhost:8080"), ("sec-fetch-site", "cross-site")];
    let seen = party.calls(Method::POST, "/oauth2/authorize", &headers, &asking("portal")).await;
    let location = seen.answers(303).header("location").to_owned();
    let seen = browser.exchange(browser.draft(&Method::GET, &location, "")).await;
    assert!(led(&seen).1.contains_key("code"));
}

store::on_both_engines!(openid_core_3_1_2_1_post, a_request_may_come_by_post_from_another_site);

async fn requests_that_wait_are_counted_by_address(store: Store) {
    let party = Party::with(store, |settings| {
        settings.limits.requests_per_address = Limit::new(3, Span::from_hours(1));
    })
    .await;
    for _ in 0..3 {
        party.asks(&party.browser(), &asking("portal")).await.answers(303);
    }
    party.asks(&party.browser(), &asking("portal")).await.answers(429);
    assert_eq!(party.world.rows("openid_request").await, 3);
    // Who is signed in waits for nothing, and leaves no row.
    let browser = party.signed_in().await;
    party.asks(&browser, &asking("portal")).await.answers(303);
    party.world.advance(Span::from_hours(1));
    party.asks(&party.browser(), &asking("portal")).await.answers(303);
}

store::on_both_engines!(counted_by_address, requests_that_wait_are_counted_by_address);
