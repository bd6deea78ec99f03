//! What an attacker would try on the client of a provider (IDENTITY.md, section 6).

use crate::testing::town::{BUTTON, HOA, TUAN, Town, is_signed_in, provider};
use credentials::limit::Limit;
use ground::Span;
use sandbox::faults::OpenIdFault;
use store::Store;

const GONE: &str = "Lần đăng nhập này đã hết hiệu lực";

/// Session fixation and login CSRF: the attacker's answer does nothing in the victim's browser, and
/// stays the attacker's.
async fn an_answer_belongs_to_the_browser_that_began(store: Store) {
    let town = Town::of(store).await;
    let (mut attacker, mut victim) = (town.browser(), town.browser());
    let address = town.begin(&mut attacker).await;
    let back = town.pick(&address, "Đăng nhập với tên Phạm Minh Tuấn").await;
    victim.get(&back).await.answers(410).sees(GONE);
    assert!(!is_signed_in(&mut victim).await);
    let mut began_too = town.browser();
    town.begin(&mut began_too).await;
    began_too.get(&back).await.answers(410).sees(GONE);
    attacker.get(&back).await.answers(200).sees(TUAN.1);
}

store::on_both_engines!(of_another_browser, an_answer_belongs_to_the_browser_that_began);

async fn an_answer_counts_once(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    let address = town.begin(&mut browser).await;
    let back = town.pick(&address, "Đăng nhập với tên Lê Thị Hoa").await;
    let presses = (0..8).map(|_| {
        let (mut tab, back) = (browser.tab(), back.clone());
        tokio::spawn(async move { tab.get(&back).await.status().as_u16() })
    });
    let mut statuses = Vec::new();
    for press in presses.collect::<Vec<_>>() {
        statuses.push(press.await.unwrap());
    }
    // Who was late is turned away, or finds themselves signed in already.
    assert!(statuses.contains(&200), "{statuses:?}");
    let rows = crate::testing::rows(&town.store, "session").await;
    assert_eq!(rows, 1, "one answer, one session");
    browser.get(&back).await.is_at("/vi").answers(200).sees("Lê Thị Hoa");
    browser.press("Đăng xuất").await;
    browser.get(&back).await.answers(410).sees(GONE);
    assert!(!is_signed_in(&mut browser).await);
}

store::on_both_engines!(replayed, an_answer_counts_once);

/// Mix-up: by the path, by `iss`, by a missing `iss`.
async fn an_answer_of_another_provider_is_refused(store: Store) {
    let town = Town::of(store).await;
    let issuer = town.issuer();
    let two = town.restarted(|all| all.providers.push(provider("other", issuer)));
    let mut browser = town.browser_at(&two);
    let address = town.begin(&mut browser).await;
    let back = town.pick(&address, "Đăng nhập với tên Lê Thị Hoa").await;
    let there = back.replace("/dang-nhap/officials/", "/dang-nhap/other/");
    browser.get(&there).await.answers(410).sees(GONE);
    browser.get(&back.replace("/officials/", "/nobody/")).await.answers(404);
    let (before, _) = back.split_once("iss=").unwrap();
    let (_, state) = back.split_once("&state=").unwrap();
    let missing = format!("{}&state={state}", before.trim_end_matches('&'));
    browser.get(&missing).await.answers(502);
    browser.get(&back).await.answers(410).sees(GONE);
    town.make_ill(OpenIdFault::WrongAnswerIssuer);
    let address = town.begin(&mut browser).await;
    let back = town.pick(&address, "Đăng nhập với tên Lê Thị Hoa").await;
    browser.get(&back).await.answers(502);
    assert!(!is_signed_in(&mut browser).await);
}

store::on_both_engines!(mixed_up, an_answer_of_another_provider_is_refused);

/// Keycloak CVE-2026-3009.
async fn a_provider_is_disabled_while_somebody_is_there(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    let address = town.begin(&mut browser).await;
    let back = town.pick(&address, "Đăng nhập với tên Lê Thị Hoa").await;
    let closed = town.restarted(|all| all.providers[0].enabled = false);
    let mut after = town.browser_at(&closed).with_cookies_of(&browser);
    after.get(&back).await.answers(403).sees("Hiện không thể đăng nhập bằng SSO QNI");
    after.sees("Chưa có cách đăng nhập nào được mở");
    assert!(!is_signed_in(&mut after).await);
    browser.get("/vi/dang-nhap").await;
    let sending = browser.sending(BUTTON);
    after.send(sending).await.answers(403);
}

store::on_both_engines!(disabled, a_provider_is_disabled_while_somebody_is_there);

async fn an_attempt_dies_after_ten_minutes(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    let address = town.begin(&mut browser).await;
    town.wait(Span::from_minutes(10));
    let back = town.pick(&address, "Đăng nhập với tên Lê Thị Hoa").await;
    browser.get(&back).await.answers(410).sees(GONE);
    crate::sweep(&town.portal).await.unwrap();
    town.sign_in(&mut browser, HOA.1).await;
    browser.sees(HOA.1);
}

store::on_both_engines!(too_late, an_attempt_dies_after_ten_minutes);

async fn nonsense_gets_a_page_and_no_session(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    town.begin(&mut browser).await;
    let long = "a".repeat(5000);
    for query in [
        "",
        "?",
        "?state=",
        "?code=x",
        "?state=en.x&code=y",
        "?state=a&state=b&code=c",
        "?state=%00&code=%FF",
        "?error=access_denied",
        &format!("?state={long}&code={long}"),
    ] {
        browser.get(&format!("/dang-nhap/officials/callback{query}")).await.answers(410);
    }
    browser.get("/dang-nhap/officials/callback?state=en.x").await.sees("no longer valid");
    assert!(!is_signed_in(&mut browser).await);
    browser.get("/vi/dang-nhap").await;
    let mut sending = browser.sending(BUTTON);
    sending.fields.retain(|(name, _)| name != "form-token");
    browser.send(sending).await.answers(422);
    browser.post("/vi/dang-nhap/nobody", &[]).await.answers(404);
    browser.post("/dang-nhap/nobody/backchannel-logout", &[]).await.answers(404);
    let mut elsewhere = town.browser();
    elsewhere.post("/vi/dang-xuat", &[]).await.answers(422);
}

store::on_both_engines!(nonsense, nonsense_gets_a_page_and_no_session);

async fn attempts_are_counted_by_address(store: Store) {
    let town = Town::of(store).await;
    let pages = town.restarted(|settings| {
        settings.session.attempts_per_address = Limit::new(2, Span::from_minutes(10));
    });
    for status in [303, 303, 429, 429] {
        let mut browser = town.browser_at(&pages);
        browser.get("/vi/dang-nhap").await;
        browser.press("Đăng nhập bằng SSO QNI").await.answers(status);
    }
    let mut browser = town.browser_at(&pages);
    browser.get("/vi/dang-nhap").await;
    browser.press("Đăng nhập bằng SSO QNI").await.sees("Từ địa chỉ mạng của bạn");
    town.wait(Span::from_minutes(10));
    browser.get("/vi/dang-nhap").await;
    browser.press("Đăng nhập bằng SSO QNI").await.answers(303);
}

store::on_both_engines!(counted_by_address, attempts_are_counted_by_address);
