//! A page that is gone says why: too late, another browser, or nothing is kept of it.

use crate::testing::{Applicant, World};
use ground::Span;
use store::Store;

async fn a_page_that_is_gone_says_why(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.applies(&Applicant::binh()).await;
    let page = browser.path.clone();
    let mut other = browser.elsewhere();
    other.get(&page).await.answers(410).sees(&world.t("fault-gone-elsewhere"));
    other.sees(&world.t("registration-anew"));
    world.advance(Span::from_hours(2));
    browser.get(&page).await.answers(410).sees(&world.t("fault-gone-expired"));
    other.get(&page).await.answers(410).sees(&world.t("fault-gone-expired"));
    world.account.sweep().await.unwrap();
    browser.get(&page).await.answers(410).sees(&world.t("fault-gone-over"));
    let nobody = "/vi/quen-mat-khau/019a0000-0000-7000-8000-000000000000/ma-otp";
    browser.get(nobody).await.answers(410).sees(&world.t("fault-gone-over"));
    browser.sees(&world.t("recovery-anew"));
}

store::on_both_engines!(says_why, a_page_that_is_gone_says_why);
