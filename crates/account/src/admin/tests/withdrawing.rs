//! What was approved is withdrawn: the owner came and said that it was not them.

use super::DESK;
use crate::officer::Role;
use crate::testing::World;
use ground::Span;
use store::Store;
use web::testing::Browser;

const REASON: &str = "Chủ tài khoản báo không phải mình";

impl World {
    async fn withdraws(&self, officer: &mut Browser, reason: &str) {
        officer.fill("reason", reason);
        officer.press(&self.t("admin-withdraw-button")).await;
    }
}

async fn the_sheet_serves_no_more(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    let code = world.sheet(&mut desk).await;
    let mut typed = world.starts(&citizen.identity, &code).await;
    world.keeps_number(&mut typed).await;
    // Another officer finds it by the number of whoever complains, long after signing in.
    let vinh = world.invent(72);
    let mut other = world.officer(&vinh, &[Role::Desk]).await;
    world.advance(Span::from_minutes(6));
    world.looks_up(&mut other, &citizen.identity).await;
    other.sees(&world.t("admin-cases"));
    let case = other.attribute("section.panel li a", "href").unwrap();
    other.get(&case).await.misses(&world.t("admin-print-button"));
    world.withdraws(&mut other, " ").await;
    other.answers(422);
    assert_eq!(other.complaint("reason"), world.t("admin-ask-reason-missing"));
    world.withdraws(&mut other, REASON).await;
    other.is_at(&case).answers(200).sees(&world.t("admin-stage-withdrawn")).sees(REASON);
    other.sees(&vinh.name).misses(&world.t("admin-withdraw-button"));
    world.starts(&citizen.identity, &code).await.answers(422);
    world.chooses(&mut typed, "Đò ngang-Bến lở.52").await;
    typed.answers(410);
    desk.asks.get(&case).await.sees(REASON).misses(&world.t("admin-print-button"));
    let noted =
        "SELECT COUNT(*) FROM journal WHERE event = 'desk.withdrawn' AND actor LIKE 'officer %'";
    assert_eq!(world.number(noted).await, 1);
    assert!(!world.everything().await.contains(&REASON.to_lowercase()), "it is kept sealed");
}

store::on_both_engines!(withdrawn, the_sheet_serves_no_more);

async fn not_about_oneself_and_not_too_late(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    desk.citizen = world.invent(72);
    let mut own = world.officer(&desk.citizen, &[Role::Desk]).await;
    let code = world.sheet(&mut desk).await;
    let case = desk.asks.get(DESK).await.attribute("section.panel li a", "href").unwrap();
    own.get(&case).await.misses(&world.t("admin-withdraw-button"));
    desk.decides.get(&case).await;
    let withdrawing = desk.decides.sending(&world.t("admin-withdraw-button")).with("reason", "x");
    desk.decides.tab().send(withdrawing.clone().without("form-token")).await.answers(422);
    let token = own.get(DESK).await.field("form-token").unwrap();
    own.send(withdrawing.clone().with("form-token", &token)).await.answers(422);
    own.sees(&world.t("admin-withdraw-too-late"));
    let mut browser = world.starts(&desk.citizen.identity, &code).await;
    world.keeps_number(&mut browser).await;
    world.chooses(&mut browser, "Đò ngang-Bến lở.52").await;
    browser.is_at("/hoan-tat");
    desk.decides.send(withdrawing).await.answers(422).sees(&world.t("admin-withdraw-too-late"));
    assert_eq!(world.texts("SELECT state FROM desk_case").await, ["used"]);
}

store::on_both_engines!(not_too_late, not_about_oneself_and_not_too_late);
