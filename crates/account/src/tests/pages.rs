//! Every page in both languages: one heading, its language, labels on every field, no key in place
//! of a text, nothing inline, nothing loaded from elsewhere.

use super::TEXTS;
use crate::oidc::tests::party::{Party, asking};
use crate::settings::ExistenceMessage;
use crate::testing::{Applicant, PASSWORD, World, fill_in, solve};
use axum::http::Method;
use credentials::challenge::Mode;
use credentials::limit::Limit;
use ground::Span;
use sandbox::faults::{SmsFault, TelcoFault};
use store::testing::sqlite;
use web::Language;
use web::testing::{Browser, Seen, look};

/// A visitor who reads one language and remembers every page.
struct Visitor<'a> {
    world: &'a World,
    language: Language,
    browser: Browser,
    pages: Vec<Seen>,
}

impl<'a> Visitor<'a> {
    fn new(world: &'a World, language: Language) -> Self {
        Self::before(world, language, world.browser())
    }

    fn before(world: &'a World, language: Language, browser: Browser) -> Self {
        Self { world, language, browser, pages: Vec::new() }
    }

    fn say(&self, key: &str) -> String {
        self.world.account.door.texts.say(self.language, key).into_owned()
    }

    async fn opens(&mut self, path: &str) {
        let path = format!("/{}{path}", self.language.code());
        let seen = self.browser.get(&path).await.clone();
        self.pages.push(seen);
    }

    async fn presses(&mut self, key: &str) {
        let seen = self.browser.press(&self.say(key)).await.clone();
        self.pages.push(seen);
    }

    async fn applies(&mut self, who: &Applicant) {
        self.opens("/dang-ky/thue-bao-di-dong").await;
        fill_in(&mut self.browser, who);
        self.presses("registration-register").await;
    }

    async fn forgets(&mut self, who: &Applicant) {
        self.opens("/quen-mat-khau").await;
        self.browser.fill("identity", &who.identity);
        solve(&mut self.browser);
        self.presses("recovery-start-button").await;
    }

    /// Opens the link in a message.
    async fn follows(&mut self, message: &str) {
        let (_, rest) = message.split_once("http://localhost:8081").unwrap();
        let seen = self.browser.get(rest.split(' ').next().unwrap()).await.answers(200).clone();
        self.pages.push(seen);
    }

    async fn enters(&mut self, code: &str) {
        self.browser.fill("code", code);
        self.presses("code-page-confirm").await;
    }

    /// A request that no page makes, and the page that answers it.
    async fn sends(&mut self, method: Method, path: &str, body: &str) {
        let path = format!("/{}{path}", self.language.code());
        let request = self.browser.draft(&method, &path, body);
        self.pages.push(self.browser.exchange(request).await);
    }

    /// Demands that every page seen is in order.
    fn finds_all_in_order(&self, pages: usize) {
        let wrong = |seen| look::wrong_with(seen, self.language, &TEXTS);
        let wrong: Vec<String> = self.pages.iter().flat_map(wrong).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(self.pages.len() >= pages, "only {} pages were seen", self.pages.len());
    }
}

async fn ordinary() -> World {
    World::with(sqlite().await, |settings| {
        settings.house.help_phone = "1900 1234".into();
        settings.house.slogan_vi = "Hành chính phục vụ".into();
        settings.house.slogan_en = "Administration that serves".into();
        settings.house.demonstration = true;
        settings.operator.timeout = Span::from_seconds(2);
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_to_an_account() {
    let world = ordinary().await;
    for (number, language) in (1..).zip(Language::ALL) {
        let mut visitor = Visitor::new(&world, language);
        for path in ["", "/dang-ky", "/dang-ky/cong-dan", "/dang-ky/doanh-nghiep", "/dang-nhap"] {
            visitor.opens(path).await;
        }
        let email = format!("mail{number}@example.vn");
        let who = world.invent(number).with_email(&email);
        visitor.applies(&who).await;
        let wrong = world.wrong_code(&visitor.browser).await;
        for code in ["", "12", &wrong, &wrong] {
            visitor.enters(code).await;
        }
        let code = world.derived_code(&visitor.browser).await;
        visitor.enters(&code).await;
        visitor.presses("registration-register").await;
        visitor.browser.fill("password", PASSWORD).fill("repeated", PASSWORD);
        visitor.presses("registration-register").await;
        visitor.browser.is_at("/hoan-tat");
        visitor.applies(&who).await;
        let code = world.derived_code(&visitor.browser).await;
        visitor.enters(&code).await;
        visitor.browser.is_at("/da-co-tai-khoan");
        world.settled().await;
        let mail = world.sandbox.world.mailboxes().at(&email).remove(0).text;
        let (_, link) = mail.split_once("/xac-nhan-thu/").unwrap();
        let link = link.split_whitespace().next().unwrap();
        visitor.opens(&format!("/xac-nhan-thu/{link}")).await;
        let without = visitor.browser.sending(&visitor.say("email-confirm")).without("form-token");
        let seen = visitor.browser.tab().send(without).await.clone();
        visitor.pages.push(seen);
        visitor.presses("email-confirm").await;
        visitor.finds_all_in_order(20);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_into_an_account() {
    let world = ordinary().await;
    for (number, language) in (1..).zip(Language::ALL) {
        let who = world.invent(number).with_email(&format!("mail{number}@example.vn"));
        world.registers(&who).await;
        world.change("UPDATE citizen SET email_confirmed_at = 1").await;
        let mut visitor = Visitor::new(&world, language);
        visitor.opens("/dang-nhap").await;
        visitor.presses("login-sign-in").await;
        for password in ["Nhầm mất rồi.17", PASSWORD] {
            visitor.opens("/dang-nhap?tiep=x").await;
            visitor.browser.fill("identity", &who.identity).fill("password", password);
            solve(&mut visitor.browser);
            visitor.presses("login-sign-in").await;
        }
        visitor.browser.is_at("/ma-otp");
        let path = visitor.browser.path.replacen(&format!("/{}", language.code()), "", 1);
        let code = world.latest_code(&visitor.browser, "login.sms").await;
        for wrong in ["", "12", &world.other_code(&code)] {
            visitor.browser.fill("code", wrong);
            visitor.presses("code-page-confirm").await;
        }
        for (way, page) in [("mail", "ma-otp"), ("recovery", "ma-khoi-phuc"), ("", "phuong-thuc")] {
            visitor.opens(&path.replace("ma-otp", "phuong-thuc")).await;
            let token = visitor.browser.field("form-token").unwrap();
            let to = format!("/{}{}", language.code(), path.replace("ma-otp", "phuong-thuc"));
            let fields = [("way", way), ("form-token", token.as_str())];
            let seen = visitor.browser.post(&to, &fields).await.is_at(page).clone();
            visitor.pages.push(seen);
        }
        visitor.opens(&path.replace("ma-otp", "ma-khoi-phuc")).await;
        visitor.presses("code-page-confirm").await;
        let token = visitor.browser.field("form-token").unwrap();
        let to = format!("/{}{}", language.code(), path.replace("ma-otp", "phuong-thuc"));
        visitor.browser.post(&to, &[("way", "sms"), ("form-token", &token)]).await;
        visitor.browser.fill("code", &code);
        visitor.presses("code-page-confirm").await;
        visitor.browser.is_at("/tai-khoan");
        visitor.presses("layout-sign-out").await;
        visitor.opens("/quen-mat-khau").await;
        visitor.opens("/dang-nhap/khong-phai-toi/x").await;
        visitor.opens("/dang-nhap/x/ma-otp").await;
        visitor.finds_all_in_order(20);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_that_come_back() {
    let world = ordinary().await;
    for (number, language) in (1..).zip(Language::ALL) {
        let mut visitor = Visitor::new(&world, language);
        visitor.opens("/dang-ky/thue-bao-di-dong").await;
        visitor.presses("registration-register").await;
        visitor.sends(Method::POST, "/dang-ky/thue-bao-di-dong", "phone=01682000088").await;
        let who = world.invent(number);
        let stranger = Applicant { birth_date: "01/01/1990".into(), ..who.clone() };
        visitor.applies(&stranger).await;
        visitor.browser.answers(422);
        for (ill, status) in
            [(TelcoFault::Down, 503), (TelcoFault::NotAvailable, 422), (TelcoFault::Ok, 200)]
        {
            world.operator_is(ill);
            solve(&mut visitor.browser);
            visitor.browser.fill("birth-date", &who.birth_date);
            visitor.presses("registration-register").await;
            visitor.browser.answers(status);
        }
        visitor.finds_all_in_order(8);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_that_come_late_or_not_at_all() {
    let world = World::with(sqlite().await, |settings| {
        settings.limits.messages_per_number = Limit::new(2, Span::from_hours(1));
        settings.limits.wrong_codes_per_number = Limit::new(5, Span::from_hours(1));
    })
    .await;
    for (number, language) in (1..).zip(Language::ALL) {
        let mut visitor = Visitor::new(&world, language);
        let who = world.invent(2 * number);
        world.messages_are(SmsFault::Undeliverable);
        visitor.applies(&who).await;
        world.settled().await;
        for minutes in [1, 5, 5] {
            world.advance(Span::from_minutes(minutes));
            visitor.presses("code-page-resend").await;
        }
        visitor.applies(&world.invent(2 * number + 1)).await;
        let wrong = world.wrong_code(&visitor.browser).await;
        for _ in 0..6 {
            visitor.enters(&wrong).await;
        }
        visitor.presses("code-page-resend").await;
        visitor.finds_all_in_order(12);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_forgotten_password_to_a_new_one() {
    let world = World::with(sqlite().await, |settings| {
        settings.recovery.messages_per_identity = Limit::new(3, Span::from_hours(1));
        settings.recovery.delays_per_account = Limit::new(2, Span::from_days(7));
    })
    .await;
    let who = Applicant::chau();
    world.registers(&who).await;
    for language in Language::ALL {
        let mut visitor = Visitor::new(&world, language);
        visitor.opens("/quen-mat-khau").await;
        visitor.presses("recovery-start-button").await;
        visitor.forgets(&who).await;
        let wrong = world.wrong_recovery_code(&visitor.browser).await;
        for code in ["", "12", &wrong] {
            visitor.browser.fill("code", code);
            visitor.presses("code-page-confirm").await;
        }
        let code = world.code(&who).await;
        visitor.browser.fill("code", &code);
        visitor.presses("code-page-confirm").await;
        visitor.presses("recovery-second-code-button").await;
        let hours = [("hours", "24".into())];
        let wait =
            world.account.door.texts.say_with(language, "recovery-second-wait-button", &hours);
        let seen = visitor.browser.press(&wait).await.is_at("/cho").clone();
        visitor.pages.push(seen);
        let notice = world.messages(&who).await.pop().unwrap();
        world.advance(Span::from_hours(24));
        let ready = world.messages(&who).await.pop().unwrap();
        visitor.follows(&ready).await;
        visitor.presses("recovery-complete-button").await;
        visitor.browser.fill("password", "abc");
        visitor.presses("recovery-password-button").await;
        visitor.follows(&notice).await;
        visitor.presses("recovery-cancel-button").await;
        for _ in 0..4 {
            visitor.forgets(&Applicant::ha()).await;
            visitor.browser = world.browser();
        }
        visitor.finds_all_in_order(16);
        world.advance(Span::from_hours(1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_older_portals() {
    let world = World::with(sqlite().await, |settings| {
        settings.challenge.mode = Mode::Both;
        settings.registration.existence_message = ExistenceMessage::BeforeCode;
        settings.registration.accept_old_numbers = true;
        settings.limits.operator_per_number = Limit::new(1, Span::from_hours(1));
    })
    .await;
    for (number, language) in (1..).zip(Language::ALL) {
        let mut visitor = Visitor::new(&world, language);
        let who = world.invent(number);
        visitor.opens("/dang-ky/thue-bao-di-dong").await;
        visitor.presses("challenge-refresh").await;
        visitor.presses("registration-register").await;
        for (email, sees) in [("", "/ma-otp"), ("khac@example.vn", "/thue-bao-di-dong")] {
            visitor.opens("/dang-ky/thue-bao-di-dong").await;
            fill_in(&mut visitor.browser, &who);
            visitor.browser.fill("email", email);
            let token = visitor.browser.field("challenge-image").unwrap();
            let right = world.account.challenge.image().characters(&token).unwrap();
            visitor.browser.fill("challenge-answer", &right);
            visitor.presses("registration-register").await;
            visitor.browser.is_at(sees);
        }
        visitor.finds_all_in_order(7);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_wrong_has_a_page_too() {
    let world = ordinary().await;
    for language in Language::ALL {
        let mut visitor = Visitor::new(&world, language);
        let form = "/dang-ky/thue-bao-di-dong";
        visitor.opens("/khong-co").await;
        visitor.opens(&format!("/dang-ky/{}/ma-otp", "0".repeat(32))).await;
        visitor.opens("/dang-ky/x/ma-otp").await;
        visitor.opens("/xac-nhan-thu/x").await;
        visitor.sends(Method::DELETE, form, "").await;
        visitor.sends(Method::POST, form, "a=1&a=2").await;
        visitor.sends(Method::POST, form, &"a".repeat(100_000)).await;
        visitor.sends(Method::GET, "/%", "").await;
        let old = visitor.browser.tab().without_fetch_metadata();
        let path = format!("/{}{form}", language.code());
        let mut foreign = old.draft(&Method::POST, &path, "");
        foreign.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
        visitor.pages.push(old.exchange(foreign).await);
        world.change("ALTER TABLE registration RENAME TO mislaid").await;
        visitor.opens(&format!("/dang-ky/{}/ma-otp", "0".repeat(32))).await;
        visitor.browser.answers(500);
        world.change("ALTER TABLE mislaid RENAME TO registration").await;
        visitor.finds_all_in_order(10);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_and_those_who_sign_in_to_them() {
    let party = Party::on(sqlite().await).await;
    for language in Language::ALL {
        let mut visitor = Visitor::before(&party.world, language, party.signed_in().await);
        visitor.opens("/dong-y").await;
        for wrong in [
            "client_id=nobody",
            "client_id=portal",
            "request_uri=urn:ietf:params:oauth:request_uri:x",
        ] {
            let path = format!("/oauth2/authorize?{wrong}&ui_locales={}", language.code());
            let seen = visitor.browser.get(&path).await.clone();
            if language == Language::Vi {
                visitor.pages.push(seen);
            }
        }
        let asks = asking("partner").with("prompt", "consent").with("ui_locales", language.code());
        let path = format!("/oauth2/authorize?{}", asks.encoded());
        let seen = visitor.browser.get(&path).await.clone();
        visitor.pages.push(seen);
        let agree = visitor.browser.sending(&visitor.say("openid-ask-agree"));
        let seen = visitor.browser.tab().send(agree.without("form-token")).await.clone();
        visitor.pages.push(seen);
        visitor.browser.press(&visitor.say("openid-ask-agree")).await;
        visitor.opens("/dong-y").await;
        visitor.opens("/ket-thuc-phien?client_id=portal").await;
        visitor.opens("/ket-thuc-phien?client_id=nobody").await;
        visitor.opens("/ket-thuc-phien").await;
        visitor.presses("openid-logout-confirm").await;
        visitor.browser.is_at("/da-dang-xuat");
        visitor.finds_all_in_order(8);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_account() {
    let world = ordinary().await;
    for (number, language) in (1..).zip(Language::ALL) {
        let who = world.invent(number);
        world.registers(&who).await;
        let mut visitor = Visitor::before(&world, language, world.signs_in(&who).await);
        for page in
            ["", "/thiet-bi", "/thiet-bi/x", "/lich-su", "/mat-khau", "/du-lieu", "/ma-khoi-phuc"]
        {
            visitor.opens(&format!("/tai-khoan{page}")).await;
        }
        visitor.presses("profile-codes-button").await;
        visitor.presses("profile-new-codes-kept").await;
        visitor.opens("/tai-khoan/dong").await;
        visitor.presses("profile-close-button").await;
        visitor.opens("/tai-khoan/thu-dien-tu").await;
        visitor.presses("profile-mail-button").await;
        world.advance(Span::from_minutes(6));
        visitor.presses("profile-mail-button").await;
        visitor.presses("login-again-go-on").await;
        visitor.finds_all_in_order(12);
    }
}
