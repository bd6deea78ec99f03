//! A session that ends, or a proof that grows old, while a form is on its way: nothing is done.

use crate::testing::{Applicant, World, change};
use axum::http::StatusCode;
use ground::Span;
use store::Store;
use web::testing::{Browser, Sending};

const OWN: &str = "/vi/tai-khoan";
const NEW_PASSWORD: &str = "Bến đò-Nắng xuân.52";

/// A page, the text of its button, and what is typed.
type Typed<'a> = (&'static str, &'static str, &'a [(&'a str, &'a str)]);

/// Everything that asks for a fresh proof, ready to be sent: its name and its form.
async fn acts(
    world: &World,
    browser: &mut Browser,
    second: &Applicant,
) -> Vec<(&'static str, Sending)> {
    let mut all = Vec::new();
    let typed: [Typed<'_>; 7] = [
        ("mat-khau", "password-button", &[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)]),
        ("thu-dien-tu", "mail-button", &[("email", "moi@example.vn")]),
        ("so-dien-thoai", "number-button", &[("phone", &second.phone)]),
        ("ma-khoi-phuc", "codes-button", &[]),
        ("dong", "close-button", &[("sure", "yes")]),
        ("du-lieu", "export-button", &[]),
        ("thiet-bi", "devices-end-all", &[]),
    ];
    for (page, button, fields) in typed {
        browser.get(&format!("{OWN}/{page}")).await;
        let sending = browser.sending(&world.t(&format!("profile-{button}")));
        let fill = |sending: Sending, (name, value): &(&str, &str)| sending.with(name, value);
        all.push((page, fields.iter().fold(sending, fill)));
    }
    // The code that went to a new number, and that it goes there again.
    browser.get(&format!("{OWN}/so-dien-thoai")).await;
    browser.fill("phone", &second.phone).press(&world.t("profile-number-button")).await;
    let code = world.code(second).await;
    browser.fill("code", &code);
    all.push(("confirming a number", browser.sending(&world.t("code-page-confirm"))));
    world.advance(Span::from_minutes(1));
    all.push(("resending a code", browser.sending(&world.t("code-page-resend"))));
    all
}

/// What is left of every act.
async fn traces(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    for table in ["session", "errand", "email_confirmation", "waiting_number", "letter"] {
        all.push(world.rows(table).await);
    }
    let noted = "SELECT COUNT(*) FROM journal WHERE event LIKE 'profile.%'";
    all.push(world.number(noted).await);
    all
}

/// Somebody signed in, a second number of theirs, and everything they might send.
async fn beginning(store: Store) -> (World, Browser, Vec<(&'static str, Sending)>) {
    let world = World::with(store, |settings| {
        settings.session.proved_within = Span::from_minutes(2);
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let second = Applicant { phone: "0903 777 777".into(), ..who.clone() };
    world.changes_number(&who, &second, "1988-03-15");
    world.signs_in(&who).await;
    let mut browser = world.signs_in(&who).await;
    let acts = acts(&world, &mut browser, &second).await;
    world.settled().await;
    (world, browser, acts)
}

async fn a_session_that_ends_meanwhile(store: Store) {
    let (world, browser, acts) = beginning(store).await;
    let before = traces(&world).await;
    for (act, sending) in acts {
        let store = world.account.store.clone();
        let over = async move { change(&store, "UPDATE session SET begun_at = 0").await };
        let seen = browser.send_slowly(&sending, over).await;
        assert_eq!(seen.status(), StatusCode::SEE_OTHER, "{act}");
        assert_eq!(traces(&world).await, before, "{act}");
        world.change("UPDATE session SET begun_at = seen_at").await;
    }
}

store::on_both_engines!(ended_meanwhile, a_session_that_ends_meanwhile);

async fn a_proof_that_grows_old_meanwhile(store: Store) {
    let (world, browser, acts) = beginning(store).await;
    let (before, now) = (traces(&world).await, world.now());
    for (act, sending) in acts {
        let seen = browser.send_slowly(&sending, world.later(Span::from_seconds(90))).await;
        assert_eq!(seen.status(), StatusCode::SEE_OTHER, "{act}");
        assert_eq!(traces(&world).await, before, "{act}");
        world.turn_back_to(now);
    }
}

store::on_both_engines!(old_meanwhile, a_proof_that_grows_old_meanwhile);
