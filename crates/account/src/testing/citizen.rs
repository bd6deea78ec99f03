//! A citizen before a browser, with a handset beside it.

use super::World;
use crate::login::steps::LoginId;
use crate::registration::steps::RegistrationId;
use aws_lc_rs::digest;
use credentials::one_time_code::{self, Minted};
use sandbox::people::{Person, seed};
use web::testing::Browser;

/// The form of registration.
pub(crate) const FORM: &str = "/vi/dang-ky/thue-bao-di-dong";

/// The form of signing in.
pub(crate) const LOGIN: &str = "/vi/dang-nhap";

/// A password nobody objects to.
pub(crate) const PASSWORD: &str = "Gốc bàng-Mưa rào.41";

/// What a person types about themselves.
#[derive(Debug, Clone)]
pub(crate) struct Applicant {
    pub(crate) identity: String,
    pub(crate) name: String,
    pub(crate) birth_date: String,
    pub(crate) phone: String,
    pub(crate) email: String,
}

impl Applicant {
    /// Nguyễn Văn Bình, whom the operator knows as he writes himself.
    pub(crate) fn binh() -> Self {
        Self::typed(["Nguyễn Văn Bình", "15/03/1988", "051088001234", "0828 000 088"])
    }

    /// Trần Thị Thu Hà, likewise.
    pub(crate) fn ha() -> Self {
        Self::typed(["Trần Thị Thu Hà", "02/07/1995", "051195002345", "0912 000 195"])
    }

    /// Nguyễn Thị Mai, whom the operator writes without accents.
    pub(crate) fn mai() -> Self {
        Self::typed(["Nguyễn Thị Mai", "12/04/1990", "051190004567", "0905 000 190"])
    }

    /// Lê Quang Vinh, whom the operator still knows by his old number of nine digits.
    pub(crate) fn vinh() -> Self {
        Self::typed(["Lê Quang Vinh", "30/12/1972", "212345672", "0868 000 072"])
    }

    /// Hồ Minh Châu, whose SIM was changed yesterday.
    pub(crate) fn chau() -> Self {
        Self::typed(["Hồ Minh Châu", "19/05/1999", "051199007890", "0765 000 199"])
    }

    /// An elder whose SIM is registered in her daughter's name.
    pub(crate) fn lanh() -> Self {
        let seed::Elder { name, citizen_number, .. } = seed::ELDER;
        Self::typed([name, "10/02/1948", citizen_number, "0935 000 179"])
    }

    fn typed([name, birth_date, identity, phone]: [&str; 4]) -> Self {
        Self {
            identity: identity.into(),
            name: name.into(),
            birth_date: birth_date.into(),
            phone: phone.into(),
            email: String::new(),
        }
    }

    /// The same person with a mail address.
    pub(crate) fn with_email(self, email: &str) -> Self {
        Self { email: email.into(), ..self }
    }

    /// The number as the outside world writes it.
    pub(crate) fn e164(&self) -> String {
        civic::PhoneNumber::parse(&self.phone).unwrap().e164()
    }

    /// The number as the registration page shows it.
    pub(crate) fn masked(&self) -> String {
        civic::PhoneNumber::parse(&self.phone).unwrap().masked_for_registration()
    }

    /// The fields of the form with what is typed into them.
    pub(crate) fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("identity", &self.identity),
            ("name", &self.name),
            ("birth-date", &self.birth_date),
            ("phone", &self.phone),
            ("email", &self.email),
        ]
    }
}

impl World {
    /// One more person whom the operator knows; each number is another one.
    pub(crate) fn invent(&self, number: u32) -> Applicant {
        let names = ["An", "Bảo", "Chi", "Dũng", "Giang", "Hạnh", "Khánh", "Lan", "Minh", "Nga"];
        let name = |place: u32| names[(number / place % 10) as usize];
        let name = format!("Đặng {} {} {}", name(100), name(10), name(1));
        let (identity, phone) = (format!("051088{number:06}"), format!("090300{number:04}"));
        let person = Applicant::typed([&name, "05/03/1988", &identity, &phone]);
        self.operator_knows(&person, "1988-03-05");
        person
    }

    /// The operator enters a subscriber.
    pub(crate) fn operator_knows(&self, person: &Applicant, birth_date: &str) {
        let person = Person {
            name: person.name.clone(),
            birth_date: birth_date.into(),
            citizen_number: person.identity.clone(),
            phone: person.e164(),
            email: None,
            sim_changed_at: None,
        };
        self.sandbox.world.people().add(person).unwrap();
    }

    /// Somebody has a new subscription; the old one passed on to a stranger.
    pub(crate) fn changes_number(&self, old: &Applicant, new: &Applicant, birth_date: &str) {
        {
            let mut people = self.sandbox.world.people();
            let mut stranger = people.holder_of(&old.e164()).unwrap().clone();
            stranger.name = "Đinh Văn Lạ".into();
            stranger.citizen_number = format!("0510{}", &old.phone.replace(' ', "")[2..]);
            people.change(stranger).unwrap();
        }
        self.operator_knows(new, birth_date);
    }

    /// The form, filled in by this person in a new browser.
    pub(crate) async fn form(&self, who: &Applicant) -> Browser {
        let mut browser = self.browser();
        browser.get(FORM).await;
        fill_in(&mut browser, who);
        browser
    }

    /// The form, filled in and sent.
    pub(crate) async fn applies(&self, who: &Applicant) -> Browser {
        let mut browser = self.form(who).await;
        browser.press(&self.t("registration-register")).await;
        browser
    }

    /// The person up to the page where a password is chosen.
    pub(crate) async fn proves(&self, who: &Applicant) -> Browser {
        let mut browser = self.applies(who).await;
        let code = self.code(who).await;
        self.enter(&mut browser, &code).await;
        browser
    }

    /// The person up to the end.
    pub(crate) async fn registers(&self, who: &Applicant) -> Browser {
        let mut browser = self.proves(who).await;
        browser.is_at("/mat-khau");
        self.choose(&mut browser, PASSWORD).await;
        browser.is_at("/hoan-tat");
        browser
    }

    /// The form of signing in, filled in and sent.
    pub(crate) async fn logs_in(&self, browser: &mut Browser, who: &Applicant, password: &str) {
        browser.get(LOGIN).await;
        browser.fill("identity", &who.identity).fill("password", password);
        solve(browser);
        browser.press(&self.t("login-sign-in")).await;
    }

    /// Enters a code of a sign-in and confirms.
    pub(crate) async fn enters_code(&self, browser: &mut Browser, code: &str) {
        browser.fill("code", code);
        browser.press(&self.t("code-page-confirm")).await;
    }

    /// The latest code of the sign-in a browser is in, for a purpose.
    pub(crate) async fn latest_code(&self, browser: &Browser, purpose: &str) -> String {
        self.latest_code_of(&browser.path, purpose).await
    }

    /// The latest code of the sign-in of this path.
    pub(crate) async fn latest_code_of(&self, path: &str, purpose: &str) -> String {
        let part = path.split('/').nth(3).unwrap_or_default();
        let holder: LoginId = part.parse().unwrap_or_else(|_| panic!("no sign-in at {path}"));
        let reader = self.account.store.reader();
        let latest = one_time_code::latest(reader, holder.0, purpose).await.unwrap().unwrap();
        let digits = self.account.settings.one_time_code.digits;
        self.account.code_key.derive(latest.id, latest.mint, digits).reveal().to_owned()
    }

    /// A code that is not this one.
    pub(crate) fn other_code(&self, right: &str) -> String {
        format!("{:06}", (right.parse::<u32>().unwrap() + 1) % 1_000_000)
    }

    /// The person up to being signed in.
    pub(crate) async fn signs_in(&self, who: &Applicant) -> Browser {
        let mut browser = self.browser();
        self.logs_in(&mut browser, who, PASSWORD).await;
        // Neither the code nor a notice may come between later messages.
        self.settled().await;
        let code = self.latest_code(&browser, "login.sms").await;
        self.enters_code(&mut browser, &code).await;
        browser.is_at("/tai-khoan");
        self.settled().await;
        browser
    }

    /// Enters a code and confirms.
    pub(crate) async fn enter(&self, browser: &mut Browser, code: &str) {
        browser.fill("code", code);
        browser.press(&self.t("code-page-confirm")).await;
    }

    /// Chooses a password, typed twice.
    pub(crate) async fn choose(&self, browser: &mut Browser, password: &str) {
        browser.fill("password", password).fill("repeated", password);
        browser.press(&self.t("registration-register")).await;
    }

    /// Presses *Gửi lại OTP*.
    pub(crate) async fn resend(&self, browser: &mut Browser) {
        browser.press(&self.t("code-page-resend")).await;
    }

    /// The messages on a person's handset, once none is under way.
    pub(crate) async fn messages(&self, who: &Applicant) -> Vec<String> {
        self.settled().await;
        let lying = self.sandbox.world.handsets().at(&who.e164());
        lying.into_iter().map(|message| message.text).collect()
    }

    /// The code in the latest message that carries one: a notice may overtake it.
    pub(crate) async fn code(&self, who: &Applicant) -> String {
        let messages = self.messages(who).await;
        let code = messages.iter().rev().find_map(|message| message.rsplit_once('#'));
        code.unwrap_or_else(|| panic!("no code for {}", who.name)).1.to_owned()
    }

    /// A code that is not the latest one.
    pub(crate) async fn wrong_code(&self, browser: &Browser) -> String {
        let right = self.derived_code(browser).await;
        format!("{:06}", (right.parse::<u32>().unwrap() + 1) % 1_000_000)
    }

    /// The latest code of the registration a browser is in, without looking at the handset.
    pub(crate) async fn derived_code(&self, browser: &Browser) -> String {
        let latest = self.minted(browser).await;
        let digits = self.account.settings.one_time_code.digits;
        self.account.code_key.derive(latest.id, latest.mint, digits).reveal().to_owned()
    }

    /// The row of the latest code of the registration a browser is in.
    pub(crate) async fn minted(&self, browser: &Browser) -> Minted {
        let holder = registration_of(browser);
        let latest = one_time_code::latest(self.account.store.reader(), holder.0, "registration");
        latest.await.unwrap().unwrap()
    }
}

/// Types everything and lets the worker solve its puzzle.
pub(crate) fn fill_in(browser: &mut Browser, who: &Applicant) {
    for (name, value) in who.fields() {
        browser.fill(name, value);
    }
    solve(browser);
}

/// Solves the puzzle of the form, as the worker in the browser does.
pub(crate) fn solve(browser: &mut Browser) {
    let Some(token) = browser.field("challenge-token") else { return };
    let bits = browser.attribute("[data-challenge]", "data-bits").unwrap();
    let zeros = bits.parse::<u32>().unwrap() - 3;
    let nonce = |part: usize| {
        let solves = |nonce: &u32| {
            let text = format!("{token}:{part}:{nonce:x}");
            let hash = digest::digest(&digest::SHA256, text.as_bytes());
            u32::from_be_bytes(*hash.as_ref().first_chunk().unwrap()).leading_zeros() >= zeros
        };
        format!("{:x}", (0..).find(solves).unwrap())
    };
    let solution = (0..8).map(nonce).collect::<Vec<_>>().join(".");
    browser.fill("challenge-solution", &solution);
}

/// The registration a browser is in, by its path.
pub(crate) fn registration_of(browser: &Browser) -> RegistrationId {
    let part = browser.path.split('/').nth(3).unwrap_or_default();
    part.parse().unwrap_or_else(|_| panic!("no registration at {}", browser.path))
}
