//! Being asked, agreeing, refusing, and taking it back.

use super::party::*;
use axum::http::Method;
use ground::Span;
use store::Store;
use web::testing::Browser;

fn partner() -> Fields {
    asking("partner").with("scope", "openid profile phone")
}

async fn asked(party: &Party, asking: &Fields) -> Browser {
    let mut browser = party.signed_in().await;
    browser.get(&format!("/oauth2/authorize?{}", asking.encoded())).await.answers(200);
    browser
}

async fn a_citizen_is_asked_once(store: Store) {
    let party = Party::on(store).await;
    let t = |key: &str| party.world.t(key);
    let mut browser = asked(&party, &partner()).await;
    browser
        .sees("Hệ thống partner")
        .sees(&t("openid-scope-profile"))
        .sees(&t("openid-scope-phone"));
    browser.misses(&t("openid-scope-identity"));
    assert!(
        browser
            .header("content-security-policy")
            .contains("form-action 'self' http://localhost:8080;")
    );
    browser.press(&t("openid-ask-agree")).await;
    assert!(led(&browser).1.contains_key("code"));
    let again = party.asks(&browser, &partner()).await;
    assert!(led(&again).1.contains_key("code"), "remembered");
    let less = party.asks(&browser, &asking("partner")).await;
    assert!(led(&less).1.contains_key("code"), "less is agreed, too");
    for more in [
        partner().with("scope", "openid profile phone identity"),
        partner().with("prompt", "consent"),
        partner().with("claims", r#"{"userinfo":{"email":null}}"#),
    ] {
        let seen = party.asks(&browser, &more).await;
        assert!(led(&seen).0.starts_with("/vi/dong-y/"), "{more:?}");
    }
    party.world.advance(Span::from_days(366));
    party.signs_in(&mut browser, "both").await;
    let seen = party.asks(&browser, &partner()).await;
    assert!(led(&seen).0.starts_with("/vi/dong-y/"), "a year is over");
}

store::on_both_engines!(openid_core_3_1_2_4_consent, a_citizen_is_asked_once);

async fn a_citizen_refuses(store: Store) {
    let party = Party::on(store).await;
    let mut browser = asked(&party, &partner()).await;
    let page = browser.path.clone();
    browser.press(&party.world.t("openid-ask-refuse")).await;
    assert_eq!(error_of(&browser), "access_denied");
    assert_eq!(led(&browser).1["state"], "af0ifjsldkj");
    browser.get(&page).await.answers(410);
    assert_eq!(party.world.number("SELECT COUNT(*) FROM openid_grant").await, 0);
}

store::on_both_engines!(rfc_6749_4_1_2_1_access_denied, a_citizen_refuses);

async fn the_answer_is_the_citizens_own(store: Store) {
    let party = Party::on(store).await;
    let mut browser = asked(&party, &partner()).await;
    let agree = browser.sending(&party.world.t("openid-ask-agree"));
    browser.clone().send(agree.clone().without("form-token")).await.answers(422);
    let mut other = party.signed_in().await;
    other.send(agree.clone()).await.answers(410);
    let empty = agree.clone().without("answer");
    browser.clone().send(empty).await;
    let path = agree.path.clone();
    let seen = browser.exchange(browser.draft(&Method::GET, &path, "")).await;
    seen.answers(410);
    assert_eq!(party.world.number("SELECT COUNT(*) FROM openid_grant").await, 0);
    // Two presses at once give one code.
    browser = asked(&party, &partner()).await;
    let agree = browser.sending(&party.world.t("openid-ask-agree"));
    let (mut one, mut two) = (browser.tab(), browser.tab());
    let (first, second) = tokio::join!(one.send(agree.clone()), two.send(agree));
    let mut answers = [first.status().as_u16(), second.status().as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 410]);
    assert_eq!(party.world.number("SELECT COUNT(*) FROM openid_grant").await, 1);
}

store::on_both_engines!(consent_is_bound_to_its_browser, the_answer_is_the_citizens_own);

async fn what_was_agreed_to_is_taken_back(store: Store) {
    let party = Party::on(store).await;
    let t = |key: &str| party.world.t(key);
    let mut browser = asked(&party, &partner()).await;
    browser.press(&t("openid-ask-agree")).await;
    let (_, all) = led(&browser);
    let tokens = json_of(party.trades("partner", &all["code"]).await.answers(200));
    let access = tokens["access_token"].as_str().unwrap();
    party.userinfo(access).await.answers(200);
    browser
        .get("/vi/dong-y")
        .await
        .answers(200)
        .sees("Hệ thống partner")
        .sees(&t("openid-scope-phone"));
    browser.press(&party.world.t1("openid-given-withdraw", "client", "Hệ thống partner")).await;
    browser.is_at("/dong-y").sees(&t("openid-given-none"));
    refused(&party.userinfo(access).await, 401, "invalid_token");
    let seen = party.asks(&browser, &partner()).await;
    assert!(led(&seen).0.starts_with("/vi/dong-y/"));
    let mut stranger = party.browser();
    stranger.get("/vi/dong-y").await.is_at("/vi/dang-nhap?tiep=/dong-y");
}

store::on_both_engines!(asvs_10_7_3_withdrawn, what_was_agreed_to_is_taken_back);
