//! Wrong, unknown and locked: one page for all three, and never the owner's own browser.

use crate::Settings;
use crate::testing::{Applicant, LOGIN, PASSWORD, World, at_once, solve};
use credentials::limit::Limit;
use ground::Span;
use store::Store;
use web::testing::Browser;

const WRONG: &str = "Nhầm mất rồi.17";

/// The page without what differs from form to form.
fn shown(browser: &Browser) -> String {
    browser.answers(422).text()
}

fn headers(browser: &Browser) -> Vec<String> {
    let differing = ["x-request-id", "set-cookie", "content-length"];
    let names = browser.headers().iter().filter(|(name, _)| !differing.contains(&name.as_str()));
    names.map(|(name, value)| format!("{name}: {value:?}")).collect()
}

async fn wrong_unknown_and_locked(store: Store) {
    let world = World::with(store, |settings| {
        settings.login.failures_elsewhere = Limit::new(3, Span::from_hours(1));
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let fails = async |who: &Applicant, password: &str| {
        let mut browser = world.browser();
        world.logs_in(&mut browser, who, password).await;
        browser
    };
    let wrong = fails(&who, WRONG).await;
    let nobody = fails(&Applicant::ha(), PASSWORD).await;
    assert_eq!(shown(&wrong), shown(&nobody));
    assert_eq!(headers(&wrong), headers(&nobody));
    for _ in 0..2 {
        fails(&who, WRONG).await;
    }
    let locked = fails(&who, PASSWORD).await;
    assert_eq!(shown(&locked), shown(&wrong), "the right password is told nothing else");
    assert_eq!(headers(&locked), headers(&wrong));
    wrong.sees(&world.t("login-refused-next")).sees(&world.t("login-forgotten"));
    assert_eq!(world.rows("login").await, 0);
    world.advance(Span::from_hours(1));
    fails(&who, PASSWORD).await.is_at("/ma-otp");
}

store::on_both_engines!(share_one_page, wrong_unknown_and_locked);

async fn an_attacker_elsewhere(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let home = world.signs_in(&who).await;
    for place in 0..40 {
        let mut browser = world.browser().at_address(&format!("198.51.100.{place}"));
        world.logs_in(&mut browser, &who, WRONG).await;
        browser.answers(422);
    }
    let mut elsewhere = world.browser();
    world.logs_in(&mut elsewhere, &who, PASSWORD).await;
    elsewhere.answers(422);
    let mut home = world.browser_like(&home);
    home.get("/vi/tai-khoan").await;
    home.press(&world.t("layout-sign-out")).await;
    world.logs_in(&mut home, &who, PASSWORD).await;
    home.is_at("/ma-otp");
    let code = world.latest_code(&home, "login.sms").await;
    world.enters_code(&mut home, &code).await;
    home.is_at("/tai-khoan");
}

store::on_both_engines!(the_owners_browser_is_never_locked, an_attacker_elsewhere);

async fn at_home(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut home = world.signs_in(&who).await;
    home.press(&world.t("layout-sign-out")).await;
    for _ in 0..10 {
        world.logs_in(&mut home, &who, WRONG).await;
    }
    // The eleventh is tried, and begins a wait of a minute; meanwhile even the right one is not.
    world.logs_in(&mut home, &who, WRONG).await;
    world.logs_in(&mut home, &who, PASSWORD).await;
    home.answers(422);
    world.advance(Span::from_minutes(1));
    world.logs_in(&mut home, &who, WRONG).await;
    world.advance(Span::from_minutes(1));
    world.logs_in(&mut home, &who, PASSWORD).await;
    home.answers(422);
    world.advance(Span::from_minutes(1));
    world.logs_in(&mut home, &who, PASSWORD).await;
    home.is_at("/ma-otp");
}

store::on_both_engines!(waits_grow_at_home, at_home);

async fn a_hundred_in_a_row(store: Store) {
    let world = World::with(store, |settings| {
        settings.login.failures_elsewhere = Limit::new(1_000, Span::from_hours(1));
        settings.login.failures_in_a_row = 5;
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let home = world.signs_in(&who).await;
    for _ in 0..5 {
        world.logs_in(&mut world.browser(), &who, WRONG).await;
    }
    world.advance(Span::from_days(30));
    let mut elsewhere = world.browser();
    world.logs_in(&mut elsewhere, &who, PASSWORD).await;
    elsewhere.answers(422);
    // A known browser is no stranger; after it signed in completely, others may try again.
    let mut home = world.browser_like(&home);
    world.logs_in(&mut home, &who, PASSWORD).await;
    home.is_at("/ma-otp");
    let code = world.latest_code(&home, "login.sms").await;
    world.enters_code(&mut home, &code).await;
    world.logs_in(&mut elsewhere, &who, PASSWORD).await;
    elsewhere.is_at("/ma-otp");
}

store::on_both_engines!(the_password_serves_no_more, a_hundred_in_a_row);

async fn right_ones_at_once(store: Store) {
    let world = World::with(store, |settings| {
        settings.password.queue_wait = Span::from_seconds(20);
        settings.login.messages = Limit::new(100, Span::from_hours(1));
        settings.login.messages_daily = Limit::new(100, Span::from_hours(24));
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browsers = Vec::new();
    for _ in 0..20 {
        let mut browser = world.browser();
        browser.get(LOGIN).await;
        browser.fill("identity", &who.identity).fill("password", PASSWORD);
        solve(&mut browser);
        browsers.push(browser);
    }
    let button = world.t("login-sign-in");
    let seen = at_once(browsers.into_iter().map(|mut browser| {
        let button = button.clone();
        async move {
            browser.press(&button).await;
            browser
        }
    }))
    .await;
    for browser in seen {
        browser.is_at("/ma-otp");
    }
    let used = world
        .numbers("SELECT CAST(used AS BIGINT) FROM limit_bucket WHERE kind = 'login elsewhere'");
    assert_eq!(used.await, [0], "right ones count nowhere");
}

store::on_both_engines!(right_passwords_are_never_refused, right_ones_at_once);

async fn one_address_many_numbers(store: Store) {
    let world = World::with(store, |settings: &mut Settings| {
        settings.login.accounts_per_address = Limit::new(3, Span::from_hours(1));
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    for number in 1..=3 {
        let nobody = world.invent(number);
        for _ in 0..3 {
            world.logs_in(&mut world.browser(), &nobody, WRONG).await;
        }
    }
    let mut here = world.browser();
    world.logs_in(&mut here, &who, PASSWORD).await;
    here.answers(422);
    let mut elsewhere = world.browser().at_address("198.51.100.7");
    world.logs_in(&mut elsewhere, &who, PASSWORD).await;
    elsewhere.is_at("/ma-otp");
    let spent =
        "SELECT CAST(used AS BIGINT) FROM limit_bucket WHERE kind = 'login address' ORDER BY used";
    assert_eq!(world.numbers(spent).await, [0, 3], "each number counts once");
}

store::on_both_engines!(an_address_fails_at_few_numbers, one_address_many_numbers);
