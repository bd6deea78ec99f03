//! Another mail address.

use crate::testing::{Applicant, PASSWORD, World, solve};
use ground::Span;
use store::Store;
use web::testing::Browser;

const PAGE: &str = "/vi/tai-khoan/thu-dien-tu";
const OLD: &str = "binh@example.vn";
const NEW: &str = "binh.moi@example.vn";

/// The latest mail to an address, and the path of the link in it.
async fn link(world: &World, to: &str) -> String {
    world.settled().await;
    let mail = world.sandbox.world.mailboxes().at(to).pop().unwrap();
    let (_, link) = mail.text.split_once("http://localhost:8081").unwrap();
    link.split_whitespace().next().unwrap().to_owned()
}

async fn confirms(world: &World, link: &str) {
    let mut browser = world.browser();
    browser.get(link).await.answers(200);
    browser.press(&world.t("email-confirm")).await;
}

async fn gives(world: &World, browser: &mut Browser, email: &str) {
    browser.get(PAGE).await;
    browser.fill("email", email);
    browser.press(&world.t("profile-mail-button")).await;
}

async fn another_address(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh().with_email(OLD);
    world.registers(&who).await;
    confirms(&world, &link(&world, OLD).await).await;
    let mut browser = world.signs_in(&who).await;
    for (typed, said) in [("", "shape"), ("x@", "shape"), (OLD, "present")] {
        gives(&world, &mut browser, typed).await;
        browser.answers(422);
        assert_eq!(browser.complaint("email"), world.t(&format!("profile-mail-{said}")));
    }
    gives(&world, &mut browser, "khac@example.vn").await;
    let first = link(&world, "khac@example.vn").await;
    gives(&world, &mut browser, NEW).await;
    browser.answers(200).is_at(&format!("{PAGE}?da-gui")).misses(NEW);
    browser.get("/vi/tai-khoan").await.sees(&world.t("profile-email-confirmed"));
    world.settled().await;
    let told = world.sandbox.world.mailboxes().at(OLD);
    assert!(told.last().unwrap().text.contains("/vi/quen-mat-khau"), "the old address is told");
    assert!(world.messages(&who).await.last().unwrap().contains("doi dia chi thu"));
    assert!(!told.last().unwrap().text.contains(NEW));
    // Until it is confirmed the old one serves; a link of an address given before does nothing.
    let mut tab = world.browser();
    tab.get(&first).await.answers(410);
    confirms(&world, &link(&world, NEW).await).await;
    // Everything that reached the owner until now hears that it is done, too; once.
    world.settled().await;
    let told = world.sandbox.world.mailboxes().at(OLD);
    let changed = world.t1("email-changed-subject", "name", &world.account.settings.house.name_vi);
    assert_eq!(told.iter().filter(|mail| mail.subject == changed).count(), 1);
    assert!(world.messages(&who).await.last().unwrap().contains("thu dien tu cua ban da duoc doi"));
    browser.get(PAGE).await.sees("b***@example.vn");
    gives(&world, &mut browser, NEW).await;
    browser.answers(422);
    let confirmed = "SELECT COUNT(*) FROM citizen WHERE email_confirmed_at IS NOT NULL";
    assert_eq!(world.number(confirmed).await, 1);
    assert!(!world.everything().await.contains("binh.moi"), "no table tells it");
}

store::on_both_engines!(another_one_serves_once_confirmed, another_address);

async fn typed_too_late(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await;
    browser.fill("email", NEW);
    world.advance(Span::from_minutes(6));
    browser.press(&world.t("profile-mail-button")).await.sees(&world.t("login-again-title"));
    assert_eq!(world.rows("email_confirmation").await, 0);
    assert!(!browser.path.contains("example"), "an address is no part of an address");
    let errand = browser.path.split("tiep=").nth(1).unwrap().to_owned();
    browser.fill("password", PASSWORD);
    solve(&mut browser);
    browser.press(&world.t("login-again-go-on")).await;
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    browser.is_at(&errand);
    assert_eq!(browser.field("email").unwrap(), NEW, "nothing is typed twice");
    browser.press(&world.t("profile-mail-button")).await.is_at(&format!("{PAGE}?da-gui"));
    // What was typed is nobody else's to see.
    world.registers(&Applicant::ha()).await;
    let mut neighbour = world.signs_in(&Applicant::ha()).await;
    neighbour.get(&format!("/vi{errand}")).await.answers(410);
    let mut other = world.signs_in(&who).await;
    other.get(&format!("/vi{errand}")).await.answers(410);
}

store::on_both_engines!(what_was_typed_is_kept, typed_too_late);

async fn a_thief_asked_before(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut thief = world.signs_in(&who).await;
    gives(&world, &mut thief, NEW).await;
    let link = link(&world, NEW).await;
    world.advance(Span::from_minutes(2));
    let mut owner = world.signs_in(&who).await;
    owner.get("/vi/tai-khoan/mat-khau").await;
    owner.fill("password", "Bến đò-Nắng xuân.52").fill("repeated", "Bến đò-Nắng xuân.52");
    owner.press(&world.t("profile-password-button")).await;
    owner.sees(&world.t("profile-password-done"));
    let mut tab = world.browser();
    tab.get(&link).await.answers(410);
    assert_eq!(world.rows("email_confirmation").await, 0);
}

store::on_both_engines!(a_new_password_ends_the_question, a_thief_asked_before);

async fn attacks(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await;
    browser.fill("email", NEW);
    let sending = browser.sending(&world.t("profile-mail-button"));
    browser.send(sending.clone().without("form-token")).await.answers(422);
    assert_eq!(browser.field("email").unwrap(), NEW);
    let mut nobody = world.browser();
    nobody.get("/vi/dang-nhap").await;
    nobody.send(sending.clone()).await.is_at("/dang-nhap?tiep=/tai-khoan/thu-dien-tu");
    assert_eq!(world.rows("email_confirmation").await, 0);
    let (mut one, mut two) = (browser.tab(), browser.tab());
    tokio::join!(one.send(sending.clone()), two.send(sending.clone()));
    for _ in 0..8 {
        browser.send(sending.clone()).await.answers(200);
    }
    browser.send(sending).await.answers(422).misses(&world.t("profile-mail-sent"));
    world.settled().await;
    assert_eq!(world.sandbox.world.mailboxes().count(NEW), 10, "no more mails than allowed");
}

store::on_both_engines!(nobody_elses_and_not_too_often, attacks);
