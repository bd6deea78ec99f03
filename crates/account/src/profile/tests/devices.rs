//! Where one is signed in.

use crate::testing::{Applicant, PASSWORD, World};
use ground::Span;
use store::Store;
use web::testing::Browser;

const PAGE: &str = "/vi/tai-khoan/thiet-bi";

/// Signs in with a browser of that kind.
async fn with(world: &World, who: &Applicant) -> Browser {
    world.advance(Span::from_minutes(2));
    world.signs_in(who).await
}

async fn elsewhere(world: &World) -> i64 {
    let sql = "SELECT COUNT(*) FROM job WHERE kind = 'session-ended'";
    world.number(sql).await
}

async fn sessions_are_listed_and_ended(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut other = with(&world, &who).await;
    let mut third = with(&world, &who).await;
    let mut browser = with(&world, &who).await;
    browser.get(PAGE).await.answers(200).sees(&world.t("profile-devices-this"));
    assert_eq!(browser.texts("section.panel").len(), 1, "this one");
    assert_eq!(browser.texts("form.panel").len(), 2, "the others");
    let label = browser.texts("form.panel h2").remove(0);
    browser.press(&world.t1("profile-devices-end", "device", &label)).await;
    browser.is_at(&format!("{PAGE}?da-dang-xuat")).sees(&world.t("profile-devices-ended"));
    assert_eq!((world.rows("session").await, elsewhere(&world).await), (2, 1));
    assert_eq!(world.rows("device").await, 2, "its browser is a stranger's now");
    third.get(PAGE).await.is_at("/vi/dang-nhap?tiep=/tai-khoan/thiet-bi");
    other.get(PAGE).await.is_at(PAGE);
    let all = browser.sending(&world.t("profile-devices-end-all"));
    browser.send(all.clone()).await.sees(&world.t("profile-devices-nowhere"));
    browser.send(all).await.answers(200);
    assert_eq!((world.rows("session").await, elsewhere(&world).await), (1, 2), "pressed twice");
    assert_eq!(world.rows("device").await, 1);
    other.get(PAGE).await.is_at("/vi/dang-nhap?tiep=/tai-khoan/thiet-bi");
    browser.get(PAGE).await.is_at(PAGE);
}

store::on_both_engines!(listed_and_ended, sessions_are_listed_and_ended);

async fn nobody_ends_what_is_not_theirs(store: Store) {
    let world = World::on(store).await;
    let (who, neighbour) = (Applicant::binh(), Applicant::ha());
    world.registers(&who).await;
    world.registers(&neighbour).await;
    let mut own = with(&world, &who).await;
    let mut browser = with(&world, &neighbour).await;
    let session = "SELECT CAST(id AS TEXT) FROM session ORDER BY begun_at LIMIT 1";
    let session = match world.account.store.engine_name() {
        "sqlite" => session.replace("CAST(id AS TEXT)", "lower(hex(id))"),
        _ => session.to_owned(),
    };
    let session = world.texts(&session).await.remove(0);
    let device = match world.account.store.engine_name() {
        "sqlite" => "SELECT lower(hex(id)) FROM device ORDER BY first_at LIMIT 1",
        _ => "SELECT CAST(id AS TEXT) FROM device ORDER BY first_at LIMIT 1",
    };
    let device = world.texts(device).await.remove(0);
    browser.get(PAGE).await;
    let token = browser.field("form-token").unwrap();
    browser.post(PAGE, &[("session", &session), ("form-token", &token)]).await.answers(200);
    own.get(PAGE).await.is_at(PAGE);
    let naming = format!("{PAGE}/{device}");
    own.get(&naming).await.answers(200);
    browser.get(&naming).await.answers(404);
    browser.post(&naming, &[("name", "x"), ("form-token", &token)]).await.answers(404);
    // Without the token of a page of ours, and after five minutes, nothing ends.
    own.get(PAGE).await;
    let mut second = with(&world, &who).await;
    second.get(PAGE).await;
    let all = second.sending(&world.t("profile-devices-end-all"));
    second.send(all.clone().without("form-token")).await.answers(422);
    let mut nobody = world.browser();
    nobody.get("/vi/dang-nhap").await;
    nobody.send(all.clone()).await.is_at("/vi/dang-nhap?tiep=/tai-khoan/thiet-bi");
    world.advance(Span::from_minutes(5));
    second.send(all).await.sees(&world.t("login-again-title"));
    own.get(PAGE).await.is_at(PAGE);
    assert_eq!(elsewhere(&world).await, 0);
}

store::on_both_engines!(only_ones_own_and_freshly_proved, nobody_ends_what_is_not_theirs);

async fn a_browser_has_a_name(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = with(&world, &who).await;
    browser.get(PAGE).await;
    let naming = browser.attribute("section.panel a", "href").unwrap();
    browser.get(&naming).await;
    browser.fill("name", &"m".repeat(41));
    browser.press(&world.t("profile-name-device-button")).await.answers(422);
    assert_eq!(browser.complaint("name"), world.t("profile-name-device-long"));
    browser.fill("name", " Máy của <Bình> ");
    browser.press(&world.t("profile-name-device-button")).await.is_at(PAGE);
    browser.sees("Máy của <Bình>");
    assert!(!world.everything().await.contains("bình>"), "no table tells it");
    browser.get("/vi/tai-khoan/lich-su").await.sees("Đặt tên cho Máy của <Bình>");
    // It stays the browser's, also when he signs in again.
    world.advance(Span::from_hours(12));
    world.logs_in(&mut browser, &who, PASSWORD).await;
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    browser.get(PAGE).await.sees("Máy của <Bình>");
    browser.get(&naming).await;
    assert_eq!(browser.field("name").unwrap(), "Máy của <Bình>");
    browser.fill("name", "");
    browser.press(&world.t("profile-name-device-button")).await.misses("Máy của");
}

store::on_both_engines!(named, a_browser_has_a_name);
