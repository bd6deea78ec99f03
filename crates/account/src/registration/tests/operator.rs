//! What the operator says: yes, no, nothing, or too late.

use crate::testing::{Applicant, World, solve};
use sandbox::faults::TelcoFault;
use store::Store;
use web::testing::Browser;

/// Nothing came of it: no registration, no code, no letter, and everything typed is there.
async fn nothing_was_done(world: &World, browser: &Browser, who: &Applicant) {
    for table in ["registration", "one_time_code", "letter", "job", "citizen"] {
        assert_eq!(world.rows(table).await, 0, "{table}");
    }
    for (name, value) in who.fields() {
        assert_eq!(browser.field(name).unwrap(), value, "{name} is still there");
        assert_eq!(browser.complaint(name), "", "{name} is not blamed");
    }
}

async fn a_mismatch_leads_to_the_desk(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::lanh().with_email("lanh@example.vn");
    let browser = world.applies(&who).await;
    browser.answers(422).sees(&world.t("registration-mismatch"));
    for way in ["TTTB", "1414", "18008098", "18001091", "9090"] {
        browser.sees(way);
    }
    let reference = browser.texts("[data-reference]").remove(0);
    let kept = world.texts("SELECT number FROM desk_reference").await;
    assert_eq!(kept, [reference], "the reference is what the desk finds");
    assert_eq!(world.texts("SELECT reason FROM desk_reference").await, ["operator_mismatch"]);
    nothing_was_done(&world, &browser, &who).await;
}

store::on_both_engines!(mismatch, a_mismatch_leads_to_the_desk);

async fn the_language_is_switched_after_a_mismatch(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.applies(&Applicant::lanh()).await;
    let reference = browser.texts("[data-reference]");
    let english = browser.attribute(".head-language", "href").unwrap();
    browser.get(&english).await.answers(200).sees(&world.en("registration-mismatch"));
    assert_eq!(browser.texts("[data-reference]"), reference);
    let back = browser.attribute(".head-language", "href").unwrap();
    browser.get(&back).await.answers(200).sees(&world.t("registration-mismatch"));
    assert_eq!(browser.texts("[data-reference]"), reference);
    // Nobody is led to a reference that we did not give.
    let forged = english.replace(&reference[0], "DK-7K3M-9QXT");
    assert_ne!(forged, english);
    browser.get(&forged).await.answers(200).misses(&world.en("registration-mismatch"));
    // What is sent from there begins anew.
    browser.get(&back).await;
    solve(&mut browser);
    browser.press(&world.t("registration-register")).await.answers(422);
    browser.misses(&world.t("registration-mismatch"));
    assert!(!browser.attribute(".head-language", "href").unwrap().contains('?'));
}

store::on_both_engines!(language, the_language_is_switched_after_a_mismatch);

async fn each_thing_must_match(store: Store) {
    let world = World::on(store).await;
    let (who, other) = (Applicant::binh(), Applicant::ha());
    for wrong in [
        Applicant { identity: other.identity.clone(), ..who.clone() },
        Applicant { name: other.name.clone(), ..who.clone() },
        Applicant { birth_date: other.birth_date.clone(), ..who.clone() },
        Applicant { phone: other.phone.clone(), ..who.clone() },
    ] {
        let browser = world.applies(&wrong).await;
        browser.answers(422).sees(&world.t("registration-mismatch"));
        nothing_was_done(&world, &browser, &wrong).await;
    }
}

store::on_both_engines!(together, each_thing_must_match);

async fn the_register_may_lack_accents(store: Store) {
    let world = World::on(store).await;
    world.applies(&Applicant::mai()).await.is_at("/ma-otp");
    assert_eq!(world.operator_asked(), 2, "as typed first, then without accents");
    let decomposed = Applicant {
        name: "nguye\u{302}\u{303}n  va\u{306}n bi\u{300}nh".into(),
        ..Applicant::binh()
    };
    world.applies(&decomposed).await.is_at("/ma-otp");
}

store::on_both_engines!(unaccented, the_register_may_lack_accents);

async fn an_operator_that_is_away(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh().with_email("binh@example.vn");
    for (ill, status, key) in [
        (TelcoFault::Down, 503, "registration-away"),
        (TelcoFault::Slow, 503, "registration-away"),
        (TelcoFault::NotAvailable, 422, "registration-silent"),
    ] {
        world.operator_is(ill);
        let mut browser = world.applies(&who).await;
        browser.answers(status).sees(&world.t(key));
        nothing_was_done(&world, &browser, &who).await;
        assert_eq!(world.rows("desk_reference").await, 0);
        if ill == TelcoFault::NotAvailable {
            world.operator_is(TelcoFault::Ok);
            solve(&mut browser);
            browser.press(&world.t("registration-register")).await.is_at("/ma-otp");
        }
    }
    assert_eq!(world.messages(&who).await.len(), 1);
}

store::on_both_engines!(away, an_operator_that_is_away);
