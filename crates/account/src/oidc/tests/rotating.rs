//! Signing keys: published before they sign, kept until nothing they signed is valid.

use super::party::*;
use axum::http::Method;
use ground::Span;
use store::Store;

async fn kids(party: &Party) -> Vec<String> {
    let seen = party.calls(Method::GET, "/oauth2/jwks", &[], &Fields::default()).await;
    let set = json_of(seen.answers(200));
    let ours = set["keys"].as_array().unwrap().iter().filter(|key| key["alg"] == "ES256");
    ours.map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

fn signer(token: &str) -> String {
    let header = ground::jose::from_base64url(token.split('.').next().unwrap()).unwrap();
    let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}

async fn keys_change_without_anybody_noticing(store: Store) {
    let party = Party::on(store).await;
    let first = kids(&party).await;
    assert_eq!(first.len(), 1);
    let sub =
        |token: &serde_json::Value| claims(token["id_token"].as_str().unwrap())["sub"].clone();
    let before = party.tokens(&asking("portal")).await;
    party.world.advance(Span::from_days(28));
    party.world.account.sweep().await.unwrap();
    assert_eq!(kids(&party).await, first, "not yet");
    party.world.advance(Span::from_hours(25));
    party.world.account.sweep().await.unwrap();
    let both = kids(&party).await;
    assert_eq!((both.len(), &both[0]), (2, &first[0]), "the next one is published ahead");
    let tokens = party.tokens(&asking("portal")).await;
    assert_eq!(signer(tokens["id_token"].as_str().unwrap()), first[0], "and does not sign yet");
    party.world.advance(Span::from_hours(24));
    let later = party.tokens(&asking("portal")).await;
    assert_eq!(signer(later["id_token"].as_str().unwrap()), both[1]);
    assert_eq!(kids(&party).await, both, "the first is kept after");
    let old = before["id_token"].as_str().unwrap();
    let hinted = asking("portal").with("id_token_hint", old);
    assert!(!party.code(&hinted).await.is_empty(), "what it signed is known still");
    party.world.advance(Span::from_hours(26));
    party.world.account.sweep().await.unwrap();
    assert_eq!(kids(&party).await, both[1..]);
    assert_eq!(sub(&before), sub(&later), "a person's name does not change with the keys");
    // Where nobody swept for long, signing still goes on.
    party.world.advance(Span::from_days(90));
    let tokens = party.tokens(&asking("portal")).await;
    assert_eq!(kids(&party).await, [signer(tokens["id_token"].as_str().unwrap())]);
}

store::on_both_engines!(openid_core_10_1_1_rotation, keys_change_without_anybody_noticing);
