//! From a client's button through the real pages of signing in and back, with the code read on the
//! handset; and out again.

use super::party::*;
use crate::testing::{Applicant, PASSWORD, solve};
use serde_json::json;
use store::Store;

async fn a_citizen_signs_in_at_a_client_and_out_again(store: Store) {
    let party = Party::on(store).await;
    let (world, who) = (&party.world, Applicant::ha());
    world.registers(&who).await;
    let mut browser = party.browser();
    let asks = asking("portal").with("acr_values", "LoA2").with("prompt", "login");
    browser.get(&format!("/oauth2/authorize?{}", asks.encoded())).await.answers(200);
    assert!(browser.path.starts_with("/vi/dang-nhap?tiep="));
    let leads_on = "form-action 'self' http://localhost:8080;";
    assert!(browser.header("content-security-policy").contains(leads_on));
    browser.fill("identity", &who.identity).fill("password", PASSWORD);
    solve(&mut browser);
    browser.press(&world.t("login-sign-in")).await.is_at("/ma-otp");
    assert!(browser.header("content-security-policy").contains(leads_on));
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    let (address, all) = led(&browser);
    assert_eq!((address.as_str(), all["state"].as_str()), (BACK, "af0ifjsldkj"));
    let tokens = json_of(party.trades("portal", &all["code"]).await.answers(200));
    let hint = tokens["id_token"].as_str().unwrap();
    let told = claims(hint);
    assert_eq!(
        (&told["acr"], &told["amr"]),
        (&json!("LoA2"), &json!(["pwd", "otp", "sms", "mfa"]))
    );
    let person = json_of(&party.userinfo(tokens["access_token"].as_str().unwrap()).await);
    assert_eq!((&person["name"], &person["sub"]), (&json!("Trần Thị Thu Hà"), &told["sub"]));
    // Another client of the same browser asks nobody; after signing out, everybody.
    let silent = asking("sister").with("prompt", "none");
    assert!(led(&party.asks(&browser, &silent).await).1.contains_key("code"));
    let out = Fields::of(&[("id_token_hint", hint), ("post_logout_redirect_uri", AFTER)]);
    browser.get(&format!("/oidc/logout?{}", out.encoded())).await;
    assert_eq!(led(&browser).0, AFTER);
    assert_eq!(error_of(&party.asks(&browser, &silent).await), "login_required");
}

store::on_both_engines!(openid_core_3_1_whole_way, a_citizen_signs_in_at_a_client_and_out_again);
