//! New recovery codes.

use crate::citizen::recovery_code::RecoveryCode;
use crate::testing::{Applicant, World};
use ground::Span;
use std::collections::BTreeSet;
use store::Store;
use web::testing::Seen;

const PAGE: &str = "/vi/tai-khoan/ma-khoi-phuc";

fn shown(seen: &Seen) -> Vec<String> {
    seen.texts(".codes code")
}

/// The digests that serve.
async fn digests(world: &World) -> BTreeSet<String> {
    let sql = match world.account.store.engine_name() {
        "sqlite" => "SELECT lower(hex(digest)) FROM recovery_code WHERE used_at IS NULL",
        _ => "SELECT encode(digest, 'hex') FROM recovery_code WHERE used_at IS NULL",
    };
    world.texts(sql).await.into_iter().collect()
}

fn digest(code: &str) -> String {
    let digest = RecoveryCode::parse(code).unwrap().digest();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn new_codes_are_shown_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let registered = world.registers(&who).await;
    let old = shown(&registered);
    world.advance(Span::from_minutes(1));
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await.answers(200).sees("10");
    let draw = browser.sending(&world.t("profile-codes-button"));
    browser.send(draw.clone().without("form-token")).await.answers(422);
    assert!(digests(&world).await.contains(&digest(&old[0])));
    browser.send(draw.clone()).await.answers(200);
    let (page, new) = (browser.path.clone(), shown(&browser));
    assert_eq!(new.len(), 10);
    let expected: BTreeSet<_> = new.iter().map(|code| digest(code)).collect();
    assert_eq!(digests(&world).await, expected, "the old ones are void");
    assert!(!world.everything().await.contains(&new[0].to_lowercase()), "no table tells them");
    // The second press shows the same ones.
    let mut tab = browser.tab();
    assert_eq!(shown(tab.send(draw).await), new);
    assert_eq!(digests(&world).await, expected);
    let told = world.messages(&who).await;
    assert_eq!(told.iter().filter(|text| text.contains("bo ma khoi phuc moi")).count(), 1);
    // Another browser of the same person does not see them, nor does a neighbour.
    let mut other = world.signs_in(&who).await;
    other.get(&page).await.answers(410);
    world.browser().get(&page).await.is_at(&format!("/dang-nhap?tiep={}", &page[3..]));
    browser.press(&world.t("profile-new-codes-kept")).await.is_at(PAGE);
    assert!(shown(browser.get(&page).await).is_empty(), "they were shown once");
    browser.is_at(PAGE);
}

store::on_both_engines!(drawn_anew_and_shown_once, new_codes_are_shown_once);

async fn two_presses_at_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.advance(Span::from_minutes(1));
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await;
    let draw = browser.sending(&world.t("profile-codes-button"));
    let (mut one, mut two) = (browser.tab(), browser.tab());
    let (first, second) = tokio::join!(one.send(draw.clone()), two.send(draw));
    assert_eq!(shown(first), shown(second));
    assert_eq!(digests(&world).await.len(), 10);
    world.advance(Span::from_minutes(5));
    one.get(PAGE).await.sees(&world.t("login-again-title"));
}

store::on_both_engines!(pressed_twice_draws_once, two_presses_at_once);
