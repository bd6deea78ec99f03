//! Sessions: their names, their ends, and what lies in the tables.

use crate::testing;
use crate::testing::town::{HOA, TUAN, Town, is_signed_in};
use ground::Span;
use store::Store;

fn session_cookie(cookies: &[String]) -> String {
    cookies.iter().find(|one| one.starts_with("motcua-portal-session=")).unwrap().clone()
}

async fn the_name_changes_at_every_sign_in(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    town.sign_in(&mut browser, HOA.1).await;
    let first = session_cookie(&browser.cookies());
    // A second tab that stood on the sign-in page signs in again, as somebody else.
    let mut tab = browser.elsewhere();
    let address = town.begin(&mut tab).await;
    let mut planted = tab.clone();
    let back = town.pick(&address, &format!("Đăng nhập với tên {}", TUAN.1)).await;
    planted.plant(&first);
    planted.get(&back).await.answers(200).sees(TUAN.1);
    let second = session_cookie(&planted.cookies());
    assert_ne!(first, second);
    assert_eq!(testing::rows(&town.store, "session").await, 1, "the one before is ended");
    let mut thief = town.browser();
    thief.plant(&first);
    assert!(!is_signed_in(&mut thief).await, "a name from before opens nothing");
}

store::on_both_engines!(new_name, the_name_changes_at_every_sign_in);

async fn a_session_ends_by_its_times(store: Store) {
    let town = Town::of(store).await;
    let mut browser = town.browser();
    town.sign_in(&mut browser, HOA.1).await;
    for _ in 0..24 {
        town.wait(Span::from_minutes(29));
        assert!(is_signed_in(&mut browser).await, "seen within half an hour");
    }
    town.wait(Span::from_minutes(25));
    assert!(!is_signed_in(&mut browser).await, "twelve hours are over");
    crate::sweep(&town.portal).await.unwrap();
    assert_eq!(testing::rows(&town.store, "session").await, 0);
    town.sign_in(&mut browser, HOA.1).await;
    town.wait(Span::from_minutes(31));
    assert!(!is_signed_in(&mut browser).await, "not seen for half an hour");
}

store::on_both_engines!(times, a_session_ends_by_its_times);

async fn a_person_is_one_and_nothing_readable_lies_in_the_tables(store: Store) {
    let town = Town::of(store).await;
    let (mut one, mut other) = (town.browser(), town.browser());
    town.sign_in(&mut one, HOA.1).await;
    town.sign_in(&mut other, HOA.1).await;
    town.begin(&mut town.browser()).await;
    assert_eq!(testing::rows(&town.store, "person").await, 1);
    let mut third = town.browser();
    town.sign_in(&mut third, TUAN.1).await;
    assert_eq!(testing::rows(&town.store, "person").await, 2);
    let held = testing::everything(&town.store).await;
    let cookie = session_cookie(&one.cookies());
    let cookie = cookie.split('=').nth(1).unwrap();
    for secret in [HOA.0, HOA.1, "Thị Hoa", "eyJ", cookie] {
        assert!(!held.contains(secret), "{secret} lies in a table");
    }
}

store::on_both_engines!(tables, a_person_is_one_and_nothing_readable_lies_in_the_tables);

#[tokio::test]
async fn without_the_database_a_visitor_still_gets_the_home_page() {
    let town = Town::of(store::testing::sqlite().await).await;
    let mut browser = town.browser();
    town.sign_in(&mut browser, HOA.1).await;
    town.store.close().await;
    browser.get("/vi").await.answers(200);
    browser.get("/vi/dang-nhap").await.answers(503);
}
