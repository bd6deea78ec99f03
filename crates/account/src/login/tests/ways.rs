//! Other ways to prove who one is: mail, recovery codes.

use crate::testing::{Applicant, PASSWORD, World};
use credentials::limit::Limit;
use ground::Span;
use store::Store;
use web::testing::Browser;

async fn by_mail(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh().with_email("binh@example.vn");
    world.registers(&who).await;
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    browser.click(&world.t("login-other-way")).await;
    assert!(!browser.text().contains("@example.vn"), "an address that nobody confirmed is no way");
    world.change("UPDATE citizen SET email_confirmed_at = 1").await;
    browser.reload().await;
    browser.press(&world.t("login-way-mail")).await;
    browser.is_at("/ma-otp").sees(&world.t1("login-code-mailed", "email", "b***@example.vn"));
    let sms = world.latest_code(&browser, "login.sms").await;
    world.enters_code(&mut browser, &sms).await;
    browser.is_at("/ma-otp").sees(&world.t("code-page-wrong"));
    world.settled().await;
    let mail = world.sandbox.world.mailboxes().at("binh@example.vn").pop().unwrap();
    let code = world.latest_code(&browser, "login.mail").await;
    assert!(mail.text.contains(&code), "{}", mail.text);
    world.enters_code(&mut browser, &code).await;
    browser.is_at("/tai-khoan");
    let evidence = world.texts("SELECT evidence FROM session").await.remove(0);
    assert!(evidence.contains("mail_code") && !evidence.contains("sms"), "{evidence}");
}

store::on_both_engines!(a_code_by_mail, by_mail);

/// The recovery codes on the page where an account was opened.
fn codes_on(browser: &Browser) -> Vec<String> {
    let is_code = |word: &&str| word.len() == 29 && word.matches('-').count() == 5;
    browser.text().split_whitespace().filter(is_code).map(str::to_owned).collect()
}

async fn chooses_recovery(world: &World, who: &Applicant) -> Browser {
    let mut browser = world.browser();
    world.logs_in(&mut browser, who, PASSWORD).await;
    browser.click(&world.t("login-other-way")).await;
    browser.press(&world.t("login-way-recovery")).await;
    browser.is_at("/ma-khoi-phuc");
    browser
}

async fn by_recovery_code(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let codes = codes_on(&world.registers(&who).await);
    assert_eq!(codes.len(), 10);
    let other = world.registers(&Applicant::ha()).await;
    let confirm = world.t("code-page-confirm");
    let mut browser = chooses_recovery(&world, &who).await;
    browser.fill("recovery-code", "123456");
    browser.press(&confirm).await.answers(422);
    assert_eq!(browser.complaint("recovery-code"), world.t("login-recovery-shape"));
    browser.fill("recovery-code", &codes_on(&other)[0]);
    browser.press(&confirm).await.answers(422);
    assert_eq!(browser.complaint("recovery-code"), world.t("login-recovery-wrong"));
    let typed = codes[3].to_lowercase().replace('-', " ");
    browser.fill("recovery-code", &typed);
    browser.press(&confirm).await.is_at("/tai-khoan");
    let evidence = world.texts("SELECT evidence FROM session").await.remove(0);
    assert!(evidence.contains("recovery_code"), "{evidence}");
    let mut again = chooses_recovery(&world, &who).await;
    again.fill("recovery-code", &codes[3]);
    again.press(&confirm).await.answers(422);
    assert_eq!(again.complaint("recovery-code"), world.t("login-recovery-wrong"), "it serves once");
    assert_eq!(world.rows("session").await, 1);
}

store::on_both_engines!(a_recovery_code_serves_once, by_recovery_code);

async fn guessed_codes(store: Store) {
    let world = World::with(store, |settings| {
        settings.login.wrong_codes = Limit::new(2, Span::from_hours(24));
    })
    .await;
    let who = Applicant::binh();
    let codes = codes_on(&world.registers(&who).await);
    let mut browser = chooses_recovery(&world, &who).await;
    for _ in 0..2 {
        browser.fill("recovery-code", "0000-0000-0000-0000-0000-0000");
        browser.press(&world.t("code-page-confirm")).await.answers(422);
    }
    browser.fill("recovery-code", &codes[0]);
    browser.press(&world.t("code-page-confirm")).await.answers(422);
    assert_eq!(world.rows("session").await, 0);
}

store::on_both_engines!(guessing_recovery_codes_is_limited, guessed_codes);

async fn the_number_is_lost(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.change("UPDATE citizen SET phone_lost_at = 1").await;
    let messages = world.messages(&who).await.len();
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    browser.is_at("/phuong-thuc").sees(&world.t("login-way-no-phone"));
    assert_eq!(world.messages(&who).await.len(), messages, "its new owner is sent nothing");
}

store::on_both_engines!(a_lost_number_is_no_way, the_number_is_lost);

async fn to_and_fro(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    let before = world.messages(&who).await.len();
    let sms = world.t("login-way-sms");
    for _ in 0..5 {
        browser.click(&world.t("login-other-way")).await;
        browser.press(&world.t("login-way-recovery")).await.is_at("/ma-khoi-phuc");
        browser.click(&world.t("login-other-way")).await;
        browser.press(&sms).await.is_at("/ma-otp");
    }
    assert_eq!(world.messages(&who).await.len(), before, "changing one's mind sends nothing anew");
    world.advance(Span::from_seconds(61));
    browser.press(&world.t("code-page-resend")).await;
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    browser.is_at("/tai-khoan");
}

store::on_both_engines!(changing_ones_mind_costs_no_messages, to_and_fro);
