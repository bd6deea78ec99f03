//! What happened to an account, in words.

use crate::testing::{Applicant, PASSWORD, World};
use ground::Span;
use store::Store;

const PAGE: &str = "/vi/tai-khoan/lich-su";

async fn the_history_of_an_account(store: Store) {
    let world = World::on(store).await;
    let (who, neighbour) = (Applicant::binh(), Applicant::ha());
    world.registers(&who).await;
    world.registers(&neighbour).await;
    world.advance(Span::from_minutes(1));
    let mut theirs = world.signs_in(&neighbour).await;
    theirs.press(&world.t("layout-sign-out")).await;
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await.answers(200).sees(&world.t("profile-event-opened"));
    let lines = browser.texts("main dd");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("Đăng nhập bằng trình duyệt mới"), "{lines:?}");
    browser.misses(&world.t("profile-history-older"));
    // Twenty lines fit a page; each stands on one.
    for _ in 0..10 {
        browser.press(&world.t("layout-sign-out")).await;
        world.advance(Span::from_hours(1));
        world.logs_in(&mut browser, &who, PASSWORD).await;
        let code = world.code(&who).await;
        world.enters_code(&mut browser, &code).await;
        browser.get(PAGE).await;
    }
    assert_eq!(browser.texts("main dd").len(), 20);
    browser.click(&world.t("profile-history-older")).await;
    let rest = browser.texts("main dd");
    assert_eq!((rest.len(), &*rest[1]), (2, &*world.t("profile-event-opened")));
    browser.misses(&world.t("profile-history-older")).sees(&world.t("profile-history-newest"));
    for nonsense in ["truoc=", "truoc=x", "x=1", "truoc=%00"] {
        browser.get(&format!("{PAGE}?{nonsense}")).await.answers(200);
        assert_eq!(browser.texts("main dd").len(), 20, "{nonsense}");
    }
    world.browser().get(PAGE).await.is_at("/vi/dang-nhap?tiep=/tai-khoan/lich-su");
}

store::on_both_engines!(told_newest_first, the_history_of_an_account);
