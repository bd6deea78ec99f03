//! The reset that waits a day: told to everybody, cancelled by one tap, completed by a link.

use super::{NEW_PASSWORD, recovery_of};
use crate::testing::{Applicant, World};
use credentials::limit::Limit;
use ground::Span;
use sandbox::faults::{SmsFault, TelcoFault};
use store::Store;
use web::testing::Browser;

const ADDRESS: &str = "chau@example.vn";

impl World {
    /// Somebody whose SIM was changed, up to the page that says until when they wait.
    async fn waits(&self, who: &Applicant) -> Browser {
        let mut browser = self.forgets_and_confirms(who).await;
        browser.press(&self.t1("recovery-second-wait-button", "hours", "24")).await;
        self.settled().await;
        browser
    }

    async fn registers_with_mail(&self) -> Applicant {
        let who = Applicant::chau().with_email(ADDRESS);
        self.registers(&who).await;
        self.change("UPDATE citizen SET email_confirmed_at = 1").await;
        self.settled().await;
        who
    }
}

async fn it_is_completed_after_a_day(store: Store) {
    let world = World::on(store).await;
    let who = world.registers_with_mail().await;
    let mails = world.sandbox.world.mailboxes().count(ADDRESS);
    let browser = world.waits(&who).await;
    let until = world.now().plus(Span::from_hours(24)).in_vietnam();
    browser.is_at("/cho").answers(200).sees(&world.t1("recovery-wait-until", "time", &until));
    assert!(world.messages(&who).await.pop().unwrap().contains("/huy-dat-lai/"));
    assert_eq!(world.sandbox.world.mailboxes().count(ADDRESS), mails + 1, "by mail too");
    world.advance(Span::from_hours(24));
    world.settled().await;
    let link = world.link_of(&who).await;
    assert!(link.starts_with("/vi/dat-lai/"), "{link}");
    let mut elsewhere = world.browser();
    elsewhere.get(&link).await.answers(200).sees(&world.t("recovery-complete-why"));
    assert_eq!(world.texts("SELECT state FROM recovery").await, ["delayed"], "a look is no step");
    elsewhere.press(&world.t("recovery-complete-button")).await.is_at("/mat-khau");
    let mut first = browser.tab();
    first.reload().await.answers(410);
    world.renews(&mut elsewhere, NEW_PASSWORD).await;
    elsewhere.is_at("/hoan-tat").answers(200);
    world.browser().get(&link).await.answers(410);
    let by = world.texts("SELECT detail FROM journal WHERE event = 'recovery.finished'").await;
    assert!(by[0].contains("\"delay\""), "{by:?}");
}

store::on_both_engines!(completed, it_is_completed_after_a_day);

async fn not_before_the_day_is_over(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::chau();
    world.registers(&who).await;
    let browser = world.waits(&who).await;
    let id = recovery_of(&browser);
    let link = format!("/vi/dat-lai/{}", world.account.links.sealed(&format!("dat-lai-{id}")));
    world.advance(Span::from_minutes(24 * 60 - 1));
    let mut early = world.browser();
    early.get(&link).await.answers(410);
    let mut waiting = browser.tab();
    waiting.reload().await.is_at("/cho");
    assert!(!world.messages(&who).await.pop().unwrap().contains("/dat-lai/"));
    world.advance(Span::from_minutes(1));
    world.settled().await;
    assert!(world.messages(&who).await.pop().unwrap().contains(&link));
    world.advance(Span::from_hours(24));
    early.get(&link).await.answers(410);
}

store::on_both_engines!(too_early, not_before_the_day_is_over);

async fn it_is_cancelled_by_one_tap(store: Store) {
    let world = World::on(store).await;
    let who = world.registers_with_mail().await;
    let old = world.the_hash().await;
    let thief = world.waits(&who).await;
    let other = world.forgets_and_confirms(&who).await;
    let mail = world.sandbox.world.mailboxes().at(ADDRESS).pop().unwrap().text;
    let link = world.link_in(&mail);
    assert!(link.starts_with("/vi/huy-dat-lai/"), "{link}");
    let mut owner = world.browser();
    owner.get(&link).await.answers(200).sees(&world.t("recovery-cancel-why"));
    assert!(world.texts("SELECT state FROM recovery").await.contains(&"delayed".to_owned()));
    owner.press(&world.t("recovery-cancel-button")).await.answers(200);
    owner.sees(&world.t("recovery-cancelled-title"));
    let mut thief = thief.tab();
    thief.reload().await.is_at("/da-huy").sees(&world.t("recovery-cancelled-title"));
    let mut other = other.tab();
    other.reload().await.answers(410);
    let messages = world.messages(&who).await.len();
    world.advance(Span::from_hours(24));
    assert_eq!(world.messages(&who).await.len(), messages, "no link comes");
    let id = recovery_of(&thief);
    let complete = world.account.links.sealed(&format!("dat-lai-{id}"));
    thief.get(&format!("/vi/dat-lai/{complete}")).await.answers(410);
    owner.get(&link).await.sees(&world.t("recovery-cancelled-title"));
    assert_eq!(world.the_hash().await, old);
}

store::on_both_engines!(cancelled, it_is_cancelled_by_one_tap);

async fn links_that_are_not_ours(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::chau();
    world.registers(&who).await;
    let browser = world.waits(&who).await;
    let id = recovery_of(&browser);
    let sealed = |text: String| world.account.links.sealed(&text);
    let mut stranger = world.browser();
    for wrong in [
        format!("huy-{id}"),
        format!("huy-{id}.AAAA"),
        sealed(id.to_string()),
        sealed(format!("dat-lai-{id}")),
        "x".repeat(400),
    ] {
        stranger.get(&format!("/vi/huy-dat-lai/{wrong}")).await.answers(410);
    }
    world.advance(Span::from_hours(24));
    for wrong in [format!("dat-lai-{id}"), sealed(format!("huy-{id}"))] {
        stranger.get(&format!("/vi/dat-lai/{wrong}")).await.answers(410);
    }
    let link = world.link_of(&who).await;
    stranger.get(&link).await.answers(200);
    let without = stranger.sending(&world.t("recovery-complete-button")).without("form-token");
    stranger.send(without).await.answers(422);
    assert_eq!(world.texts("SELECT state FROM recovery").await, ["delayed"]);
}

store::on_both_engines!(wrong_links, links_that_are_not_ours);

async fn waiting_is_limited(store: Store) {
    let world = World::with(store, |settings| {
        settings.recovery.delays_per_account = Limit::new(1, Span::from_days(7));
    })
    .await;
    let who = Applicant::chau();
    world.registers(&who).await;
    world.waits(&who).await.is_at("/cho").answers(200);
    let messages = world.messages(&who).await.len();
    let again = world.waits(&who).await;
    again.answers(429).sees(&world.t("recovery-wait-full"));
    assert_eq!(world.messages(&who).await.len(), messages + 1, "the code, and no notice");
}

store::on_both_engines!(limited, waiting_is_limited);

impl World {
    /// Somebody for whom the operator was away waited a day; gives the link of the letter.
    async fn waits_without_the_operator(&self, who: &Applicant) -> String {
        self.registers(who).await;
        let mut browser = self.forgets(who).await;
        let code = self.code(who).await;
        self.operator_is(TelcoFault::Down);
        self.enters(&mut browser, &code).await;
        browser.press(&self.t1("recovery-second-wait-button", "hours", "24")).await.is_at("/cho");
        self.settled().await;
        self.advance(Span::from_hours(24));
        self.settled().await;
        self.link_of(who).await
    }
}

async fn the_operator_is_asked_again_at_the_end(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let link = world.waits_without_the_operator(&who).await;
    let mut browser = world.browser();
    browser.get(&link).await.answers(200);
    let button = world.t("recovery-complete-button");
    browser.press(&button).await.answers(503).sees(&world.t("recovery-second-away"));
    assert_eq!(world.texts("SELECT state FROM recovery").await, ["delayed"]);
    // The link does not die of the operator's absence.
    world.advance(Span::from_minutes(23 * 60));
    browser.press(&button).await.answers(503);
    world.advance(Span::from_minutes(23 * 60));
    world.operator_is(TelcoFault::Ok);
    browser.press(&button).await.is_at("/mat-khau");
    world.renews(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat");
}

store::on_both_engines!(asked_at_the_end, the_operator_is_asked_again_at_the_end);

async fn a_number_that_is_somebody_elses_by_then(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let link = world.waits_without_the_operator(&who).await;
    let old = world.the_hash().await;
    world.operator_is(TelcoFault::Ok);
    world.passes_on(&who);
    let mut browser = world.browser();
    browser.get(&link).await;
    browser.press(&world.t("recovery-complete-button")).await.answers(403);
    browser.sees(&world.t("recovery-second-not-theirs")).sees(&world.t("recovery-complete-desk"));
    assert!(!browser.body().contains("class=\"form\""), "there is no button");
    assert_eq!(world.texts("SELECT state FROM recovery").await, ["delayed"]);
    assert_eq!(world.the_hash().await, old);
}

store::on_both_engines!(somebody_elses, a_number_that_is_somebody_elses_by_then);

async fn the_day_counts_from_when_somebody_was_told(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::chau();
    world.registers(&who).await;
    let mut browser = world.forgets_and_confirms(&who).await;
    world.messages_are(SmsFault::Throttled);
    browser.press(&world.t1("recovery-second-wait-button", "hours", "24")).await.is_at("/cho");
    let id = recovery_of(&browser);
    let link = format!("/vi/dat-lai/{}", world.account.links.sealed(&format!("dat-lai-{id}")));
    // More than the eight attempts of a code, and longer than the day.
    for _ in 0..26 {
        world.advance(Span::from_hours(1));
        world.settled().await;
    }
    browser.reload().await.sees(&world.t("recovery-wait-untold"));
    let mut early = world.browser();
    early.get(&link).await.answers(410);
    world.messages_are(SmsFault::Ok);
    world.advance(Span::from_minutes(16));
    let told_at = world.now();
    assert!(world.messages(&who).await.pop().unwrap().contains("/huy-dat-lai/"), "it is told");
    early.get(&link).await.answers(410);
    let over = told_at.plus(Span::from_hours(24));
    browser.reload().await.sees(&world.t1("recovery-wait-until", "time", &over.in_vietnam()));
    world.advance(Span::from_hours(24));
    assert!(world.messages(&who).await.pop().unwrap().contains(&link), "it is ready");
    early.get(&link).await.answers(200);
    early.press(&world.t("recovery-complete-button")).await.is_at("/mat-khau");
}

store::on_both_engines!(somebody_told, the_day_counts_from_when_somebody_was_told);
