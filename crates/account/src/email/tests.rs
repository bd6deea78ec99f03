//! A mail address is confirmed by the link of its mail, and by nothing else.

use crate::testing::{Applicant, World};
use ground::Span;
use store::Store;
use web::testing::Browser;

const ADDRESS: &str = "binh@example.vn";

impl World {
    /// The link in the mail that came after registering, as a path.
    async fn link(&self) -> String {
        self.registers(&Applicant::binh().with_email("Binh@Example.vn")).await;
        self.settled().await;
        let mails = self.sandbox.world.mailboxes().at(ADDRESS);
        assert_eq!(mails.len(), 1);
        let begin = format!("{}/", self.account.settings.house.public_url);
        let text = &mails[0].text;
        let line = text.lines().find(|line| line.trim().starts_with(&begin)).unwrap_or_else(|| {
            panic!("no link to {begin} in {text}");
        });
        line.trim().replace(&begin, "/")
    }

    async fn confirmed(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM citizen WHERE email_confirmed_at IS NOT NULL").await
    }
}

async fn a_link_confirms_with_a_button(store: Store) {
    let world = World::on(store).await;
    let link = world.link().await;
    let mut browser = world.browser();
    browser.get(&link).await.answers(200).sees(&world.t("email-explain"));
    assert_eq!(world.confirmed().await, 0, "opening it changes nothing");
    browser.press(&world.t("email-confirm")).await.sees(&world.t("email-confirmed"));
    assert_eq!(world.confirmed().await, 1);
    let at = world.number("SELECT email_confirmed_at FROM citizen").await;
    world.advance(Span::from_hours(1));
    browser.reload().await.answers(200).sees(&world.t("email-confirmed"));
    let mut again = world.browser();
    again.get(&link).await.sees(&world.t("email-confirmed"));
    let token = {
        again.get("/vi/dang-ky/thue-bao-di-dong").await;
        again.field("form-token").unwrap()
    };
    again.post(&link, &[("form-token", &token)]).await.answers(200);
    let unchanged = world.number("SELECT email_confirmed_at FROM citizen").await;
    assert_eq!(unchanged, at, "it is confirmed once");
    let events = world.texts("SELECT event FROM journal WHERE event = 'email.confirmed'").await;
    assert_eq!(events.len(), 1);
}

store::on_both_engines!(confirmed_once, a_link_confirms_with_a_button);

async fn a_link_that_is_not_ours_or_too_old(store: Store) {
    let world = World::on(store).await;
    let link = world.link().await;
    let (folder, name) = link.rsplit_once('/').unwrap();
    let (id, signature) = name.split_once('.').unwrap();
    let changed = id.replace(&id[..1], if id.starts_with('0') { "1" } else { "0" });
    let mut browser: Browser = world.browser();
    for wrong in [
        format!("{changed}.{signature}"),
        format!("{id}.{}", signature.to_uppercase()),
        format!("{id}."),
        id.to_owned(),
        format!("{id}.{signature}x"),
        "x".repeat(500),
    ] {
        browser.get(&format!("{folder}/{wrong}")).await.answers(410);
    }
    browser.get(&link).await.answers(200);
    let without = browser.sending(&world.t("email-confirm")).without("form-token");
    browser.send(without).await.answers(422).sees(&world.t("form-cookies"));
    browser.get(&link).await;
    let late = browser.sending(&world.t("email-confirm"));
    world.advance(Span::from_hours(24));
    browser.send(late).await.answers(410);
    browser.get(&link).await.answers(410);
    assert_eq!(world.confirmed().await, 0);
}

store::on_both_engines!(wrong_links, a_link_that_is_not_ours_or_too_old);

async fn a_host_header_does_not_reach_the_mail(store: Store) {
    let world = World::on(store).await;
    let browser = world.proves(&Applicant::binh().with_email(ADDRESS)).await;
    let password = crate::testing::PASSWORD;
    let chosen = browser.sending(&world.t("registration-register"));
    let chosen = chosen.with("password", password).with("repeated", password);
    let mut request = browser.draft(&chosen.method, &chosen.path, "");
    request.headers_mut().insert("host", "evil.example".parse().unwrap());
    browser.exchange(request).await.answers(421);
    let mut tab = browser.tab();
    tab.send(chosen).await.is_at("/hoan-tat").sees(&world.t("registration-done-email"));
    world.settled().await;
    let mail = world.sandbox.world.mailboxes().at(ADDRESS).remove(0);
    assert!(mail.text.contains("http://localhost:8081/vi/xac-nhan-thu/"), "{}", mail.text);
    assert!(!mail.text.contains("051088001234") && !mail.text.contains("Bình"), "{}", mail.text);
}

store::on_both_engines!(host_header, a_host_header_does_not_reach_the_mail);

async fn nobody_is_written_to_before_there_is_an_account(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh().with_email(ADDRESS);
    world.proves(&who).await.is_at("/mat-khau");
    world.settled().await;
    assert_eq!(world.sandbox.world.mailboxes().count(ADDRESS), 0);
}

store::on_both_engines!(not_before, nobody_is_written_to_before_there_is_an_account);
