//! The message with the code: its text, its way, and that none goes out for a dead code.

use crate::testing::{Applicant, World};
use ground::Span;
use sandbox::faults::SmsFault;
use std::time::Duration;
use store::Store;
use web::Language;
use web::testing::Browser;

/// The basic alphabet of GSM 03.38; one figure, one septet.
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

async fn one_segment_in_both_languages(store: Store) {
    let world = World::with(store, |settings| {
        settings.house.public_url = "https://dichvucong.quangngai.gov.vn".into();
        settings.registration.message_name = "Cong DVC tinh Quang Ngai".into();
        settings.one_time_code.lifetime = Span::from_minutes(10);
    })
    .await;
    for (language, who) in [(Language::Vi, Applicant::binh()), (Language::En, Applicant::ha())] {
        let mut browser = world.browser();
        browser.get(&format!("/{}/dang-ky/thue-bao-di-dong", language.code())).await;
        crate::testing::fill_in(&mut browser, &who);
        let button = world.account.door.texts.say(language, "registration-register").into_owned();
        browser.press(&button).await.is_at("/ma-otp");
        let text = world.messages(&who).await.remove(0);
        let strange: String = text.chars().filter(|c| !GSM.contains(*c)).collect();
        assert_eq!(strange, "", "outside the GSM alphabet: {text}");
        assert!(text.chars().count() <= 160, "{} characters: {text}", text.chars().count());
        let code = world.derived_code(&browser).await;
        let last = text.lines().last().unwrap();
        assert_eq!(last, format!("@dichvucong.quangngai.gov.vn #{code}"), "WebOTP");
        assert!(text.lines().next().unwrap().contains(&code));
    }
}

store::on_both_engines!(one_segment, one_segment_in_both_languages);

async fn no_message_for_a_dead_code(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.messages_are(SmsFault::Throttled);
    let mut browser = world.applies(&who).await;
    world.settled().await;
    world.advance(Span::from_minutes(5));
    world.messages_are(SmsFault::Ok);
    assert_eq!(world.messages(&who).await.len(), 0, "its code is dead");
    browser.reload().await.sees(&world.t("registration-message-failed"));
    assert_eq!(world.rows("job").await, 0, "and nobody tries again");
    world.resend(&mut browser).await;
    assert_eq!(world.messages(&who).await.len(), 1);
}

store::on_both_engines!(dead_code, no_message_for_a_dead_code);

async fn no_message_for_a_replaced_code(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.messages_are(SmsFault::Throttled);
    let mut browser = world.applies(&who).await;
    let wrong = world.wrong_code(&browser).await;
    for _ in 0..5 {
        world.enter(&mut browser, &wrong).await;
    }
    world.resend(&mut browser).await;
    world.settled().await;
    world.messages_are(SmsFault::Ok);
    world.advance(Span::from_minutes(1));
    let messages = world.messages(&who).await;
    assert_eq!(messages.len(), 1, "the first letter speaks of a code that serves no more");
    assert!(messages[0].ends_with(&world.derived_code(&browser).await));
}

store::on_both_engines!(replaced_code, no_message_for_a_replaced_code);

/// Reloads until the page says this of the message.
async fn says_in_time(world: &World, browser: &mut Browser, key: &str) {
    for _ in 0..200 {
        if browser.reload().await.shows(&world.t(key)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    browser.sees(&world.t(key));
}

async fn the_page_says_how_far_it_is(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.applies(&Applicant::binh()).await;
    says_in_time(&world, &mut browser, "code-page-message-delivered").await;
    let path = browser.path.replace("/ma-otp", "/tin-nhan");
    let told = browser.tab().get(&path).await.answers(200).body().to_owned();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["state"], "delivered");
    assert_eq!(told["words"], world.t("code-page-message-delivered"));
    world.messages_are(SmsFault::Undeliverable);
    let mut browser = world.applies(&Applicant::ha()).await;
    says_in_time(&world, &mut browser, "registration-message-failed").await;
}

store::on_both_engines!(how_far, the_page_says_how_far_it_is);
