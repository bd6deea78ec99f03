//! Each budget spent: the page says when it reopens, and nothing is lost meanwhile.

use crate::testing::{Applicant, FORM, World, fill_in};
use credentials::limit::Limit;
use ground::Span;
use store::Store;
use web::testing::Browser;

fn hourly(at_most: u32) -> Limit {
    Limit::new(at_most, Span::from_hours(1))
}

/// The page offers no message before this time.
fn is_closed_for(world: &World, browser: &Browser, span: Span) {
    let until = world.now().plus(span).in_vietnam();
    browser.sees(&world.t1("registration-code-closed", "time", &until));
}

async fn messages_to_one_number(store: Store) {
    let world =
        World::with(store, |settings| settings.limits.messages_per_number = hourly(1)).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    world.settled().await;
    world.advance(Span::from_minutes(5));
    world.resend(&mut browser).await;
    assert_eq!(world.messages(&who).await.len(), 1);
    is_closed_for(&world, &browser, Span::from_minutes(55));
    world.advance(Span::from_minutes(55));
    browser.reload().await.answers(200);
    world.resend(&mut browser).await;
    assert_eq!(world.messages(&who).await.len(), 2, "the registration was kept until then");
    let code = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    browser.is_at("/mat-khau");
}

store::on_both_engines!(per_number, messages_to_one_number);

async fn messages_to_one_number_in_a_day(store: Store) {
    let world = World::with(store, |settings| {
        settings.limits.messages_per_number_daily.at_most = 2;
    })
    .await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    for _ in 0..2 {
        world.settled().await;
        world.advance(Span::from_minutes(5));
        world.resend(&mut browser).await;
    }
    assert_eq!(world.messages(&who).await.len(), 2);
    is_closed_for(&world, &browser, Span::from_minutes(24 * 60 - 10));
}

store::on_both_engines!(per_number_daily, messages_to_one_number_in_a_day);

async fn the_money_budget(store: Store) {
    let world =
        World::with(store, |settings| settings.limits.messages_everywhere = hourly(1)).await;
    world.applies(&Applicant::binh()).await.is_at("/ma-otp");
    let who = Applicant::ha();
    let mut browser = world.applies(&who).await;
    browser.is_at("/ma-otp").sees(&world.t1("registration-code-unsent", "phone", &who.masked()));
    is_closed_for(&world, &browser, Span::from_hours(1));
    assert_eq!(world.messages(&who).await.len(), 0);
    world.advance(Span::from_hours(1));
    world.resend(&mut browser).await;
    let code = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    browser.is_at("/mat-khau");
}

store::on_both_engines!(money, the_money_budget);

async fn messages_asked_for_from_one_address(store: Store) {
    let world =
        World::with(store, |settings| settings.limits.messages_per_address = hourly(1)).await;
    world.registers(&world.invent(1)).await;
    world.applies(&world.invent(2)).await.misses(&world.t("code-page-message-none"));
    let third = world.invent(3);
    let mut browser = world.applies(&third).await;
    is_closed_for(&world, &browser, Span::from_hours(1));
    browser = browser.at_address("198.51.100.7");
    world.resend(&mut browser).await;
    assert_eq!(world.messages(&third).await.len(), 1, "another address has its own count");
}

store::on_both_engines!(per_address, messages_asked_for_from_one_address);

async fn a_forwarded_address_is_not_believed(store: Store) {
    let world =
        World::with(store, |settings| settings.limits.operator_per_address = hourly(1)).await;
    world.applies(&world.invent(1)).await.is_at("/ma-otp");
    for (number, forwarded) in [(2, "198.51.100.7"), (3, "a"), (4, "127.0.0.1"), (5, "")] {
        let browser = world.form(&world.invent(number)).await;
        let sending = browser.sending(&world.t("registration-register"));
        let body = sending.fields.iter().map(|(name, value)| format!("{name}={}", escaped(value)));
        let body = body.collect::<Vec<_>>().join("&");
        let mut request = browser.draft(&sending.method, &sending.path, &body);
        request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
        browser.exchange(request).await.answers(429);
    }
}

fn escaped(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

store::on_both_engines!(forwarded, a_forwarded_address_is_not_believed);

async fn questions_to_the_operator(store: Store) {
    let world = World::with(store, |settings| {
        settings.limits.operator_per_number = hourly(2);
        settings.limits.operator_per_identity = hourly(3);
    })
    .await;
    let who = Applicant::binh();
    let stranger = |name: &str| Applicant { name: name.into(), ..who.clone() };
    for name in ["Lê Văn Ba", "Lê Văn Tư"] {
        world.applies(&stranger(name)).await.answers(422);
    }
    let asked = world.operator_asked();
    let browser = world.applies(&stranger("Lê Văn Năm")).await;
    browser.answers(429).sees(&world.t("registration-limit"));
    browser.sees(&world.now().plus(Span::from_hours(1)).in_vietnam());
    assert_eq!(browser.field("name").unwrap(), "Lê Văn Năm", "nothing typed is lost");
    assert_eq!(world.operator_asked(), asked, "it is no oracle");
    // The same identity number with other numbers: one more, then it is full too.
    let elsewhere = |phone: &str| Applicant { phone: phone.into(), ..who.clone() };
    world.applies(&elsewhere("0912000195")).await.answers(422);
    world.applies(&elsewhere("0377000301")).await.answers(429);
    world.advance(Span::from_hours(1));
    world.applies(&who).await.is_at("/ma-otp");
}

store::on_both_engines!(oracle, questions_to_the_operator);

async fn identities_proved_with_one_number(store: Store) {
    let none = Limit::new(0, Span::from_hours(24));
    let world = World::with(store, |settings| settings.limits.identities_per_number = none).await;
    let who = Applicant::binh();
    let mut browser = world.proves(&who).await;
    let time = world.now().plus(Span::from_hours(24)).in_vietnam();
    browser.is_at("/ma-otp").sees(&world.t1("registration-too-many-identities", "time", &time));
    assert!(world.minted(&browser).await.used_at.is_none());
    browser.reload().await.answers(200);
    assert_eq!(browser.complaint("code"), "", "the code was right");
}

store::on_both_engines!(identities, identities_proved_with_one_number);

async fn a_spent_budget_loses_nothing_typed(store: Store) {
    let world =
        World::with(store, |settings| settings.limits.operator_per_address = hourly(0)).await;
    let who = Applicant::ha().with_email("thuha@example.vn");
    let mut browser = world.browser();
    browser.get(FORM).await;
    fill_in(&mut browser, &who);
    browser.press(&world.t("registration-register")).await.answers(429);
    for (name, value) in who.fields() {
        assert_eq!(browser.field(name).unwrap(), value);
    }
}

store::on_both_engines!(nothing_lost, a_spent_budget_loses_nothing_typed);
