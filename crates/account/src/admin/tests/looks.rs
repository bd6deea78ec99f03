//! Looks count by whichever way they come, and the owner of an account reads of them.

use super::DESK;
use crate::testing::{Applicant, PASSWORD, World};
use credentials::limit::Limit;
use ground::Span;
use store::Store;

async fn by_the_address_of_a_page_too(store: Store) {
    let world = World::with(store, |settings| {
        settings.desk.looks_per_officer = Limit::new(2, Span::from_hours(1));
    })
    .await;
    let mut desk = world.desk().await;
    let lanh = Applicant::lanh();
    world.applies(&lanh).await;
    let reference = world.texts("SELECT number FROM desk_reference").await.remove(0);
    let page = format!("{DESK}/ma-hen/{reference}");
    desk.asks.get(&page).await.answers(200).sees(&lanh.name);
    // The same reference once more is the same look, in whatever letters.
    desk.asks.get(&page.to_lowercase()).await.answers(200);
    world.looks_up(&mut desk.asks, &reference).await;
    desk.asks.answers(200);
    let form = desk.asks.sending(&world.t("admin-ask-button"));
    desk.asks.get(&format!("{DESK}/ma-hen/DK-7K3M-9QXT")).await.answers(404);
    desk.asks.get(&format!("{DESK}/ma-hen/DK-7K3M-9QXV")).await.answers(429);
    desk.asks.sees(&world.t("admin-home-title"));
    world.advance(Span::from_hours(1));
    // Nor does a form look for nothing.
    let mut asks = world.signs_in(&Applicant::binh()).await;
    let token = asks.get(DESK).await.field("form-token").unwrap();
    for number in ["DK-7K3M-9QXT", "DK-7K3M-9QXV"] {
        asks.get(&format!("{DESK}/ma-hen/{number}")).await.answers(404);
    }
    asks.send(form.with("form-token", &token)).await.answers(429);
    assert_eq!(world.rows("desk_case").await, 0);
}

store::on_both_engines!(direct, by_the_address_of_a_page_too);

async fn the_owner_reads_what_the_desk_did(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    let mut owner = world.signs_in(&citizen).await;
    world.sheet(&mut desk).await;
    desk.asks.get(DESK).await;
    let case = desk.asks.attribute("section.panel li a", "href").unwrap();
    desk.decides.get(&case).await;
    desk.decides.fill("reason", "Chủ tài khoản báo không phải mình");
    desk.decides.press(&world.t("admin-withdraw-button")).await;
    owner.get("/vi/tai-khoan/lich-su").await;
    for event in ["looked", "asked", "approved", "printed", "withdrawn"] {
        owner.sees(&world.t(&format!("profile-event-desk-{event}")));
    }
    let code = world.sheet(&mut desk).await;
    let mut browser = world.starts(&citizen.identity, &code).await;
    world.keeps_number(&mut browser).await;
    world.chooses(&mut browser, &format!("{PASSWORD}!")).await;
    browser.is_at("/hoan-tat");
    world.logs_in(&mut owner, &citizen, &format!("{PASSWORD}!")).await;
    let code = world.code(&citizen).await;
    world.enters_code(&mut owner, &code).await;
    owner.get("/vi/tai-khoan/lich-su").await.sees(&world.t("profile-event-desk-taken"));
}

store::on_both_engines!(owner_reads, the_owner_reads_what_the_desk_did);
