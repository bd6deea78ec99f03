//! Browsers: another one, none that can be trusted, an old one, tabs, back and reload.

use crate::testing::{Applicant, FORM, PASSWORD, World};
use axum::http::Method;
use ground::Span;
use store::Store;
use web::testing::Browser;

const PAGES: [&str; 5] = ["ma-otp", "tin-nhan", "mat-khau", "da-co-tai-khoan", "hoan-tat"];

/// The address of another page of the registration a browser is in.
fn beside(browser: &Browser, page: &str) -> String {
    let (folder, _) = browser.path.rsplit_once('/').unwrap();
    format!("{folder}/{page}")
}

async fn another_browser_cannot_go_on(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let code = world.code(&who).await;
    let mut stranger = browser.elsewhere();
    for page in PAGES {
        stranger.get(&beside(&browser, page)).await.answers(410);
    }
    // A stranger with a page, a cookie and a token of their own, who knows the address and code.
    stranger.get(FORM).await;
    let token = stranger.field("form-token").unwrap();
    let fields = [("form-token", token.as_str()), ("code", &code), ("password", PASSWORD)];
    for page in ["ma-otp", "gui-lai-otp", "mat-khau"] {
        stranger.post(&beside(&browser, page), &fields).await.answers(410);
    }
    assert_eq!(world.minted(&browser).await.tries, 0);
    world.enter(&mut browser, &code).await;
    stranger.get(&beside(&browser, "mat-khau")).await.answers(410);
    world.choose(&mut browser, PASSWORD).await;
    stranger.get(&beside(&browser, "hoan-tat")).await.answers(410);
    browser.is_at("/hoan-tat");
}

store::on_both_engines!(another_browser, another_browser_cannot_go_on);

async fn a_form_without_its_token_does_nothing(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh().with_email("binh@example.vn");
    let button = world.t("registration-register");
    let browser = world.form(&who).await;
    let foreign = world.form(&who).await.field("form-token").unwrap();
    let sending = browser.sending(&button);
    let mut without_cookies = browser.elsewhere();
    without_cookies.send(sending.clone()).await;
    let mut others = vec![without_cookies];
    for token in ["", "x", &foreign] {
        let mut tab = browser.tab();
        tab.send(sending.clone().with("form-token", token)).await;
        others.push(tab);
    }
    for mut tab in others {
        tab.answers(422).sees(&world.t("form-cookies"));
        for (name, value) in who.fields() {
            assert_eq!(tab.field(name).unwrap(), value, "nothing typed is lost");
        }
        assert_eq!((world.operator_asked(), world.rows("registration").await), (0, 0));
        assert_eq!(world.rows("spent_challenge").await, 0);
        // Sending what is drawn again goes on, once the puzzle is solved.
        crate::testing::solve(&mut tab);
        tab.press(&button).await.is_at("/ma-otp");
        world.change("DELETE FROM registration").await;
        return_to_beginning(&world).await;
    }
}

/// Forgets what the limits and the challenge counted.
async fn return_to_beginning(world: &World) {
    world.change("DELETE FROM limit_bucket").await;
    world.change("DELETE FROM spent_challenge").await;
    world.forget_questions();
}

store::on_both_engines!(no_token, a_form_without_its_token_does_nothing);

async fn no_token_later_on(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let code = world.code(&who).await;
    let sending =
        |browser: &Browser, key: &str| browser.sending(&world.t(key)).without("form-token");
    let entered = sending(&browser, "code-page-confirm").with("code", &code);
    browser.send(entered).await.answers(422).sees(&world.t("form-cookies-again"));
    assert_eq!(world.minted(&browser).await.tries, 0);
    let again = sending(&browser, "code-page-resend");
    browser.send(again).await.is_at("/ma-otp");
    assert_eq!(world.messages(&who).await.len(), 1);
    world.enter(&mut browser, &code).await;
    let chosen = sending(&browser, "registration-register").with("password", PASSWORD);
    let refused = browser.send(chosen.with("repeated", PASSWORD)).await.answers(422);
    refused.sees(&world.t("form-cookies-again"));
    assert_eq!(world.rows("citizen").await, 0);
}

store::on_both_engines!(no_token_later, no_token_later_on);

async fn forms_from_elsewhere_are_refused(store: Store) {
    let world = World::on(store).await;
    let browser = world.form(&Applicant::binh()).await;
    let own = browser.without_fetch_metadata();
    let headers: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
    ];
    for path in [FORM.to_owned(), beside(&own, "x/ma-otp"), "/vi/xac-nhan-thu/x".into()] {
        for pairs in headers {
            let mut request = own.draft(&Method::POST, &path, "a=b");
            for (name, value) in pairs {
                let name = name.parse::<axum::http::HeaderName>().unwrap();
                request.headers_mut().insert(name, value.parse().unwrap());
            }
            let seen = own.exchange(request).await;
            seen.answers(403).sees(&world.t("fault-forbidden"));
        }
    }
    assert_eq!(world.rows("spent_challenge").await, 0);
}

store::on_both_engines!(cross_site, forms_from_elsewhere_are_refused);

async fn an_old_browser_registers(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.form(&who).await.without_fetch_metadata();
    crate::testing::fill_in(&mut browser, &who);
    browser.press(&world.t("registration-register")).await.is_at("/ma-otp");
    let code = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    world.choose(&mut browser, PASSWORD).await;
    browser.is_at("/hoan-tat");
}

store::on_both_engines!(old_browser, an_old_browser_registers);

async fn back_and_reload_lead_to_the_present_page(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let entering = browser.sending(&world.t("code-page-confirm"));
    everything_leads_to(&browser, "/ma-otp").await;
    let code = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    let choosing = browser.sending(&world.t("registration-register"));
    let choosing = choosing.with("password", PASSWORD).with("repeated", PASSWORD);
    everything_leads_to(&browser, "/mat-khau").await;
    browser.tab().send(entering.clone().with("code", "000000")).await.is_at("/mat-khau");
    browser.send(choosing.clone()).await.is_at("/hoan-tat");
    everything_leads_to(&browser, "/hoan-tat").await;
    browser.tab().send(entering.with("code", &code)).await.is_at("/hoan-tat");
    let mut late = browser.tab();
    late.send(choosing).await.is_at("/hoan-tat?mat-khau=da-dat");
    late.sees(&world.t("registration-done-password-before"));
    assert_eq!(world.rows("citizen").await, 1);
}

async fn everything_leads_to(browser: &Browser, end: &str) {
    for page in PAGES.into_iter().filter(|page| *page != "tin-nhan") {
        let mut tab = browser.tab();
        tab.get(&beside(browser, page)).await.answers(200).is_at(end);
        tab.reload().await.answers(200).is_at(end);
    }
}

store::on_both_engines!(back_and_reload, back_and_reload_lead_to_the_present_page);

async fn two_tabs_are_two_registrations(store: Store) {
    let world = World::on(store).await;
    let mut first = world.form(&Applicant::binh()).await;
    let mut second = first.tab();
    second.reload().await;
    crate::testing::fill_in(&mut second, &Applicant::ha());
    first.press(&world.t("registration-register")).await.is_at("/ma-otp");
    second.press(&world.t("registration-register")).await.is_at("/ma-otp");
    assert_ne!(first.path, second.path);
    first.sees(&Applicant::binh().masked());
    second.reload().await.sees(&Applicant::ha().masked());
    let code = world.code(&Applicant::binh()).await;
    if world.derived_code(&second).await != code {
        world.enter(&mut second, &code).await;
        assert_eq!(second.complaint("code"), world.t("code-page-wrong"));
    }
    world.enter(&mut first, &code).await;
    first.is_at("/mat-khau");
}

store::on_both_engines!(two_tabs, two_tabs_are_two_registrations);

async fn the_same_person_goes_on_in_another_tab(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut first = world.form(&who).await;
    let (mut second, button) = (first.tab(), world.t("registration-register"));
    second.get(FORM).await;
    crate::testing::fill_in(&mut second, &who);
    let forms = [first.sending(&button), second.sending(&button)];
    first.press(&button).await.is_at("/ma-otp");
    let begun = first.path.clone();
    for form in forms.iter().rev().chain(&forms) {
        second.send(form.clone()).await.is_at("/ma-otp");
        assert_eq!(second.path, begun, "whichever form is sent, and sent again");
    }
    assert_eq!((world.messages(&who).await.len(), world.operator_asked()), (1, 1));
    let code = world.code(&who).await;
    world.enter(&mut second, &code).await;
    second.is_at("/mat-khau");
    // Whoever sits here next and knows what was typed does not come by a proved person so.
    first.get(FORM).await;
    crate::testing::fill_in(&mut first, &who);
    first.press(&button).await.is_at("/ma-otp");
    assert_ne!(first.path, begun);
}

store::on_both_engines!(same_person, the_same_person_goes_on_in_another_tab);

async fn another_browser_waits_for_the_number(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let browser = world.applies(&who).await;
    let mut elsewhere = world.applies(&who).await;
    let until = world.now().plus(Span::from_seconds(60));
    elsewhere.is_at("/ma-otp");
    elsewhere.sees(&world.t1("registration-code-elsewhere", "time", &until.time_in_vietnam()));
    world.resend(&mut elsewhere).await;
    assert_eq!(world.messages(&who).await.len(), 1, "the number waits, whoever asks");
    let code = world.code(&who).await;
    world.advance(Span::from_seconds(60));
    world.resend(&mut elsewhere).await;
    assert_eq!(world.messages(&who).await.len(), 2);
    world.enter(&mut elsewhere, &world.code(&who).await).await;
    elsewhere.is_at("/mat-khau");
    let mut browser = browser;
    world.enter(&mut browser, &code).await;
    browser.is_at("/mat-khau");
}

store::on_both_engines!(number_waits, another_browser_waits_for_the_number);

async fn kept_codes_are_shown_no_more(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.registers(&Applicant::binh()).await;
    let done = browser.path.clone();
    let mut tab = browser.tab();
    browser.sees(&world.t("shown-codes-why"));
    let keeping = browser.sending(&world.t("shown-codes-sign-in"));
    tab.send(keeping.clone().without("form-token")).await.answers(422);
    tab.sees(&world.t("form-cookies-again")).sees(&world.t("shown-codes-why"));
    tab.get(&done).await;
    browser.press(&world.t("shown-codes-sign-in")).await.is_at("/dang-nhap");
    browser.get(&done).await.answers(200).sees(&world.t("shown-codes-kept"));
    tab.reload().await.sees(&world.t("shown-codes-kept"));
}

store::on_both_engines!(codes_kept, kept_codes_are_shown_no_more);

async fn cookies_and_paths_tell_nothing(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let browser = world.registers(&who).await;
    let cookies = browser.cookies();
    assert_eq!(cookies.len(), 1, "{cookies:?}");
    assert!(cookies[0].starts_with("motcua-account-visit="), "{cookies:?}");
    let mut anyone = world.browser();
    for path in [
        "/vi/dang-ky;x=1",
        "/vi/dang-ky%2fthue-bao-di-dong",
        "/vi/../vi/dang-ky/thue-bao-di-dong",
        "/VI/dang-ky",
        "/vi/dang-ky/nobody/ma-otp",
        "/vi/dang-ky/00000000000000000000000000000000/ma-otp",
        "/thu-thach/hinh/x",
        "/thu-thach/moi/other",
    ] {
        let status = anyone.get(path).await.status();
        assert!(status.is_client_error(), "{path}: {status}");
    }
}

store::on_both_engines!(nothing_told, cookies_and_paths_tell_nothing);
