//! Trading codes: once, by whom they were made for, as they were asked for.

use super::party::*;
use crate::testing::at_once;
use axum::http::Method;
use ground::Span;
use serde_json::json;
use store::Store;

async fn a_code_that_comes_twice_ends_what_it_began(store: Store) {
    let party = Party::on(store).await;
    let code = party.code(&asking("portal")).await;
    let tokens = json_of(party.trades("portal", &code).await.answers(200));
    let access = tokens["access_token"].as_str().unwrap();
    party.userinfo(access).await.answers(200);
    refused(&party.trades("portal", &code).await, 400, "invalid_grant");
    refused(&party.userinfo(access).await, 401, "invalid_token");
    let noted = "SELECT COUNT(*) FROM journal WHERE event = 'openid.code_replayed'";
    assert_eq!(party.world.number(noted).await, 1);
}

store::on_both_engines!(rfc_6749_4_1_2_replay, a_code_that_comes_twice_ends_what_it_began);

async fn of_many_trades_at_once_one_is_answered(store: Store) {
    let party = std::sync::Arc::new(Party::on(store).await);
    let code = party.code(&asking("portal")).await;
    let trades = (0..20).map(|_| {
        let (party, code) = (std::sync::Arc::clone(&party), code.clone());
        async move { party.trades("portal", &code).await.status().as_u16() }
    });
    let answers = at_once(trades).await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert_eq!(party.world.number("SELECT COUNT(*) FROM access_token").await, 1);
}

store::on_both_engines!(rfc_6749_10_5_single_use, of_many_trades_at_once_one_is_answered);

async fn a_code_serves_as_it_was_asked_for_only(store: Store) {
    let party = Party::on(store).await;
    let short = "a".repeat(42);
    for (clause, change) in [
        ("RFC 6749, 4.1.3", ("redirect_uri", AFTER)),
        ("RFC 6749, 4.1.3", ("redirect_uri", "")),
        ("RFC 7636, 4.6", ("code_verifier", CHALLENGE)),
        ("RFC 7636, 4.6", ("code_verifier", "")),
        ("RFC 7636, 4.1", ("code_verifier", &short)),
        ("RFC 6749, 5.2", ("client_id", "sister")),
    ] {
        let code = party.code(&asking("portal")).await;
        let trade = trading("portal", &code).with(change.0, change.1);
        let seen = party.posts("/oauth2/token", &trade).await;
        refused(&seen, 400, "invalid_grant");
        refused(&party.trades("portal", &code).await, 400, "invalid_grant");
        assert!(!seen.body().contains("access_token"), "{clause}");
    }
    let code = party.code(&asking("portal")).await;
    party.world.advance(Span::from_seconds(61));
    refused(&party.trades("portal", &code).await, 400, "invalid_grant");
    for code in ["", "x", &"A".repeat(43), &"é".repeat(43)] {
        let error = if code.is_empty() { "invalid_request" } else { "invalid_grant" };
        refused(&party.trades("portal", code).await, 400, error);
    }
}

store::on_both_engines!(rfc_6749_4_1_3_binding, a_code_serves_as_it_was_asked_for_only);

async fn a_challenge_cannot_be_taken_out(store: Store) {
    let party = Party::on(store).await;
    // CVE-2024-23647: a client that may go without, whose attacker drops the challenge.
    let asks = asking("province").without("code_challenge").without("code_challenge_method");
    let code = party.code(&asks).await;
    refused(&party.trades("province", &code).await, 400, "invalid_grant");
    // CVE-2023-48228: with a challenge, the verifier cannot be left out.
    let code = party.code(&asking("province")).await;
    let trade = trading("province", &code).without("code_verifier");
    refused(&party.posts("/oauth2/token", &trade).await, 400, "invalid_grant");
}

store::on_both_engines!(rfc_9700_2_1_1_downgrade, a_challenge_cannot_be_taken_out);

async fn a_client_proves_who_it_is_in_one_way(store: Store) {
    let party = Party::on(store).await;
    let bare = |code: &str| trading("portal", code).without("client_secret");
    let header = basic("portal", &SECRET.replace(' ', "+").replace(':', "%3A"));
    let headers = [("authorization", header.as_str())];
    let code = party.code(&asking("portal")).await;
    let trade = bare(&code).without("client_id");
    party.calls(Method::POST, "/oauth2/token", &headers, &trade).await.answers(200);
    let both = trading("portal", "x");
    let seen = party.calls(Method::POST, "/oauth2/token", &headers, &both).await;
    refused(&seen, 400, "invalid_request");
    let other = bare("x").with("client_id", "sister");
    let seen = party.calls(Method::POST, "/oauth2/token", &headers, &other).await;
    refused(&seen, 400, "invalid_request");
    for wrong in [
        basic("portal", "wrong"),
        basic("nobody", SECRET),
        basic("portal", ""),
        "Basic ???".into(),
        "Basic".into(),
        "Bearer x".into(),
    ] {
        let headers = [("authorization", wrong.as_str())];
        let seen = party.calls(Method::POST, "/oauth2/token", &headers, &bare("x")).await;
        refused(&seen, 401, "invalid_client");
        assert!(seen.header("www-authenticate").starts_with("Basic "), "RFC 6749, 5.2");
    }
    for trade in [
        bare("x"),
        bare("x").with("client_secret", "wrong"),
        bare("x").with("client_secret", ""),
        bare("x").without("client_id"),
        bare("x").with("client_id", "bank").with("client_secret", SECRET),
        bare("x").with("client_id", "bank"),
    ] {
        refused(&party.posts("/oauth2/token", &trade).await, 401, "invalid_client");
    }
}

store::on_both_engines!(rfc_6749_2_3_1_client_authentication, a_client_proves_who_it_is_in_one_way);

async fn wrong_trades_get_their_error(store: Store) {
    let party = Party::on(store).await;
    let ok = || trading("portal", "x");
    for (trade, error) in [
        (ok().without("grant_type"), "invalid_request"),
        (ok().with("grant_type", "password"), "unsupported_grant_type"),
        (ok().with("grant_type", "client_credentials"), "unauthorized_client"),
        (ok().also("code", "y"), "invalid_request"),
        (ok().without("code"), "invalid_request"),
        (ok().with("grant_type", "refresh_token"), "invalid_request"),
    ] {
        refused(&party.posts("/oauth2/token", &trade).await, 400, error);
    }
    let json = [("content-type", "application/json")];
    let seen = party.calls(Method::POST, "/oauth2/token", &json, &ok()).await;
    assert_eq!(seen.status().as_u16() / 100, 4);
    party.calls(Method::GET, "/oauth2/token", &[], &Fields::default()).await.answers(405);
}

store::on_both_engines!(rfc_6749_5_2_errors, wrong_trades_get_their_error);

async fn a_client_acts_for_itself(store: Store) {
    let party = Party::on(store).await;
    let own = Fields::of(&[
        ("grant_type", "client_credentials"),
        ("client_id", "machine"),
        ("client_secret", SECRET),
    ]);
    let tokens = json_of(party.posts("/oauth2/token", &own).await.answers(200));
    assert_eq!(tokens["scope"], "dossiers.read");
    assert!(tokens.get("id_token").is_none() && tokens.get("refresh_token").is_none());
    let access = tokens["access_token"].as_str().unwrap();
    refused(&party.userinfo(access).await, 403, "insufficient_scope");
    for scope in ["openid", "dossiers.write", "profile"] {
        let wrong = own.clone().with("scope", scope);
        refused(&party.posts("/oauth2/token", &wrong).await, 400, "invalid_scope");
    }
    let asked =
        Fields::of(&[("token", access), ("client_id", "machine"), ("client_secret", SECRET)]);
    let told = json_of(&party.posts("/oauth2/introspect", &asked).await);
    assert_eq!((&told["active"], &told["sub"]), (&json!(true), &json!("machine")));
}

store::on_both_engines!(rfc_6749_4_4_client_credentials, a_client_acts_for_itself);

async fn a_token_is_shown_in_one_way(store: Store) {
    let party = Party::on(store).await;
    let tokens = party.tokens(&asking("portal").with("scope", "openid email phone identity")).await;
    let access = tokens["access_token"].as_str().unwrap();
    let form = Fields::of(&[("access_token", access)]);
    let seen = party.posts("/oauth2/userinfo", &form).await;
    let person = json_of(seen.answers(200));
    assert_eq!(
        (&person["email"], &person["email_verified"]),
        (&json!("binh@example.vn"), &json!(false))
    );
    assert_eq!(
        (&person["phone_number_verified"], &person["citizen_number"]),
        (&json!(true), &json!("051088001234"))
    );
    let bearer = format!("bearer {access}");
    let headers = [("authorization", bearer.as_str())];
    party.calls(Method::GET, "/oauth2/userinfo", &headers, &Fields::default()).await.answers(200);
    let seen = party.calls(Method::POST, "/oauth2/userinfo", &headers, &form).await;
    refused(&seen, 400, "invalid_request");
    let seen = party
        .calls(
            Method::GET,
            &format!("/oauth2/userinfo?access_token={access}"),
            &[],
            &Fields::default(),
        )
        .await;
    assert!(seen.answers(401).header("www-authenticate").starts_with("Bearer"), "RFC 6750, 2.3");
    assert!(!seen.header("www-authenticate").contains("error"), "RFC 6750, 3.1");
    let seen = party.userinfo("x").await;
    refused(&seen, 401, "invalid_token");
    assert!(seen.header("www-authenticate").contains("error=\"invalid_token\""), "RFC 6750, 3");
    party.world.advance(Span::from_seconds(301));
    refused(&party.userinfo(access).await, 401, "invalid_token");
}

store::on_both_engines!(rfc_6750_2_userinfo, a_token_is_shown_in_one_way);

async fn clients_ask_about_their_own_tokens_and_give_them_back(store: Store) {
    let party = Party::on(store).await;
    let tokens = party.tokens(&asking("portal")).await;
    let access = tokens["access_token"].as_str().unwrap();
    let by = |client: &str, token: &str| {
        Fields::of(&[("token", token), ("client_id", client), ("client_secret", SECRET)])
    };
    let told = json_of(party.posts("/oauth2/introspect", &by("portal", access)).await.answers(200));
    assert_eq!((&told["active"], &told["client_id"]), (&json!(true), &json!("portal")));
    assert_eq!((&told["scope"], &told["token_type"]), (&json!("openid profile"), &json!("Bearer")));
    for (client, token) in [("sister", access), ("portal", "x"), ("portal", &"A".repeat(43))] {
        let seen = party.posts("/oauth2/introspect", &by(client, token)).await;
        assert_eq!(json_of(seen.answers(200)), json!({ "active": false }), "RFC 7662, 2.2");
    }
    let anonymous = Fields::of(&[("token", access)]);
    refused(&party.posts("/oauth2/introspect", &anonymous).await, 401, "invalid_client");
    refused(&party.posts("/oauth2/revoke", &anonymous).await, 401, "invalid_client");
    let nothing = by("portal", "x").without("token");
    refused(&party.posts("/oauth2/revoke", &nothing).await, 400, "invalid_request");
    party.posts("/oauth2/revoke", &by("sister", access)).await.answers(200);
    party.userinfo(access).await.answers(200);
    let hinted = by("portal", access).with("token_type_hint", "refresh_token");
    party.posts("/oauth2/revoke", &hinted).await.answers(200);
    refused(&party.userinfo(access).await, 401, "invalid_token");
    party.posts("/oauth2/revoke", &by("portal", access)).await.answers(200);
}

store::on_both_engines!(
    rfc_7662_and_rfc_7009,
    clients_ask_about_their_own_tokens_and_give_them_back
);
