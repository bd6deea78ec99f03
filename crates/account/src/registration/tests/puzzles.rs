//! The challenge on the form: the proof, the picture, and what serves only once.

use crate::testing::{Applicant, FORM, World, fill_in, solve};
use credentials::challenge::Mode;
use ground::Span;
use store::Store;
use web::testing::Browser;

async fn with_pictures(store: Store) -> World {
    World::with(store, |settings| settings.challenge.mode = Mode::Image).await
}

/// What the picture on the page shows.
fn picture(world: &World, browser: &Browser) -> String {
    let token = browser.field("challenge-image").unwrap();
    world.account.challenge.image().characters(&token).unwrap()
}

async fn a_picture_is_read(store: Store) {
    let world = with_pictures(store).await;
    let mut browser = world.form(&Applicant::binh()).await;
    assert_eq!(browser.field("challenge-token"), None, "no puzzle in this mode");
    browser.sees(&world.t("challenge-label")).sees(&world.t("challenge-refresh"));
    let address = browser.attribute(".challenge img", "src").unwrap();
    let aloud = browser.attribute(".challenge audio", "src").unwrap();
    let (mut image, mut reading) = (browser.tab(), browser.tab());
    assert_eq!(image.get(&address).await.answers(200).header("content-type"), "image/png");
    assert_eq!(reading.get(&aloud).await.answers(200).header("content-type"), "audio/wav");
    let characters = picture(&world, &browser).to_lowercase();
    let (head, tail) = characters.split_at(3);
    browser.fill("challenge-answer", &format!(" {head} {tail}"));
    browser.press(&world.t("registration-register")).await.is_at("/ma-otp");
}

store::on_both_engines!(picture_read, a_picture_is_read);

async fn a_wrong_answer_spends_its_picture(store: Store) {
    let world = with_pictures(store).await;
    let who = Applicant::binh();
    let button = world.t("registration-register");
    let mut browser = world.form(&who).await;
    let (first, right) = (browser.field("challenge-image").unwrap(), picture(&world, &browser));
    let sending = browser.sending(&button);
    browser.send(sending.clone().with("challenge-answer", "CCCCCC")).await.answers(422);
    assert_eq!(browser.complaint("challenge-answer"), world.t("challenge-wrong"));
    assert_ne!(browser.field("challenge-image").unwrap(), first, "another picture");
    assert_eq!(browser.field("challenge-answer").unwrap(), "");
    assert_eq!(browser.field("name").unwrap(), who.name);
    browser.tab().send(sending.with("challenge-answer", &right)).await.answers(422);
    assert_eq!((world.rows("registration").await, world.operator_asked()), (0, 0));
    let right = picture(&world, &browser);
    browser.fill("challenge-answer", &right);
    browser.press(&button).await.is_at("/ma-otp");
}

store::on_both_engines!(picture_spent, a_wrong_answer_spends_its_picture);

async fn another_picture_keeps_what_was_typed(store: Store) {
    let world = with_pictures(store).await;
    let who = Applicant::ha().with_email("thuha@example.vn");
    let mut browser = world.form(&who).await;
    let first = browser.field("challenge-image").unwrap();
    browser.press(&world.t("challenge-refresh")).await.answers(200);
    assert_ne!(browser.field("challenge-image").unwrap(), first);
    for (name, value) in who.fields() {
        assert_eq!(browser.field(name).unwrap(), value);
    }
}

store::on_both_engines!(refreshed, another_picture_keeps_what_was_typed);

async fn answers_that_do_not_count(store: Store) {
    let world = World::on(store).await;
    let (who, button) = (Applicant::binh(), world.t("registration-register"));
    let browser = world.form(&who).await;
    let sending = browser.sending(&button);
    let foreign = world.form(&who).await.sending(&button);
    let of = |name: &str| {
        let field = foreign.fields.iter().find(|(known, _)| known == name);
        field.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let nonces = ["0"; 8].join(".");
    let foreigns = sending.clone().with("challenge-token", &of("challenge-token"));
    let foreigns = foreigns.with("challenge-solution", &of("challenge-solution"));
    for (sending, key) in [
        (sending.clone().with("challenge-solution", ""), "challenge-missing"),
        (sending.clone().without("challenge-token"), "challenge-missing"),
        (sending.clone().with("challenge-solution", "x"), "challenge-again"),
        (sending.clone().with("challenge-solution", &nonces), "challenge-wrong"),
        (foreigns, "challenge-again"),
        (sending.clone().with("challenge-token", "p1.3.9.x.y.z"), "challenge-again"),
    ] {
        let mut tab = browser.tab();
        tab.send(sending).await.answers(422);
        assert_eq!(tab.complaint("challenge-answer"), world.t(key));
        assert_eq!(tab.field("phone").unwrap(), who.phone);
    }
    assert_eq!((world.rows("registration").await, world.operator_asked()), (0, 0));
    world.advance(Span::from_minutes(30));
    let mut late = browser.tab();
    late.send(sending).await;
    assert_eq!(late.complaint("challenge-answer"), world.t("challenge-expired"));
    fill_in(&mut late, &who);
    late.press(&button).await.is_at("/ma-otp");
}

store::on_both_engines!(not_counted, answers_that_do_not_count);

async fn a_solved_puzzle_serves_one_form(store: Store) {
    let world = World::on(store).await;
    let button = world.t("registration-register");
    let browser = world.form(&Applicant::lanh()).await;
    let spent = browser.sending(&button);
    browser.tab().send(spent.clone()).await.answers(422);
    let asked = world.operator_asked();
    let mut other = spent;
    for (name, value) in Applicant::binh().fields() {
        other = other.with(name, value);
    }
    browser.tab().send(other).await.answers(422);
    assert_eq!((world.operator_asked(), world.rows("registration").await), (asked, 0));
}

store::on_both_engines!(serves_once, a_solved_puzzle_serves_one_form);

async fn the_picture_helps_where_the_worker_does_not(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.browser();
    browser.get(FORM).await;
    for (name, value) in Applicant::binh().fields() {
        browser.fill(name, value);
    }
    let right = picture(&world, &browser);
    browser.fill("challenge-answer", &right);
    browser.press(&world.t("registration-register")).await.is_at("/ma-otp");
}

store::on_both_engines!(without_script, the_picture_helps_where_the_worker_does_not);

async fn both_are_demanded(store: Store) {
    let world = World::with(store, |settings| settings.challenge.mode = Mode::Both).await;
    let button = world.t("registration-register");
    let mut browser = world.form(&Applicant::binh()).await;
    browser.press(&button).await;
    assert_eq!(browser.complaint("challenge-answer"), world.t("challenge-missing"));
    let right = picture(&world, &browser);
    browser.fill("challenge-answer", &right);
    browser.press(&button).await;
    assert_eq!(browser.complaint("challenge-answer"), world.t("challenge-missing"));
    solve(&mut browser);
    let right = picture(&world, &browser);
    browser.fill("challenge-answer", &right);
    browser.press(&button).await.is_at("/ma-otp");
}

store::on_both_engines!(both, both_are_demanded);

async fn a_form_that_lies_open_gets_new_ones(store: Store) {
    let world = World::on(store).await;
    let browser = world.form(&Applicant::binh()).await;
    let ways = [("token", "/thu-thach/moi/"), ("image", "/thu-thach/hinh-moi/")];
    let forms = ["registration", "login", "recovery", "recovery.new_number"];
    for ((key, path), form) in ways.iter().flat_map(|way| forms.map(|form| (way, form))) {
        let path = format!("{path}{form}");
        let mut tab = browser.tab();
        let fresh: serde_json::Value =
            serde_json::from_str(tab.get(&path).await.answers(200).body()).unwrap();
        assert!(fresh[*key].as_str().is_some_and(|text| !text.is_empty()), "{fresh}");
        browser.elsewhere().get(&path).await.answers(403);
    }
}

store::on_both_engines!(renewed, a_form_that_lies_open_gets_new_ones);
