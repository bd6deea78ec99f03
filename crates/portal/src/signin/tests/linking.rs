//! Two accounts of one person: linked by proof and a word of theirs, never by what providers say.

use crate::testing::rows;
use crate::testing::town::{HOA, SECOND, TUAN, Town, is_signed_in};
use axum::Router;
use ground::Span;
use store::Store;
use web::testing::Browser;

const CONG: &str = "Võ Thành Công";
const LINKED: &str = "/vi/tai-khoan-lien-ket";

/// Somebody whom the first provider knows as Hoa, before a portal with two providers.
async fn hoa(town: &Town, pages: &Router) -> Browser {
    let mut browser = town.browser_at(pages);
    town.sign_in(&mut browser, HOA.1).await;
    browser
}

/// Begins to link with the second provider and proves to be this official there; the path back.
async fn proves(town: &Town, browser: &mut Browser, name: &str) -> String {
    browser.get(LINKED).await.answers(200);
    browser.press(&format!("Liên kết với {SECOND}")).await.answers(303);
    let address = browser.header("location").to_owned();
    town.pick(&address, &format!("Đăng nhập với tên {name}")).await
}

/// Signs in with the second provider.
async fn signs_in_with_the_second(town: &Town, browser: &mut Browser, name: &str) {
    browser.get("/vi/dang-nhap").await.answers(200);
    browser.press(&format!("Đăng nhập bằng {SECOND}")).await.answers(303);
    let address = browser.header("location").to_owned();
    let back = town.pick(&address, &format!("Đăng nhập với tên {name}")).await;
    browser.get(&back).await.answers(200);
}

async fn two_accounts_become_one_person(store: Store) {
    let town = Town::of(store).await;
    let pages = town.with_a_second_way();
    let mut browser = hoa(&town, &pages).await;
    browser
        .click("Bạn đang đăng nhập với tên Lê Thị Hoa")
        .await
        .is_at(LINKED)
        .sees("Bạn đang đăng nhập bằng tài khoản này.");
    let back = proves(&town, &mut browser, TUAN.1).await;
    browser.get(&back).await.answers(200).sees("Liên kết hai tài khoản này?");
    browser.sees(HOA.1).sees(TUAN.1);
    assert_eq!(rows(&town.store, "identity").await, 1, "nothing is linked by proof alone");
    let mut second_press = browser.tab();
    browser.press("Liên kết").await.is_at(LINKED).sees(&format!("Bỏ liên kết với {SECOND}"));
    second_press.press("Liên kết").await.is_at(LINKED);
    assert_eq!(rows(&town.store, "identity").await, 2);
    // From then on either of them leads to the same person, as whom it is signed in.
    let mut elsewhere = town.browser_at(&pages);
    signs_in_with_the_second(&town, &mut elsewhere, TUAN.1).await;
    assert_eq!(rows(&town.store, "person").await, 1);
    elsewhere.get(LINKED).await.sees("Bỏ liên kết với SSO QNI").sees(HOA.1);
    assert!(town_journal(&town).await.contains("person.linked"));
    // Parted again, what was begun with it ends, and it is somebody of its own.
    browser.get(LINKED).await;
    browser.press(&format!("Bỏ liên kết với {SECOND}")).await.is_at(LINKED);
    assert!(!is_signed_in(&mut elsewhere).await);
    assert!(is_signed_in(&mut browser).await);
    signs_in_with_the_second(&town, &mut elsewhere, TUAN.1).await;
    assert_eq!(rows(&town.store, "person").await, 2);
}

store::on_both_engines!(linked, two_accounts_become_one_person);

async fn town_journal(town: &Town) -> String {
    town.begin(&mut town.browser()).await;
    crate::testing::everything(&town.store).await
}

async fn what_is_somebodys_already_is_not_linked(store: Store) {
    let town = Town::of(store).await;
    let pages = town.with_a_second_way();
    let mut tuan = town.browser_at(&pages);
    signs_in_with_the_second(&town, &mut tuan, TUAN.1).await;
    let mut browser = hoa(&town, &pages).await;
    let back = proves(&town, &mut browser, TUAN.1).await;
    browser.get(&back).await.answers(409).sees("Chưa liên kết được với").sees("Hiện chưa thể gộp");
    assert_eq!(rows(&town.store, "identity_offer").await, 0);
    // Nor is it where it became somebody's only after it was offered.
    let back = proves(&town, &mut browser, CONG).await;
    browser.get(&back).await.answers(200);
    signs_in_with_the_second(&town, &mut town.browser_at(&pages), CONG).await;
    browser.press("Liên kết").await.answers(422).sees("Hiện chưa thể gộp");
    assert_eq!(rows(&town.store, "identity").await, 3);
}

store::on_both_engines!(taken, what_is_somebodys_already_is_not_linked);

async fn another_browser_cannot_link(store: Store) {
    let town = Town::of(store).await;
    let pages = town.with_a_second_way();
    let mut browser = hoa(&town, &pages).await;
    // An answer that is brought into a browser which did not ask for it.
    let back = proves(&town, &mut browser, TUAN.1).await;
    let mut victim = hoa(&town, &pages).await;
    victim.get(&back).await.is_at("/vi").misses("Liên kết");
    browser.get(&back).await.answers(200).sees("Liên kết hai tài khoản này?");
    let offer = browser.path.clone();
    // An offer that is opened by another session, also of the same person.
    victim.get(&offer).await.is_at(LINKED);
    // Whose session ended while the answer was on its way is nobody any more.
    let back = proves(&town, &mut browser, TUAN.1).await;
    town.sign_out_there(&format!("{{\"subject\":\"{}\"}}", HOA.0)).await;
    browser.get(&back).await.answers(410);
    town.sign_in(&mut browser, HOA.1).await;
    // And an offer ends with its time.
    let back = proves(&town, &mut browser, TUAN.1).await;
    browser.get(&back).await.answers(200);
    let mut late = browser.tab();
    town.wait(Span::from_minutes(11));
    late.press("Liên kết").await.is_at(LINKED);
    assert_eq!(rows(&town.store, "identity").await, 1);
    crate::sweep(&town.portal).await.unwrap();
    assert_eq!(rows(&town.store, "identity_offer").await, 0);
    town.browser_at(&pages)
        .get(LINKED)
        .await
        .is_at("/vi/dang-nhap?tiep=%2Fvi%2Ftai-khoan-lien-ket");
}

store::on_both_engines!(other_browser, another_browser_cannot_link);

async fn nobody_parts_from_the_account_they_stand_on(store: Store) {
    let town = Town::of(store).await;
    let pages = town.with_a_second_way();
    let mut browser = hoa(&town, &pages).await;
    let back = proves(&town, &mut browser, TUAN.1).await;
    browser.get(&back).await;
    browser.press("Liên kết").await.is_at(LINKED);
    let mut sending = browser.sending(&format!("Bỏ liên kết với {SECOND}"));
    sending.path = format!("{LINKED}/officials/bo");
    browser.send(sending).await.is_at(LINKED);
    assert_eq!(rows(&town.store, "identity").await, 2, "the one they are signed in with stays");
}

store::on_both_engines!(stays, nobody_parts_from_the_account_they_stand_on);
