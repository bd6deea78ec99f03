//! The letters: their alphabet, their links, and what never reaches them.

use super::{FORM, NEW_PASSWORD};
use crate::testing::{Applicant, World};
use axum::http::Method;
use ground::Span;
use store::Store;

async fn messages_are_plain_and_links_are_ours(store: Store) {
    let world = World::with(store, |settings| {
        settings.house.public_url = "https://dichvucong.quangngai.gov.vn".into();
        settings.registration.message_name = "Cong DVC tinh Quang Ngai".into();
    })
    .await;
    let who = Applicant::chau();
    world.registers(&who).await;
    let mut browser = world.forgets(&who).await;
    let code = world.messages(&who).await.pop().unwrap();
    assert!(code.len() <= 160, "one part: {code}");
    let derived = world.recovery_derived(&browser).await;
    assert!(code.ends_with(&format!("\n@dichvucong.quangngai.gov.vn #{derived}")), "{code}");
    world.enters(&mut browser, &derived).await;
    browser.press(&world.t1("recovery-second-wait-button", "hours", "24")).await;
    world.settled().await;
    world.advance(Span::from_hours(24));
    let link = world.link_of(&who).await;
    browser.get(&link).await;
    browser.press(&world.t("recovery-complete-button")).await.is_at("/mat-khau");
    world.renews(&mut browser, NEW_PASSWORD).await;
    let messages = world.messages(&who).await;
    let ours = &messages[messages.len() - 3..];
    for message in ours {
        assert!(message.is_ascii() && message.len() <= 306, "two parts at most: {message}");
        assert!(message.contains(" https://dichvucong.quangngai.gov.vn/vi/"), "{message}");
        assert!(!message.contains(&who.identity) && !message.contains("Chau"), "{message}");
    }
}

store::on_both_engines!(plain, messages_are_plain_and_links_are_ours);

async fn a_host_header_does_not_reach_a_letter(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::chau();
    world.registers(&who).await;
    let browser = world.forgets_and_confirms(&who).await;
    let button = world.t1("recovery-second-wait-button", "hours", "24");
    let sending = browser.sending(&button);
    let mut request = browser.draft(&Method::POST, &sending.path, "");
    request.headers_mut().insert("host", "evil.example".parse().unwrap());
    browser.exchange(request).await.answers(421);
    let mut forwarded =
        browser.draft(&Method::POST, &sending.path, &format!("form-token={}", sending.fields[0].1));
    forwarded.headers_mut().insert("x-forwarded-host", "evil.example".parse().unwrap());
    assert_eq!(browser.exchange(forwarded).await.status().as_u16(), 303);
    let message = world.messages(&who).await.pop().unwrap();
    assert!(message.contains("http://localhost:8081/vi/huy-dat-lai/"), "{message}");
}

store::on_both_engines!(host_header, a_host_header_does_not_reach_a_letter);

async fn in_english(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.browser();
    browser.get(&FORM.replace("/vi/", "/en/")).await;
    browser.fill("identity", &who.identity);
    crate::testing::solve(&mut browser);
    browser.press(&world.en("recovery-start-button")).await;
    browser.sees(&world.en("recovery-code-title"));
    let message = world.messages(&who).await.pop().unwrap();
    assert!(message.starts_with("Your code to reset the password"), "{message}");
    let code = world.code(&who).await;
    browser.fill("code", &code);
    browser.press(&world.en("code-page-confirm")).await.is_at("/mat-khau");
    browser.fill("password", NEW_PASSWORD).fill("repeated", NEW_PASSWORD);
    browser.press(&world.en("recovery-password-button")).await;
    browser.sees(&world.en("recovery-done-title"));
    browser.click("Tiếng Việt").await.sees(&world.t("recovery-done-title"));
}

store::on_both_engines!(english, in_english);

async fn a_settled_recovery_leaves_nothing_readable(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.forgets_and_confirms(&who).await;
    let code = world.recovery_derived(&browser).await;
    world.renews(&mut browser, NEW_PASSWORD).await;
    world.settled().await;
    let all = world.everything().await;
    for secret in [&code, &who.identity, &who.e164()[3..].to_owned(), &NEW_PASSWORD.to_lowercase()]
    {
        assert!(!all.contains(secret.as_str()), "{secret} is readable");
    }
}

store::on_both_engines!(sealed, a_settled_recovery_leaves_nothing_readable);
