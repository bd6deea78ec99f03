//! Another telephone number.

use crate::testing::{Applicant, PASSWORD, World, solve};
use ground::Span;
use sandbox::faults::TelcoFault;
use store::Store;
use web::testing::Browser;

const PAGE: &str = "/vi/tai-khoan/so-dien-thoai";

/// The same person with another subscription, which the operator knows as theirs.
fn with_second(world: &World, who: &Applicant) -> Applicant {
    let second = Applicant { phone: "0903 777 777".into(), ..who.clone() };
    world.changes_number(who, &second, "1988-03-15");
    second
}

async fn gives(world: &World, browser: &mut Browser, phone: &str) {
    browser.get(PAGE).await;
    browser.fill("phone", phone);
    browser.press(&world.t("profile-number-button")).await;
}

async fn enters(world: &World, browser: &mut Browser, code: &str) {
    browser.fill("code", code);
    browser.press(&world.t("code-page-confirm")).await;
}

/// A number was proved and waits.
async fn waits(world: &World, browser: &mut Browser, second: &Applicant) {
    gives(world, browser, &second.phone).await;
    let code = world.code(second).await;
    enters(world, browser, &code).await;
    browser.is_at(PAGE).sees(&world.t("profile-number-waits"));
}

/// The link by which whoever has the number before objects.
async fn objection(world: &World, who: &Applicant) -> String {
    let told = world.messages(who).await;
    let told = told.iter().rev().find(|text| text.contains("se duoc thay")).unwrap();
    told.split_once("http://localhost:8081").unwrap().1.trim().to_owned()
}

async fn a_new_number(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let second = with_second(&world, &who);
    let mut browser = world.signs_in(&who).await;
    for (typed, said) in [
        ("", "new-number-empty"),
        ("123", "new-number-shape"),
        (who.phone.as_str(), "profile-phone-present"),
        (Applicant::ha().phone.as_str(), "profile-phone-not-yours"),
    ] {
        gives(&world, &mut browser, typed).await;
        browser.answers(422);
        assert_eq!(browser.complaint("phone"), world.t(said), "{typed}");
    }
    world.operator_is(TelcoFault::Down);
    gives(&world, &mut browser, &second.phone).await;
    assert_eq!(browser.complaint("phone"), world.t("profile-phone-unknown"));
    world.operator_is(TelcoFault::Ok);
    gives(&world, &mut browser, &second.phone).await;
    browser.answers(200).sees(&second.masked());
    let code = world.code(&second).await;
    let other = format!("{:08}", (code.parse::<u32>().unwrap() + 1) % 100_000_000);
    enters(&world, &mut browser, &other).await;
    browser.sees(&world.t("code-page-wrong"));
    let page = browser.path.clone();
    browser.fill("code", &code);
    let sending = browser.sending(&world.t("code-page-confirm"));
    let mut tab = browser.tab();
    tab.send(sending.clone().without("form-token")).await.answers(422);
    browser.send(sending.clone()).await.is_at(PAGE).sees(&world.t("profile-number-waits"));
    browser.send(sending).await.is_at(PAGE);
    assert_eq!(world.rows("waiting_number").await, 1, "pressed twice");
    // Until it is time the number before serves.
    world.advance(Span::from_hours(23));
    world.account.sweep().await.unwrap();
    let mut early = world.browser();
    world.logs_in(&mut early, &who, PASSWORD).await;
    early.sees("0828xxx088");
    world.advance(Span::from_hours(1));
    world.account.sweep().await.unwrap();
    let mut late = world.browser();
    world.logs_in(&mut late, &who, PASSWORD).await;
    late.sees("0903xxx777");
    for phone in [&who, &second] {
        let told = world.messages(phone).await;
        assert!(told.iter().any(|text| text.contains("da duoc thay")), "{told:?}");
    }
    let everything = world.everything().await;
    assert!(!everything.contains("903777777"), "no table tells it");
    let mut stranger = world.browser();
    stranger.get(&page).await.is_at(&format!("?tiep={}", &page[3..]));
}

store::on_both_engines!(replaced_after_a_wait, a_new_number);

async fn a_number_that_changed_hands_meanwhile(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let second = with_second(&world, &who);
    let mut browser = world.signs_in(&who).await;
    waits(&world, &mut browser, &second).await;
    world.advance(Span::from_hours(24));
    // Nobody can be asked: it waits on.
    world.operator_is(TelcoFault::Down);
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("waiting_number").await, 1);
    world.operator_is(TelcoFault::Ok);
    world.forget_questions();
    world.account.sweep().await.unwrap();
    assert_eq!(world.operator_asked(), 0, "not again at once");
    let third = Applicant { phone: "0903 888 888".into(), ..who.clone() };
    world.changes_number(&second, &third, "1988-03-15");
    world.advance(Span::from_hours(1));
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("waiting_number").await, 0);
    world.signs_in(&who).await.sees("0828xxx088");
    let refused = "SELECT COUNT(*) FROM journal WHERE event = 'new_number.refused'";
    assert_eq!(world.number(refused).await, 1);
}

store::on_both_engines!(asked_about_again, a_number_that_changed_hands_meanwhile);

async fn whoever_has_the_old_one_objects(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let second = with_second(&world, &who);
    let mut browser = world.signs_in(&who).await;
    waits(&world, &mut browser, &second).await;
    let link = objection(&world, &who).await;
    let mut owner = world.browser();
    owner.get(&link).await.answers(200);
    assert_eq!(world.rows("waiting_number").await, 1, "opening it changes nothing");
    let cancel = owner.sending(&world.t("new-number-cancel-button"));
    owner.clone().send(cancel.clone().without("form-token")).await.answers(422);
    owner.send(cancel).await.sees(&world.t("new-number-cancelled"));
    assert_eq!(world.rows("waiting_number").await, 0);
    world.advance(Span::from_hours(25));
    world.account.sweep().await.unwrap();
    let later = world.signs_in(&who).await;
    later.sees("0828xxx088");
    owner.get(&link).await.answers(410);
    let (folder, name) = link.rsplit_once('/').unwrap();
    owner.get(&format!("{folder}/x{name}")).await.answers(410);
    // So may the person themselves.
    world.advance(Span::from_hours(1));
    let mut browser = world.signs_in(&who).await;
    waits(&world, &mut browser, &second).await;
    let keep = browser.sending(&world.t("profile-number-keep"));
    world.registers(&Applicant::ha()).await;
    world.signs_in(&Applicant::ha()).await.send(keep.clone()).await;
    assert_eq!(world.rows("waiting_number").await, 1, "but nobody else");
    browser.send(keep).await.misses(&world.t("profile-number-waits"));
    assert_eq!(world.rows("waiting_number").await, 0);
}

store::on_both_engines!(cancelled_by_whoever_may_object, whoever_has_the_old_one_objects);

async fn not_without_a_proof(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let second = with_second(&world, &who);
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await;
    browser.fill("phone", &second.phone);
    world.advance(Span::from_minutes(5));
    browser.press(&world.t("profile-number-button")).await.sees(&world.t("login-again-title"));
    assert!(world.messages(&second).await.is_empty());
    browser.fill("password", PASSWORD);
    solve(&mut browser);
    browser.press(&world.t("login-again-go-on")).await;
    let code = world.latest_code(&browser, "login.sms").await;
    world.enters_code(&mut browser, &code).await;
    assert_eq!(browser.field("phone").unwrap(), second.phone, "nothing is typed twice");
    browser.press(&world.t("profile-number-button")).await.answers(200);
    let page = browser.path.clone();
    let code = world.code(&second).await;
    // The code serves this browser only, and only while the proof is fresh.
    let mut other = world.signs_in(&who).await;
    other.get(&page).await.answers(410);
    browser.fill("code", &code);
    let sending = browser.sending(&world.t("code-page-confirm"));
    other.send(sending.clone()).await.answers(410);
    let mut nobody = world.browser();
    nobody.get("/vi/dang-nhap").await;
    nobody.send(sending.clone()).await.is_at(&format!("?tiep={}", &page[3..]));
    world.advance(Span::from_minutes(5));
    browser.send(sending).await.sees(&world.t("login-again-title"));
    assert_eq!(world.rows("waiting_number").await, 0);
}

store::on_both_engines!(a_number_asks_for_a_fresh_proof, not_without_a_proof);

async fn a_reset_ends_the_wait(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let second = with_second(&world, &who);
    let mut known = world.signs_in(&who).await;
    world.advance(Span::from_minutes(2));
    let mut browser = world.signs_in(&who).await;
    waits(&world, &mut browser, &second).await;
    world.settled().await;
    let told = world.messages(&who).await;
    let notice = told.iter().find(|text| text.contains("khong-phai-toi")).unwrap();
    let link = notice.split_once("http://localhost:8081").unwrap().1.trim().to_owned();
    known.get(&link).await;
    known.press(&world.t("login-not-me-confirm")).await;
    assert_eq!(world.rows("waiting_number").await, 0, "what a thief began ends with the thief");
}

store::on_both_engines!(a_thief_disowned_changes_nothing, a_reset_ends_the_wait);
