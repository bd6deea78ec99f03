//! Pictures and readings: so many for each network, and it is told politely.

use crate::testing::{Applicant, World};
use credentials::challenge::Mode;
use credentials::limit::Limit;
use ground::Span;
use store::Store;

async fn a_network_that_looks_at_too_many(store: Store) {
    let world = World::with(store, |settings| {
        settings.challenge.mode = Mode::Image;
        settings.limits.pictures_per_address = Limit::new(2, Span::from_hours(1));
    })
    .await;
    let browser = world.form(&Applicant::binh()).await;
    let picture = browser.attribute(".challenge img", "src").unwrap();
    let aloud = browser.attribute(".challenge audio", "src").unwrap();
    for _ in 0..2 {
        browser.tab().get(&picture).await.answers(200);
    }
    let mut other = browser.tab();
    let told = other.get(&picture).await.answers(429);
    assert_eq!(told.header("content-type"), "image/svg+xml");
    assert!(told.body().contains("Vui lòng thử lại sau ít phút"), "{}", told.body());
    other.get(&aloud).await.answers(429);
    other.sees("Vui lòng thử lại sau ít phút");
    // The form itself, and what it proves, go on.
    browser.tab().get(crate::testing::FORM).await.answers(200);
}

store::on_both_engines!(too_many_pictures, a_network_that_looks_at_too_many);
