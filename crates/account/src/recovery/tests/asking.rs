//! The whole way with nothing but the telephone.

use super::{FORM, NEW_PASSWORD, recovery_of};
use crate::testing::{Applicant, PASSWORD, World, at_once};
use axum::http::Method;
use store::Store;

async fn only_the_telephone(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let old = world.the_hash().await;
    world.forget_questions();
    let mut browser = world.forgets(&who).await;
    browser.is_at("/ma-otp").answers(200).sees(&world.t("recovery-code-title"));
    assert!(!browser.body().contains("082"), "the number is not shown");
    assert_eq!(world.operator_asked(), 0, "nobody is asked before the code");
    let code = world.code(&who).await;
    assert_eq!(code.len(), 8);
    world.enters(&mut browser, &code).await;
    browser.is_at("/mat-khau").sees(&who.identity);
    assert_eq!(world.operator_asked(), 1, "the operator's word is the second proof");
    world.renews(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat").answers(200).sees(&world.t("recovery-done-title"));
    assert_ne!(world.the_hash().await, old);
    let told = world.messages(&who).await.pop().unwrap();
    assert!(told.contains("da duoc dat lai"), "the owner is told: {told}");
    browser.click(&world.t("recovery-done-sign-in")).await.is_at("/dang-nhap");
    let events = world.texts("SELECT event FROM journal WHERE event LIKE 'recovery.%'").await;
    for event in ["recovery.started", "recovery.phone_confirmed", "recovery.finished"] {
        assert!(events.iter().any(|known| known == event), "{event} in {events:?}");
    }
}

store::on_both_engines!(the_whole_way, only_the_telephone);

async fn the_new_password_is_rated_and_is_another(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let old = world.the_hash().await;
    let mut browser = world.forgets_and_confirms(&who).await;
    for (password, key) in [
        ("", "new-password-empty"),
        ("Password1!", "new-password-common"),
        ("Binh@051088001234", "new-password-personal"),
        ("Aa1!Aa1!Aa1!", "new-password-pattern"),
        (PASSWORD, "recovery-password-old"),
    ] {
        world.renews(&mut browser, password).await;
        browser.answers(422).is_at("/mat-khau");
        assert_eq!(browser.complaint("password"), world.t(key), "{password}");
    }
    browser.fill("password", NEW_PASSWORD).fill("repeated", "Gốc bàng");
    browser.press(&world.t("recovery-password-button")).await.answers(422);
    assert_eq!(browser.complaint("repeated"), world.t("new-password-repeated-differs"));
    assert_eq!(world.the_hash().await, old);
}

store::on_both_engines!(rated, the_new_password_is_rated_and_is_another);

async fn another_browser_cannot_go_on(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.forgets(&who).await;
    let code = world.code(&who).await;
    let mut thief = world.browser();
    thief.get(FORM).await;
    let token = thief.field("form-token").unwrap();
    let folder = format!("{FORM}/{}", recovery_of(&browser));
    for page in ["ma-otp", "xac-minh", "cho", "mat-khau", "da-huy", "hoan-tat"] {
        thief.get(&format!("{folder}/{page}")).await.answers(410);
    }
    let fields = [("form-token", token.as_str()), ("code", &code)];
    thief.post(&format!("{folder}/ma-otp"), &fields).await.answers(410);
    assert_eq!(world.recovery_minted(&browser).await.tries, 0);
    world.enters(&mut browser, &code).await;
    browser.is_at("/mat-khau");
    let fields =
        [("form-token", token.as_str()), ("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    thief.post(&format!("{folder}/mat-khau"), &fields).await.answers(410);
    world.renews(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat");
}

store::on_both_engines!(another_browser, another_browser_cannot_go_on);

async fn no_page_is_skipped(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::chau();
    world.registers(&who).await;
    let old = world.the_hash().await;
    let mut browser = world.forgets(&who).await;
    let folder = format!("{FORM}/{}", recovery_of(&browser));
    let token = browser.field("form-token").unwrap();
    let everything = [
        ("form-token", token.as_str()),
        ("code", ""),
        ("recovery-code", ""),
        ("password", NEW_PASSWORD),
        ("repeated", NEW_PASSWORD),
    ];
    for page in ["xac-minh", "ma-khoi-phuc", "cho", "mat-khau"] {
        browser.post(&format!("{folder}/{page}"), &everything).await.is_at("/ma-otp");
        let bare = browser.draft(&Method::POST, &format!("{folder}/{page}"), "");
        assert_eq!(browser.exchange(bare).await.status().as_u16(), 303, "{page}");
    }
    let code = world.code(&who).await;
    world.enters(&mut browser, &code).await;
    browser.is_at("/xac-minh");
    for page in ["ma-otp", "mat-khau"] {
        browser.post(&format!("{folder}/{page}"), &everything).await.is_at("/xac-minh");
    }
    for page in ["ma-otp", "cho", "mat-khau", "da-huy", "hoan-tat"] {
        browser.get(&format!("{folder}/{page}")).await.is_at("/xac-minh");
    }
    assert_eq!(world.the_hash().await, old);
}

store::on_both_engines!(not_skipped, no_page_is_skipped);

async fn a_double_press_is_one_recovery(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let before = world.messages(&who).await.len();
    let form = world.recovery_form(&who.identity).await;
    let button = world.t("recovery-start-button");
    let tabs = (0..4).map(|_| {
        let (mut tab, button) = (form.tab(), button.clone());
        async move { tab.press(&button).await.is_at("/ma-otp").path.clone() }
    });
    let paths = at_once(tabs.collect::<Vec<_>>()).await;
    assert!(paths.iter().all(|path| *path == paths[0]), "{paths:?}");
    assert_eq!(world.messages(&who).await.len(), before + 1);
    // Back, and sent again with a new challenge: it goes on.
    let mut back = form.tab();
    back.get(FORM).await;
    back.fill("identity", &who.identity);
    crate::testing::solve(&mut back);
    assert_eq!(back.press(&button).await.path, paths[0]);
    assert_eq!(world.messages(&who).await.len(), before + 1);
    assert_eq!(world.rows("recovery").await, 1);
}

store::on_both_engines!(double_press, a_double_press_is_one_recovery);
