//! The ways a person goes, and what they read where one ends.

use crate::testing::town::{BUTTON, HOA, TUAN, Town, is_signed_in};
use crate::{home, signin};
use sandbox::faults::OpenIdFault;
use store::Store;
use web::Language;
use web::testing::look;

async fn from_home_to_home_and_out_again(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    browser.get("/vi").await.answers(200).sees("Đăng nhập").misses("Đăng xuất");
    assert_eq!(browser.header("cache-control"), "no-cache");
    assert!(browser.cookies().is_empty());
    browser.click("Đăng nhập").await.is_at("/vi/dang-nhap");
    assert_eq!(browser.heading(), "Đăng nhập");
    let policy = browser.header("content-security-policy").to_owned();
    let origin = town.issuer().replace("/openid", "");
    assert!(policy.contains(&format!("form-action 'self' {origin};")), "{policy}");
    browser.press(BUTTON).await.answers(303);
    let address = browser.header("location").to_owned();
    for part in ["response_type=code", "code_challenge_method=S256", "ui_locales=vi", "nonce="] {
        assert!(address.contains(part), "{part}: {address}");
    }
    let back = town.pick(&address, "Đăng nhập với tên Lê Thị Hoa").await;
    browser.get(&back).await.is_at("/vi").answers(200);
    browser.sees("Lê Thị Hoa").sees("Đăng xuất").misses("Đăng ký");
    assert!(browser.attribute(".head-register", "href").is_none());
    assert_eq!(browser.header("cache-control"), "no-store");
    assert_eq!(
        browser.texts(".head-links .head-person"),
        ["Bạn đang đăng nhập với tên Lê Thị Hoa"]
    );
    browser.get("/vi/khong-co").await.answers(404).sees("Lê Thị Hoa");
    browser.get("/vi/dang-nhap").await.is_at("/vi");
    let mut visitor = browser.elsewhere();
    visitor.get("/vi").await.misses("Lê Thị Hoa").sees("Đăng nhập");

    browser.get("/vi").await;
    let policy = browser.header("content-security-policy").to_owned();
    assert!(policy.contains(&origin), "signing out leads to the provider: {policy}");
    browser.press("Đăng xuất").await.answers(303);
    let address = browser.header("location").to_owned();
    assert!(address.starts_with(&format!("{}/end-session?id_token_hint=", town.issuer())));
    assert!(!is_signed_in(&mut browser.tab()).await);
    browser.get("/da-dang-xuat?state=vi").await.is_at("/vi/dang-xuat");
    assert_eq!(browser.heading(), "Bạn đã đăng xuất");
    browser.get("/da-dang-xuat?state=en").await.is_at("/en/dang-xuat").sees("You have signed out");
    browser.get("/da-dang-xuat?state=//evil").await.is_at("/vi/dang-xuat");
}

store::on_both_engines!(there_and_back, from_home_to_home_and_out_again);

async fn a_person_goes_on_where_they_were(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    browser.get("/en/khong-co?a=b%20c").await.answers(404);
    browser.click("Sign in").await.is_at("/en/dang-nhap?tiep=%2Fen%2Fkhong-co%3Fa%3Db%2520c");
    browser.press("Sign in with SSO QNI").await.answers(303);
    let address = browser.header("location").to_owned();
    let back = town.pick(&address, "Sign in as Lê Thị Hoa").await;
    browser.get(&back).await.is_at("/en/khong-co?a=b%20c").sees("Sign out");
    for (elsewhere, home) in [
        ("//evil.example/", "/vi"),
        ("https://evil.example/", "/vi"),
        ("/\\evil.example", "/vi"),
        ("/vi//evil.example", "/vi"),
    ] {
        let mut browser = town.browser();
        let typed = elsewhere.replace('/', "%2F").replace('\\', "%5C");
        browser.get(&format!("/vi/dang-nhap?tiep={typed}")).await;
        let mut sending = browser.sending(BUTTON);
        for (name, value) in &mut sending.fields {
            if name == "tiep" {
                assert_eq!(value, home, "what the page holds");
                *value = elsewhere.into();
            }
        }
        browser.send(sending).await.answers(303);
        let address = browser.header("location").to_owned();
        let back = town.pick(&address, "Đăng nhập với tên Lê Thị Hoa").await;
        browser.get(&back).await.is_at(home).sees("Đăng xuất");
    }
}

store::on_both_engines!(return_to_where, a_person_goes_on_where_they_were);

async fn whatever_the_provider_does_the_page_is_honest(store: Store) {
    let town = Town::of(store).await;
    for fault in OpenIdFault::ALL {
        if [OpenIdFault::Ok, OpenIdFault::UnsignedLogout].contains(&fault) {
            continue;
        }
        // What the provider said of itself, and its keys, are kept for an hour.
        town.wait(ground::Span::from_minutes(61));
        let mut browser = town.browser();
        let address = town.begin(&mut browser).await;
        let picked = "Đăng nhập với tên Lê Thị Hoa";
        let back = match fault {
            OpenIdFault::WrongAnswerIssuer => {
                town.make_ill(fault);
                town.pick(&address, picked).await
            }
            _ => town.pick(&address, picked).await,
        };
        town.make_ill(fault);
        browser.get(&back).await;
        let (status, said) = match fault {
            OpenIdFault::Down
            | OpenIdFault::Slow
            | OpenIdFault::Redirects
            | OpenIdFault::Endless => (503, "SSO QNI hiện không trả lời"),
            // The way there was known already.
            OpenIdFault::WrongMetadataIssuer => (200, "Lê Thị Hoa"),
            _ => (502, "Chưa đăng nhập được bằng SSO QNI"),
        };
        browser.answers(status).sees(said);
        if status != 200 {
            browser.sees("Mã tra cứu sự cố:").sees(BUTTON);
            let wrong = look::wrong_with(&browser, Language::Vi, &[home::TEXTS, signin::TEXTS]);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            assert!(!is_signed_in(&mut browser).await, "{fault:?}");
        }
        town.make_ill(OpenIdFault::Ok);
    }
    // The next time is well again.
    town.wait(ground::Span::from_minutes(2));
    let mut browser = town.browser();
    town.sign_in(&mut browser, HOA.1).await;
    browser.sees(HOA.1);
}

store::on_both_engines!(provider_ill, whatever_the_provider_does_the_page_is_honest);

async fn a_provider_that_is_down_says_so_before_anybody_leaves(store: Store) {
    let town = Town::of(store).await;
    town.make_ill(OpenIdFault::Down);
    let mut browser = town.browser();
    browser.get("/vi/dang-nhap").await.answers(200);
    browser.press(BUTTON).await.answers(503).sees("SSO QNI hiện không trả lời");
    let shown = browser.texts(".notice .quiet").concat();
    assert!(shown.ends_with(browser.header("x-request-id")), "{shown}");
    browser.reload().await.is_at("/vi/dang-nhap").answers(200);
    town.make_ill(OpenIdFault::WrongMetadataIssuer);
    town.wait(ground::Span::from_seconds(3));
    browser.press(BUTTON).await.answers(502).sees("Chưa đăng nhập được");
    // Nor is anybody led to one that answered a while ago and is down now.
    town.make_ill(OpenIdFault::Ok);
    town.wait(ground::Span::from_seconds(3));
    town.sign_in(&mut browser, HOA.1).await;
    let mut later = town.browser();
    town.make_ill(OpenIdFault::Down);
    town.wait(ground::Span::from_seconds(11));
    later.get("/vi/dang-nhap").await;
    later.press(BUTTON).await.answers(503).sees("SSO QNI hiện không trả lời");
    browser.get("/vi").await;
    browser.press("Đăng xuất").await;
    browser.is_at("/vi/dang-xuat?con=officials").sees("Có thể bạn vẫn còn đăng nhập tại SSO QNI");
}

store::on_both_engines!(provider_down, a_provider_that_is_down_says_so_before_anybody_leaves);

async fn who_does_not_go_on_is_not_signed_in(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    let address = town.begin(&mut browser).await;
    let back = town.pick(&address, "Không đăng nhập").await;
    browser.get(&back).await.answers(403).sees("Bạn đã dừng đăng nhập bằng SSO QNI");
    town.sign_in(&mut browser, TUAN.1).await;
    browser.sees(TUAN.1);
}

store::on_both_engines!(declined, who_does_not_go_on_is_not_signed_in);

#[tokio::test]
async fn every_page_is_in_order() {
    let town = Town::of(store::testing::sqlite().await).await;
    let without = town.restarted(|settings| settings.providers.clear());
    let texts = [home::TEXTS, signin::TEXTS];
    for language in Language::ALL {
        let code = language.code();
        let (mut visitor, mut person) = (town.browser(), town.browser());
        town.sign_in(&mut person, HOA.1).await;
        let mut nowhere = town.browser_at(&without);
        for browser in [&mut visitor, &mut person, &mut nowhere] {
            for path in ["", "/dang-nhap", "/dang-xuat", "/dang-xuat?con=officials", "/khong-co"] {
                browser.get(&format!("/{code}{path}")).await;
                let wrong = look::wrong_with(browser, language, &texts);
                assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            }
        }
        nowhere.get(&format!("/{code}/dang-nhap")).await.answers(200);
        visitor.get(&format!("/{code}/dang-nhap")).await.answers(200);
        assert!(visitor.attribute("main a[href$='/dang-ky']", "href").is_some());
    }
}
