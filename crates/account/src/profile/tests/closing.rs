//! Closing the account, and thinking better of it.

use crate::testing::{Applicant, PASSWORD, World};
use ground::Span;
use store::Store;
use web::testing::Browser;

const PAGE: &str = "/vi/tai-khoan/dong";

async fn wishes_to_close(world: &World, browser: &mut Browser) {
    browser.get(PAGE).await.answers(200).sees("30");
    browser.fill("sure", "yes");
    browser.press(&world.t("profile-close-button")).await.is_at(PAGE);
}

async fn an_account_is_closed(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.advance(Span::from_minutes(1));
    let mut elsewhere = world.signs_in(&who).await;
    world.advance(Span::from_minutes(2));
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await;
    browser.press(&world.t("profile-close-button")).await.answers(422);
    assert_eq!(browser.complaint("sure"), world.t("profile-close-unsure"));
    wishes_to_close(&world, &mut browser).await;
    elsewhere.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    let told = world.messages(&who).await;
    assert!(told.iter().any(|text| text.contains("dong tai khoan")), "{told:?}");
    // It is not closed before it is time, and whoever signs in is offered to keep it.
    world.advance(Span::from_days(29));
    world.account.sweep().await.unwrap();
    let mut browser = world.signs_in(&who).await;
    browser.sees(&world.t("profile-keep-title"));
    world.advance(Span::from_days(1));
    world.account.sweep().await.unwrap();
    browser.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    for table in ["citizen", "password", "recovery_code", "session", "device", "consent"] {
        assert_eq!(world.rows(table).await, 0, "{table}");
    }
    let mut late = world.browser();
    world.logs_in(&mut late, &who, PASSWORD).await;
    late.sees(&world.t("login-refused"));
    let jobs = "SELECT COUNT(*) FROM job WHERE kind = 'session-ended'";
    assert!(world.number(jobs).await >= 3, "clients are told");
    // The number may register anew.
    world.registers(&who).await;
    assert_eq!(world.rows("citizen").await, 1);
}

store::on_both_engines!(closed_after_a_while, an_account_is_closed);

async fn an_account_is_kept(store: Store) {
    let world = World::on(store).await;
    let (who, neighbour) = (Applicant::binh(), Applicant::ha());
    world.registers(&who).await;
    world.registers(&neighbour).await;
    let mut browser = world.signs_in(&who).await;
    wishes_to_close(&world, &mut browser).await;
    let keep = browser.sending(&world.t("profile-keep-button"));
    let closing = "SELECT COUNT(*) FROM citizen WHERE closing_at IS NOT NULL";
    world.browser().send(keep.clone()).await.is_at("/dang-nhap?tiep=/tai-khoan/giu-lai");
    let mut theirs = world.signs_in(&neighbour).await;
    theirs.send(keep.clone()).await;
    browser.tab().send(keep.clone().without("form-token")).await;
    assert_eq!(world.number(closing).await, 1, "only its owner keeps it");
    browser.send(keep.clone()).await.is_at("/tai-khoan").misses(&world.t("profile-keep-title"));
    browser.send(keep).await.is_at("/tai-khoan");
    assert_eq!(world.number(closing).await, 0);
    world.advance(Span::from_days(31));
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("citizen").await, 2);
    let noted = "SELECT COUNT(*) FROM journal WHERE event = 'profile.kept'";
    assert_eq!(world.number(noted).await, 1, "pressed twice, kept once");
}

store::on_both_engines!(kept_after_all, an_account_is_kept);

async fn not_without_a_proof(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await;
    browser.fill("sure", "yes");
    let sending = browser.sending(&world.t("profile-close-button"));
    browser.tab().send(sending.clone().without("form-token")).await.answers(422);
    let mut nobody = world.browser();
    nobody.get("/vi/dang-nhap").await;
    nobody.send(sending.clone()).await.is_at("/dang-nhap?tiep=/tai-khoan/dong");
    world.advance(Span::from_minutes(5));
    browser.send(sending).await.is_at("/dang-nhap?tiep=/tai-khoan/dong");
    let closing = "SELECT COUNT(*) FROM citizen WHERE closing_at IS NOT NULL";
    assert_eq!(world.number(closing).await, 0);
}

store::on_both_engines!(closing_asks_for_a_fresh_proof, not_without_a_proof);
