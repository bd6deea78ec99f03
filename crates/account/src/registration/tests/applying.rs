//! The whole way, as the guide tells it.

use crate::testing::{Applicant, FORM, PASSWORD, World, fill_in};
use ground::Span;
use store::Store;

async fn a_citizen_registers(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.browser();
    browser.get("/").await.is_at("/vi/dang-nhap").answers(200);
    browser.click(&world.t("login-register")).await.is_at("/vi/dang-ky").answers(200);
    browser.click(&world.t("registration-citizen")).await.is_at("/cong-dan");
    browser.click(&world.t("registration-method-mobile")).await.is_at(FORM);
    fill_in(&mut browser, &who);
    browser.press(&world.t("registration-register")).await;
    browser.is_at("/ma-otp").answers(200);
    browser.sees("Mã xác thực đã được gửi qua SĐT: 082****088");
    assert_eq!(world.operator_asked(), 1);

    let code = world.code(&who).await;
    assert_eq!(world.messages(&who).await.len(), 1);
    world.enter(&mut browser, &code).await;
    browser.is_at("/mat-khau").sees(&who.identity);
    for table in ["citizen", "password", "recovery_code"] {
        assert_eq!(world.rows(table).await, 0, "{table} is empty before the last step");
    }

    world.choose(&mut browser, PASSWORD).await;
    browser.is_at("/hoan-tat").sees(&world.t("registration-done-lead"));
    assert_eq!(browser.texts("code").len(), 10, "recovery codes");
    assert_eq!(world.rows("citizen").await, 1);
    assert_eq!(world.rows("recovery_code").await, 10);
    let hash = world.texts("SELECT hash FROM password").await;
    assert!(hash[0].starts_with("$argon2id$"), "{}", hash[0]);
}

store::on_both_engines!(the_whole_way, a_citizen_registers);

async fn the_account_says_who_verified_it(store: Store) {
    let world = World::on(store).await;
    world.registers(&Applicant::binh()).await;
    assert_eq!(world.texts("SELECT verifier FROM citizen").await, ["mobile_operator"]);
    assert_eq!(world.number("SELECT CAST(assurance AS BIGINT) FROM citizen").await, 2);
    let at = world.number("SELECT verified_at FROM citizen").await;
    assert_eq!(at, world.now().unix_ms());
    let events = world.texts("SELECT event FROM journal ORDER BY id").await;
    assert_eq!(events.len(), 3);
    for event in ["registration.started", "registration.phone_confirmed", "registration.finished"] {
        assert!(events.iter().any(|known| known == event), "{event}");
    }
    world.settled().await;
    let whole = store::journal::verify(&world.account.store).await.unwrap();
    assert!(whole.is_none(), "{whole:?}");
}

store::on_both_engines!(who_verified, the_account_says_who_verified_it);

async fn in_english(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::ha();
    let mut browser = world.browser();
    browser.get("/en/dang-ky").await.answers(200);
    browser.click(&world.en("registration-citizen")).await;
    browser.click(&world.en("registration-method-mobile")).await;
    fill_in(&mut browser, &who);
    browser.press(&world.en("registration-register")).await;
    browser.sees(&world.en("registration-code-title")).sees(&who.masked());
    let message = world.messages(&who).await.remove(0);
    assert!(message.contains(" code "), "an English message: {message}");
    browser.fill("code", &world.code(&who).await);
    browser.press(&world.en("code-page-confirm")).await;
    browser.fill("password", PASSWORD).fill("repeated", PASSWORD);
    browser.press(&world.en("registration-register")).await;
    browser.sees(&world.en("registration-done-title")).answers(200);
    browser.click("Tiếng Việt").await.sees(&world.t("registration-done-title"));
}

store::on_both_engines!(english, in_english);

async fn every_weak_password_is_named(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.proves(&who).await;
    for (password, key) in [
        ("", "new-password-empty"),
        ("Password1!", "new-password-common"),
        ("Binh@051088001234", "new-password-personal"),
        ("Aa1!Aa1!Aa1!", "new-password-pattern"),
        (&"dài ".repeat(40), "new-password-long"),
        ("Tab\tulator-8x!", "new-password-control"),
    ] {
        world.choose(&mut browser, password).await;
        browser.answers(422).is_at("/mat-khau");
        assert_eq!(browser.complaint("password"), world.t(key), "{password}");
        assert!(!password.is_empty() && !browser.body().contains(password) || password.is_empty());
    }
    let lacks = |what: &[&str]| {
        let words: Vec<_> = what.iter().map(|what| world.t(what)).collect();
        world.t1("new-password-rule", "missing", &words.join(", "))
    };
    let [upper, digit, special] =
        ["upper", "digit", "special"].map(|kind| format!("new-password-lacks-{kind}"));
    for (password, missing) in [
        ("ngắn mà dễ", vec![upper.as_str(), &digit]),
        ("abcdefgh", vec![upper.as_str(), &digit, &special]),
    ] {
        world.choose(&mut browser, password).await;
        assert_eq!(browser.answers(422).complaint("password"), lacks(&missing), "{password}");
    }
    browser.fill("password", PASSWORD).fill("repeated", "Gốc bàng");
    browser.press(&world.t("registration-register")).await;
    assert_eq!(browser.complaint("repeated"), world.t("new-password-repeated-differs"));
    browser.fill("password", PASSWORD);
    browser.press(&world.t("registration-register")).await;
    assert_eq!(browser.complaint("repeated"), world.t("new-password-repeated-empty"));
    assert_eq!(world.rows("citizen").await, 0);
    world.choose(&mut browser, "một câu dài chỉ mình tôi biết thôi").await;
    browser.is_at("/hoan-tat");
}

store::on_both_engines!(weak_passwords, every_weak_password_is_named);

async fn a_registration_is_kept_for_half_an_hour(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.proves(&who).await;
    world.advance(Span::from_minutes(29));
    browser.reload().await.answers(200);
    world.advance(Span::from_minutes(1));
    browser.reload().await.answers(410).sees(&world.t("fault-gone"));
    let mut again = world.registers(&who).await;
    world.advance(Span::from_minutes(29));
    again.reload().await.answers(200);
    world.advance(Span::from_minutes(31));
    again.reload().await.answers(410);
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("registration").await, 0, "swept");
    assert_eq!(world.rows("citizen").await, 1, "the account stays");
}

store::on_both_engines!(half_an_hour, a_registration_is_kept_for_half_an_hour);

async fn enterprises_are_told_the_way(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.browser();
    browser.get("/vi/dang-ky").await;
    browser.click(&world.t("registration-enterprise")).await;
    browser.answers(200).sees(&world.t("registration-enterprise-how"));
    browser.get("/vi/dang-nhap").await.answers(200).sees(&world.t("login-title"));
}

store::on_both_engines!(enterprises, enterprises_are_told_the_way);
