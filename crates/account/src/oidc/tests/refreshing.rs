//! Refresh tokens: traded each time, and one that comes again ends everything.

use super::party::*;
use ground::Span;
use serde_json::{Value, json};
use store::Store;

async fn offline(party: &Party) -> Value {
    party.tokens(&asking("portal").with("scope", "openid profile offline_access")).await
}

fn refreshing(token: &str) -> Fields {
    Fields::of(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", "portal"),
        ("client_secret", SECRET),
    ])
}

async fn a_token_is_traded_for_the_next_one(store: Store) {
    let party = Party::on(store).await;
    let first = offline(&party).await;
    let token = first["refresh_token"].as_str().unwrap().to_owned();
    let told = claims(first["id_token"].as_str().unwrap());
    party.world.advance(Span::from_hours(13));
    let seen = party.posts("/oauth2/token", &refreshing(&token)).await;
    let second = json_of(seen.answers(200));
    let again = claims(second["id_token"].as_str().unwrap());
    for name in ["iss", "sub", "aud", "auth_time", "acr", "amr"] {
        assert_eq!(again[name], told[name], "OpenID Connect Core, 12.2: {name}");
    }
    let access = second["access_token"].as_str().unwrap();
    party.userinfo(access).await.answers(200);
    let next = second["refresh_token"].as_str().unwrap();
    assert_ne!(next, token);
    // Whoever lost the answer may ask again at once, and nobody later.
    party.posts("/oauth2/token", &refreshing(&token)).await.answers(200);
    party.world.advance(Span::from_seconds(11));
    refused(&party.posts("/oauth2/token", &refreshing(&token)).await, 400, "invalid_grant");
    refused(&party.userinfo(access).await, 401, "invalid_token");
    refused(&party.posts("/oauth2/token", &refreshing(next)).await, 400, "invalid_grant");
}

store::on_both_engines!(rfc_9700_4_14_2_rotation, a_token_is_traded_for_the_next_one);

async fn a_token_serves_its_client_for_what_was_granted(store: Store) {
    let party = Party::on(store).await;
    let tokens = offline(&party).await;
    let token = tokens["refresh_token"].as_str().unwrap();
    let more = refreshing(token).with("scope", "openid phone");
    refused(&party.posts("/oauth2/token", &more).await, 400, "invalid_scope");
    // What was refused has used nothing up.
    party.world.advance(Span::from_seconds(30));
    let foreign = refreshing(token).with("client_id", "bank").without("client_secret");
    refused(&party.posts("/oauth2/token", &foreign).await, 401, "invalid_client");
    let less = refreshing(token).with("scope", "openid");
    let answer = json_of(party.posts("/oauth2/token", &less).await.answers(200));
    assert_eq!(answer["scope"], "openid");
    let person = json_of(&party.userinfo(answer["access_token"].as_str().unwrap()).await);
    assert!(person.get("name").is_none());
    let next = answer["refresh_token"].as_str().unwrap();
    let by = Fields::of(&[("token", next), ("client_id", "portal"), ("client_secret", SECRET)]);
    let told = json_of(&party.posts("/oauth2/introspect", &by).await);
    assert_eq!(told["active"], json!(true));
    party.posts("/oauth2/revoke", &by).await.answers(200);
    refused(&party.posts("/oauth2/token", &refreshing(next)).await, 400, "invalid_grant");
    let told = json_of(&party.posts("/oauth2/introspect", &by).await);
    assert_eq!(told, json!({ "active": false }));
    let access = answer["access_token"].as_str().unwrap();
    refused(&party.userinfo(access).await, 401, "invalid_token");
}

store::on_both_engines!(rfc_6749_6_refreshing, a_token_serves_its_client_for_what_was_granted);

async fn tables_hold_nothing_that_could_be_used(store: Store) {
    let party = Party::on(store).await;
    let asks =
        asking("portal").with("scope", "openid offline_access").with("login_hint", "051088001234");
    let code = party.code(&asks).await;
    let tokens = json_of(party.trades("portal", &code).await.answers(200));
    let all = party.world.everything().await;
    for value in [
        &code,
        tokens["access_token"].as_str().unwrap(),
        tokens["refresh_token"].as_str().unwrap(),
        "n-0S6_WzA2Mj",
        CHALLENGE,
        "af0ifjsldkj",
        "051088001234",
    ] {
        assert!(!all.contains(&value.to_lowercase()), "{value}");
    }
    party.world.advance(Span::from_days(400));
    party.world.account.sweep().await.unwrap();
    for table in
        ["openid_grant", "authorization_code", "access_token", "refresh_token", "session_client"]
    {
        assert_eq!(party.world.rows(table).await, 0, "{table}");
    }
}

store::on_both_engines!(nothing_readable, tables_hold_nothing_that_could_be_used);
