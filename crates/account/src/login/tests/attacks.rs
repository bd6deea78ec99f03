//! Attacks, replayed: other browsers, other orders, other buttons.

use crate::testing::{Applicant, LOGIN, PASSWORD, World, at_once, solve};
use ground::Span;
use store::Store;
use web::testing::Browser;

async fn at_the_code(world: &World, who: &Applicant) -> Browser {
    let mut browser = world.browser();
    world.logs_in(&mut browser, who, PASSWORD).await;
    browser.is_at("/ma-otp");
    browser
}

async fn another_browser(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let browser = at_the_code(&world, &who).await;
    let code = world.latest_code(&browser, "login.sms").await;
    let path = browser.path.clone();
    let other_pages = ["gui-lai-otp", "phuong-thuc", "ma-khoi-phuc", "tin-nhan"];
    let other_pages = other_pages.map(|page| path.replace("ma-otp", page));
    let mut stranger = world.browser();
    stranger.get(LOGIN).await;
    let token = stranger.field("form-token").unwrap();
    for page in std::iter::once(&path).chain(&other_pages) {
        stranger.get(page).await;
        assert!([405, 410].contains(&stranger.status().as_u16()), "{page}");
        let fields = [("code", code.as_str()), ("way", "recovery"), ("form-token", &token)];
        stranger.post(page, &fields).await;
        assert!([405, 410].contains(&stranger.status().as_u16()), "{page}");
    }
    let tries = world
        .number("SELECT CAST(tries AS BIGINT) FROM one_time_code WHERE purpose = 'login.sms'")
        .await;
    assert_eq!((tries, world.rows("session").await), (0, 0));
    stranger.get("/vi/tai-khoan").await.is_at("/dang-nhap");
}

store::on_both_engines!(another_browser_can_do_nothing_with_it, another_browser);

/// Keycloak CVE-2026-18963, authentik CVE-2026-49443.
async fn another_way_proves_nothing(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = at_the_code(&world, &who).await;
    let path = browser.path.clone();
    let at = |page| path.replace("ma-otp", page);
    let token = browser.field("form-token").unwrap();
    let ways = ["recovery", "mail", "sms", "", "password", "done", "finished", "2"];
    for way in ways {
        browser.post(&at("phuong-thuc"), &[("way", way), ("form-token", &token)]).await;
        for page in ["ma-otp", "ma-khoi-phuc", "gui-lai-otp"] {
            browser.post(&at(page), &[("form-token", &token)]).await;
            browser.post(&at(page), &[]).await;
            let empty = [("code", ""), ("recovery-code", ""), ("form-token", &token)];
            browser.post(&at(page), &empty).await;
        }
        browser.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    }
    // The code of a way that was left proves nothing on the page of another.
    browser.post(&at("phuong-thuc"), &[("way", "recovery"), ("form-token", &token)]).await;
    let code = world.latest_code_of(&path, "login.sms").await;
    browser.post(&at("ma-otp"), &[("code", &code), ("form-token", &token)]).await;
    browser.is_at("/ma-khoi-phuc");
    let fields = [("recovery-code", code.as_str()), ("form-token", &token)];
    browser.post(&at("ma-khoi-phuc"), &fields).await.answers(422);
    assert_eq!(world.rows("session").await, 0);
    assert_eq!(world.rows("device").await, 0);
}

store::on_both_engines!(choosing_another_way_proves_nothing, another_way_proves_nothing);

async fn pressed_twice(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.browser();
    browser.get(LOGIN).await;
    browser.fill("identity", &who.identity).fill("password", PASSWORD);
    solve(&mut browser);
    let button = world.t("login-sign-in");
    let tabs = at_once([browser.tab(), browser.tab(), browser.tab()].map(|mut tab| {
        let button = button.clone();
        async move {
            tab.press(&button).await;
            tab
        }
    }))
    .await;
    assert_eq!(world.rows("login").await, 1, "one sign-in, one message");
    let path = &tabs[0].path;
    assert!(tabs.iter().all(|tab| tab.path == *path && tab.path.ends_with("/ma-otp")));
    assert_eq!(world.messages(&who).await.len(), 2);
}

store::on_both_engines!(pressing_twice_begins_one, pressed_twice);

async fn answer_cut_off(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = at_the_code(&world, &who).await;
    let code = world.latest_code(&browser, "login.sms").await;
    browser.fill("code", &code);
    let sending = browser.sending(&world.t("code-page-confirm"));
    // The browser drops the answer to the first press, cookies and all.
    let mut lost = browser.apart();
    lost.send(sending.clone()).await;
    lost.is_at("/tai-khoan");
    browser.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    browser.send(sending.clone()).await.is_at("/tai-khoan").answers(200);
    assert_eq!(world.rows("session").await, 1);
    // Once it has ended, nobody is told.
    world.advance(Span::from_minutes(2));
    browser.press(&world.t("layout-sign-out")).await;
    browser.send(sending).await.is_at("/dang-nhap");
    assert_eq!(world.rows("session").await, 0);
}

store::on_both_engines!(a_lost_answer_is_told_again, answer_cut_off);

async fn after_signing_out(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = at_the_code(&world, &who).await;
    let code = world.latest_code(&browser, "login.sms").await;
    browser.fill("code", &code);
    let sending = browser.sending(&world.t("code-page-confirm"));
    browser.send(sending.clone()).await.is_at("/tai-khoan");
    let out = browser.sending(&world.t("layout-sign-out"));
    browser.send(out.clone().without("form-token")).await.is_at("/tai-khoan").answers(200);
    browser.send(out).await.is_at("/dang-nhap?da-dang-xuat");
    browser.send(sending).await.is_at("/dang-nhap");
    assert_eq!(world.rows("session").await, 0, "going back and pressing again begins nothing");
}

store::on_both_engines!(going_back_after_signing_out_begins_nothing, after_signing_out);

async fn started_again(store: Store) {
    let mut world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let browser = at_the_code(&world, &who).await;
    let code = world.latest_code(&browser, "login.sms").await;
    let path = browser.path.clone();
    world.restart();
    let mut browser = world.browser_like(&browser);
    browser.get(&path).await.is_at("/ma-otp");
    world.enters_code(&mut browser, &code).await;
    browser.is_at("/tai-khoan");
}

store::on_both_engines!(a_restart_loses_nothing, started_again);

async fn two_tabs(store: Store) {
    let world = World::on(store).await;
    let (binh, ha) = (Applicant::binh(), Applicant::ha());
    world.registers(&binh).await;
    world.registers(&ha).await;
    let mut first = at_the_code(&world, &binh).await;
    let mut second = first.tab();
    world.logs_in(&mut second, &ha, PASSWORD).await;
    let (code_of_binh, code_of_ha) = (
        world.latest_code(&first, "login.sms").await,
        world.latest_code(&second, "login.sms").await,
    );
    world.enters_code(&mut first, &code_of_ha).await;
    first.is_at("/ma-otp").sees(&world.t("code-page-wrong"));
    world.enters_code(&mut first, &code_of_binh).await;
    first.is_at("/tai-khoan").sees("Nguyễn Văn Bình");
    world.enters_code(&mut second, &code_of_ha).await;
    second.is_at("/tai-khoan").sees("Trần Thị Thu Hà");
    first.reload().await.sees("Trần Thị Thu Hà");
    assert_eq!(world.rows("session").await, 1, "one browser, one session");
}

store::on_both_engines!(two_tabs_are_two_sign_ins, two_tabs);

/// A reset that was asked for before the old password was typed, and whose hash was done after: the
/// new password's moment is the earlier one.
async fn a_password_typed_while_it_is_reset(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.advance(Span::from_minutes(5));
    let mut thief = world.browser();
    world.logs_in(&mut thief, &who, PASSWORD).await;
    let code = world.code(&who).await;
    world.change("UPDATE password SET set_at = set_at + 60000").await;
    world.enters_code(&mut thief, &code).await;
    thief.answers(410).sees(&world.t("login-anew"));
    assert_eq!(world.rows("session").await, 0);
    thief.reload().await.answers(410);
}

store::on_both_engines!(typed_while_reset, a_password_typed_while_it_is_reset);
