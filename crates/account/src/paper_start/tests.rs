//! Starts on paper told as stories, each on both engines.

use crate::admin::tests::Desk;
use crate::officer::Role;
use crate::testing::{Applicant, PASSWORD, World};
use credentials::limit::Limit;
use ground::Span;
use store::Store;
use web::testing::Browser;

const FORM: &str = "/vi/giay-khoi-dau";
const ADDRESS: &str = "mai@example.vn";
const NEW_PASSWORD: &str = "Đò ngang-Bến lở.52";

impl World {
    /// The form, sent in a new browser with what stands on a sheet.
    pub(crate) async fn starts(&self, identity: &str, code: &str) -> Browser {
        let mut browser = self.browser();
        self.enters_sheet(&mut browser, identity, code).await;
        browser
    }

    async fn enters_sheet(&self, browser: &mut Browser, identity: &str, code: &str) {
        browser.get(FORM).await;
        browser.fill("identity", identity).fill("paper-code", code);
        browser.press(&self.t("paper-start-button")).await;
    }

    pub(crate) async fn keeps_number(&self, browser: &mut Browser) {
        browser.press(&self.t("paper-start-number-keep")).await;
    }

    async fn gives_number(&self, browser: &mut Browser, phone: &str) {
        browser.fill("phone", phone);
        browser.press(&self.t("paper-start-number-button")).await;
    }

    async fn confirms_number(&self, browser: &mut Browser, code: &str) {
        browser.fill("code", code);
        browser.press(&self.t("code-page-confirm")).await;
    }

    pub(crate) async fn chooses(&self, browser: &mut Browser, password: &str) {
        browser.fill("password", password).fill("repeated", password);
        browser.press(&self.t("paper-start-password-button")).await;
    }
}

async fn the_account_is_given_back(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let who = desk.citizen.clone();
    let signed_in = world.signs_in(&who).await;
    let code = world.sheet(&mut desk).await;
    let mut browser = world.starts(&who.identity, &code.to_lowercase().replace('-', " ")).await;
    browser.is_at("/so-dien-thoai").answers(200).sees(&who.masked());
    world.keeps_number(&mut browser).await;
    browser.is_at("/mat-khau");
    world.chooses(&mut browser, "abc").await;
    browser.answers(422);
    world.chooses(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat").answers(200).sees(&world.t1("paper-start-done-ended", "n", "1"));
    let told = world.messages(&who).await.pop().unwrap();
    assert!(told.contains("da duoc dat lai tai quay"), "{told}");
    signed_in.tab().get("/vi/tai-khoan").await.is_at("/dang-nhap");
    let mut after = world.browser();
    world.logs_in(&mut after, &who, PASSWORD).await;
    after.answers(422);
    world.logs_in(&mut after, &who, NEW_PASSWORD).await;
    after.is_at("/ma-otp");
    // The sheet is used up.
    let again = world.starts(&who.identity, &code).await;
    again.answers(422).sees(&world.t("paper-start-refused"));
    assert_eq!(world.texts("SELECT state FROM desk_case").await, ["used"]);
}

store::on_both_engines!(given_back, the_account_is_given_back);

/// The choice of another way, after the password.
async fn chooses_another_way(world: &World, who: &Applicant) -> Browser {
    let mut browser = world.browser();
    world.logs_in(&mut browser, who, NEW_PASSWORD).await;
    browser.click(&world.t("login-other-way")).await;
    browser
}

async fn old_codes_and_the_mail_address_serve_no_more(store: Store) {
    let world = World::on(store).await;
    let asks = world.officer(&Applicant::binh(), &[Role::Desk]).await;
    let decides = world.officer(&Applicant::ha(), &[Role::DeskApprover]).await;
    let citizen = Applicant::mai().with_email(ADDRESS);
    let old = world.registers(&citizen).await.texts("#recovery code");
    world.change("UPDATE citizen SET email_confirmed_at = 1 WHERE sealed_email IS NOT NULL").await;
    let mut desk = Desk { asks, decides, citizen };
    let who = desk.citizen.clone();
    let code = world.sheet(&mut desk).await;
    let mut browser = world.starts(&who.identity, &code).await;
    world.keeps_number(&mut browser).await;
    world.chooses(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat").sees(&world.t("paper-start-done-mail"));
    let new = browser.texts("#recovery code");
    assert_eq!(new.len(), 10);
    world.settled().await;
    let told = world.sandbox.world.mailboxes().at(ADDRESS).pop().unwrap();
    assert!(told.text.contains("không còn nhận mã đăng nhập"), "{}", told.text);
    let mut other = chooses_another_way(&world, &who).await;
    other.misses(&world.t("login-way-mail"));
    other.press(&world.t("login-way-recovery")).await;
    other.fill("recovery-code", &old[0]);
    other.press(&world.t("code-page-confirm")).await.answers(422);
    other.fill("recovery-code", &new[0]);
    other.press(&world.t("code-page-confirm")).await.is_at("/tai-khoan");
    // It serves again once whoever signed in has confirmed it.
    other.get("/vi/tai-khoan/thu-dien-tu").await;
    other.fill("email", ADDRESS);
    other.press(&world.t("profile-mail-button")).await.is_at("/thu-dien-tu?da-gui");
}

store::on_both_engines!(voided, old_codes_and_the_mail_address_serve_no_more);

async fn the_new_codes_are_shown_until_they_are_kept(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let code = world.sheet(&mut desk).await;
    let mut browser = world.starts(&desk.citizen.identity, &code).await;
    world.keeps_number(&mut browser).await;
    world.chooses(&mut browser, NEW_PASSWORD).await;
    let (done, codes) = (browser.path.clone(), browser.texts("#recovery code"));
    browser.misses(&world.t("paper-start-done-mail"));
    assert_eq!(browser.reload().await.texts("#recovery code"), codes, "a reload loses nothing");
    let kept = browser.sending(&world.t("shown-codes-sign-in"));
    browser.tab().send(kept.clone().without("form-token")).await.answers(422);
    browser.elsewhere().send(kept.clone()).await.answers(410);
    browser.send(kept.clone()).await.is_at("/dang-nhap");
    browser.get(&done).await.answers(200).sees(&world.t("shown-codes-kept"));
    assert!(browser.texts("#recovery code").is_empty());
    browser.send(kept).await.is_at("/dang-nhap");
}

store::on_both_engines!(kept, the_new_codes_are_shown_until_they_are_kept);

async fn with_a_new_number(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let who = desk.citizen.clone();
    let new = Applicant { phone: "0905 111 222".into(), ..who.clone() };
    let code = world.sheet(&mut desk).await;
    let mut browser = world.starts(&who.identity, &code).await;
    world.gives_number(&mut browser, "").await;
    browser.answers(422);
    world.gives_number(&mut browser, &new.phone).await;
    assert_eq!(browser.complaint("phone"), world.t("paper-start-number-not-theirs"));
    world.changes_number(&who, &new, "1990-04-12");
    world.gives_number(&mut browser, &new.phone).await;
    browser.is_at("/ma-otp").answers(200);
    world.confirms_number(&mut browser, "12").await;
    browser.answers(422);
    let right = world.code(&new).await;
    let wrong = format!("{:08}", (right.parse::<u32>().unwrap() + 1) % 100_000_000);
    world.confirms_number(&mut browser, &wrong).await;
    browser.is_at("/ma-otp").sees(&world.t("code-page-wrong"));
    world.confirms_number(&mut browser, &right).await;
    browser.is_at("/mat-khau");
    let old_messages = world.messages(&who).await.len();
    world.chooses(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat");
    assert_eq!(world.messages(&who).await.len(), old_messages + 1, "the old number is told");
    let mut after = world.browser();
    world.logs_in(&mut after, &who, NEW_PASSWORD).await;
    let code = world.code(&new).await;
    world.enters_code(&mut after, &code).await;
    after.is_at("/tai-khoan");
}

store::on_both_engines!(new_number, with_a_new_number);

async fn whatever_is_wrong_the_answer_is_the_same(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let code = world.sheet(&mut desk).await;
    let other = "7K3M-9QXT-4D2F-8HJN-5RWB-6VYC";
    let answer = |browser: Browser| browser.answers(422).text();
    // Somebody else's sheet, no sheet, nobody.
    let one = answer(world.starts(&Applicant::binh().identity, &code).await);
    assert!(one.contains(&world.t("paper-start-refused")));
    for (identity, code) in [(&*desk.citizen.identity, other), ("051088999999", &*code)] {
        assert_eq!(answer(world.starts(identity, code).await), one);
    }
    world.change("UPDATE desk_case SET expires_at = 1").await;
    assert_eq!(answer(world.starts(&desk.citizen.identity, &code).await), one, "too late");
}

store::on_both_engines!(uniform, whatever_is_wrong_the_answer_is_the_same);

async fn ten_wrong_codes(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let code = world.sheet(&mut desk).await;
    let who = desk.citizen.clone();
    let mut guesser = world.browser().at_address("198.51.100.7");
    for _ in 0..10 {
        world.enters_sheet(&mut guesser, &who.identity, "7K3M-9QXT-4D2F-8HJN-5RWB-6VYC").await;
        guesser.answers(422);
    }
    world.enters_sheet(&mut guesser, &who.identity, &code).await;
    guesser.answers(429);
    // Whoever has the sheet sits elsewhere, and is not held up.
    world.starts(&who.identity, &code).await.is_at("/so-dien-thoai");
}

store::on_both_engines!(guessing, ten_wrong_codes);

async fn a_sheet_serves_once(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let who = desk.citizen.clone();
    let code = world.sheet(&mut desk).await;
    let mut here = world.starts(&who.identity, &code).await;
    let mut there = world.starts(&who.identity, &code).await;
    for browser in [&mut here, &mut there] {
        world.keeps_number(browser).await;
        browser.is_at("/mat-khau");
    }
    here.tab().elsewhere().get(&here.path.clone()).await.answers(410);
    let mut twice = here.tab();
    twice.reload().await;
    world.chooses(&mut here, NEW_PASSWORD).await;
    here.is_at("/hoan-tat");
    // The button was pressed twice: the same end, once.
    world.chooses(&mut twice, "Gió chướng-Mùa nước.63").await;
    twice.is_at("/hoan-tat");
    world.chooses(&mut there, "Gió chướng-Mùa nước.63").await;
    there.answers(410);
    let mut after = world.browser();
    world.logs_in(&mut after, &who, NEW_PASSWORD).await;
    after.is_at("/ma-otp");
    let taken = "SELECT COUNT(*) FROM journal WHERE event = 'desk.taken'";
    assert_eq!(world.number(taken).await, 1);
}

store::on_both_engines!(once, a_sheet_serves_once);

async fn a_sheet_printed_anew_replaces_the_first(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let who = desk.citizen.clone();
    let case = world.case(&mut desk.asks, &who).await;
    world.approves(&mut desk.decides, &case).await;
    let first = world.prints(&mut desk.asks, &case).await;
    let mut typed = world.starts(&who.identity, &first).await;
    world.keeps_number(&mut typed).await;
    let second = world.prints(&mut desk.asks, &case).await;
    world.starts(&who.identity, &first).await.answers(422);
    // Nor does it help whoever had typed it before.
    world.chooses(&mut typed, NEW_PASSWORD).await;
    typed.answers(410);
    world.starts(&who.identity, &second).await.is_at("/so-dien-thoai");
    world.advance(Span::from_hours(73));
    world.starts(&who.identity, &second).await.answers(422);
}

store::on_both_engines!(anew, a_sheet_printed_anew_replaces_the_first);

async fn a_reference_opens_an_account(store: Store) {
    let world = World::with(store, |settings| {
        settings.limits.operator_per_identity = Limit::new(50, Span::from_hours(1));
    })
    .await;
    let mut desk = world.desk().await;
    let lanh = Applicant::lanh();
    let refused = world.applies(&lanh).await;
    let reference = world.texts("SELECT number FROM desk_reference").await.remove(0);
    assert!(refused.body().contains(&reference));
    world.looks_up(&mut desk.asks, &reference.to_lowercase()).await;
    desk.asks.is_at(&reference).sees(&lanh.name).sees(&world.t("admin-ask-newcomer"));
    world.asks(&mut desk.asks, &lanh.identity).await;
    let case = desk.asks.path.clone();
    world.approves(&mut desk.decides, &case).await;
    let code = world.prints(&mut desk.asks, &case).await;
    let mut browser = world.starts(&lanh.identity, &code).await;
    browser.is_at("/so-dien-thoai").misses(&world.t("paper-start-number-skip"));
    // A number that serves somebody else's account is not taken from them.
    world.gives_number(&mut browser, &desk.citizen.phone).await;
    assert_eq!(browser.complaint("phone"), world.t("paper-start-number-held"));
    world.gives_number(&mut browser, &lanh.phone).await;
    let code = world.code(&lanh).await;
    world.confirms_number(&mut browser, &code).await;
    world.chooses(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat").answers(200);
    assert_eq!(browser.texts("#recovery code").len(), 10);
    let by = "SELECT COUNT(*) FROM citizen WHERE verifier = 'desk' AND assurance = 2";
    assert_eq!(world.number(by).await, 1);
    let mut after = world.browser();
    world.logs_in(&mut after, &lanh, NEW_PASSWORD).await;
    let code = world.code(&lanh).await;
    world.enters_code(&mut after, &code).await;
    after.is_at("/tai-khoan");
}

store::on_both_engines!(reference, a_reference_opens_an_account);
