//! Sign-outs that the provider tells of, and those it does not tell of.

use crate::signin::records::signed_out;
use crate::testing::town::{HOA, TUAN, Town, is_signed_in};
use outside::openid::{LoggedOut, Said, SignedIn};
use sandbox::faults::OpenIdFault;
use store::Store;

async fn the_provider_says_that_somebody_signed_out(store: Store) {
    let town = Town::of(store).await;
    let (mut phone, mut desk, mut other) = (town.browser(), town.browser(), town.browser());
    town.sign_in(&mut phone, HOA.1).await;
    town.sign_in(&mut desk, HOA.1).await;
    town.sign_in(&mut other, TUAN.1).await;
    let sent = town.sign_out_there(r#"{"subject":"cc-1001"}"#).await;
    assert_eq!(sent.iter().map(|one| one.0).collect::<Vec<_>>(), [200, 200], "one a session");
    assert!(!is_signed_in(&mut phone).await && !is_signed_in(&mut desk).await);
    assert!(is_signed_in(&mut other).await);
    assert_eq!(town.tell(&sent[0].1).await, 400, "a token counts once");

    town.sign_in(&mut phone, TUAN.1).await;
    let sent = town.sign_out_there(r#"{"subject":"cc-1002","by_subject":true}"#).await;
    assert_eq!(sent[0].0, 200);
    assert!(!is_signed_in(&mut phone).await && !is_signed_in(&mut other).await);
}

store::on_both_engines!(told, the_provider_says_that_somebody_signed_out);

/// The provider's word of a sign-out comes while the answer of its sign-in is on its way.
async fn a_sign_out_while_the_answer_is_on_its_way(store: Store) {
    let town = Town::of(store).await;
    let (portal, now) = (&town.portal, || town.portal.clock.now());
    let of = |subject: Option<&str>, session: Option<&str>| LoggedOut {
        subject: subject.map(Into::into),
        session: session.map(Into::into),
        token_id: "1".into(),
        until: now(),
    };
    let told = async |logged_out: &LoggedOut| {
        store::in_transaction!(portal.store, |tx| {
            signed_out::note(tx, portal, "officials", logged_out, now());
            Ok(())
        })
        .unwrap();
    };
    let mut browser = town.browser();
    let address = town.begin(&mut browser).await;
    let back = town.pick(&address, &format!("Đăng nhập với tên {}", HOA.1)).await;
    told(&of(Some("cc-1001"), None)).await;
    browser.get(&back).await.answers(410);
    assert!(!is_signed_in(&mut browser).await);
    // Who begins after that is signed in; so is anybody else.
    town.sign_in(&mut browser, HOA.1).await;
    assert!(is_signed_in(&mut browser).await);

    told(&of(Some("cc-1002"), Some("s1"))).await;
    for (session, is_over) in [("s1", true), ("s2", false)] {
        let signed_in = SignedIn {
            issuer: town.issuer(),
            subject: "cc-1002".into(),
            session: Some(session.into()),
            id_token: ground::Secret::new(""),
            said: Said::default(),
        };
        let noted = signed_out::is_noted(portal, "officials", &signed_in, now()).await.unwrap();
        assert_eq!(noted, is_over, "{session}");
        let elsewhere = signed_out::is_noted(portal, "another", &signed_in, now()).await.unwrap();
        assert!(!elsewhere, "a provider ends its own sessions only");
    }
}

store::on_both_engines!(while_under_way, a_sign_out_while_the_answer_is_on_its_way);

/// Keycloak CVE-2026-18569.
async fn forged_logout_tokens_end_nothing(store: Store) {
    let town = Town::of(store).await;
    for fault in [OpenIdFault::UnsignedLogout, OpenIdFault::ForeignKey] {
        let mut browser = town.browser();
        town.sign_in(&mut browser, HOA.1).await;
        town.make_ill(fault);
        let sent = town.sign_out_there(r#"{"subject":"cc-1001"}"#).await;
        assert_eq!(sent[0].0, 400, "{fault:?}");
        assert!(is_signed_in(&mut browser).await, "{fault:?}");
        town.make_ill(OpenIdFault::Ok);
    }
    let mut browser = town.browser();
    town.sign_in(&mut browser, HOA.1).await;
    let id_token = {
        let mut tab = town.browser();
        town.sign_in(&mut tab, HOA.1).await;
        tab.press("Đăng xuất").await.answers(303);
        let (_, hint) = tab.header("location").split_once("id_token_hint=").unwrap();
        hint.split('&').next().unwrap().to_owned()
    };
    for token in [id_token.as_str(), "", "a.b.c", "x"] {
        assert_eq!(town.tell(token).await, 400, "{token}");
    }
    assert!(is_signed_in(&mut browser).await);
}

store::on_both_engines!(forged, forged_logout_tokens_end_nothing);

async fn a_provider_that_is_away_does_not_keep_anybody_signed_in(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    town.sign_in(&mut browser, HOA.1).await;
    let without = town.restarted(|_| {});
    town.make_ill(OpenIdFault::Down);
    // A portal that was just started does not know where one signs out of it.
    let mut after = town.browser_at(&without).with_cookies_of(&browser);
    after.get("/vi").await;
    after.press("Đăng xuất").await.is_at("/vi/dang-xuat?con=officials").answers(200);
    after.sees("Bạn đã đăng xuất").sees("Có thể bạn vẫn còn đăng nhập tại SSO QNI");
    assert!(!is_signed_in(&mut browser).await);
}

store::on_both_engines!(away, a_provider_that_is_away_does_not_keep_anybody_signed_in);

#[tokio::test]
async fn a_provider_whose_keys_cannot_be_had_may_say_it_again() {
    let town = Town::of(store::testing::sqlite().await).await;
    let mut browser = town.browser();
    town.sign_in(&mut browser, HOA.1).await;
    let token = {
        town.make_ill(OpenIdFault::UnsignedLogout);
        town.sign_out_there(r#"{"subject":"cc-1001"}"#).await.remove(0).1
    };
    assert_eq!(town.tell(&token).await, 400);
    // Nobody but a provider calls this; a page of another site cannot.
    let mut page = town.browser();
    page.get("/vi").await;
    let told = "/dang-nhap/officials/backchannel-logout";
    let mut request = page.draft(&axum::http::Method::POST, told, "logout_token=x");
    request.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    request.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
    page.exchange(request).await.answers(403);
}
