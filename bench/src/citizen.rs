//! A citizen who registers: fast, by plain HTTP, leaving out no step that a browser makes.
//!
//! One complete registration is, at the account service:
//!
//! 1. GET the form: visit cookie, form token, challenge;
//! 2. POST the form with the solved challenge: limits, the operator's answer over HTTP, the
//!    registration, the code's letter (sent by SMPP while the citizen goes on, its receipt taken);
//! 3. GET the page for the code, and once the state of the message, as the page's script does;
//! 4. POST the code read on the handset: tries, limits, redemption;
//! 5. GET the page for the password;
//! 6. POST the password: rule, screening, Argon2id, the account, its recovery codes;
//! 7. GET the last page.
//!
//! Styles and scripts are not fetched again and again: they are immutable and a browser keeps them.

use crate::wire::{Reply, Wire};
use crate::{Person, Site, Trouble, puzzle};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Where the form stands.
pub const FORM: &str = "/vi/dang-ky/thue-bao-di-dong";
/// Meets the guide's rule, and nothing in it is guessed first.
const PASSWORD: &str = "kT9#vQ2m";
/// What a browser sends with every request.
const BROWSER: &str = "accept: text/html,*/*;q=0.8\r\naccept-encoding: gzip, deflate, br\r\n\
    accept-language: vi,en;q=0.5\r\nuser-agent: Mozilla/5.0 (X11; Linux x86_64) bench\r\n";
/// How long a message is waited for.
const MESSAGE: Duration = Duration::from_secs(90);

/// A citizen before a browser of their own, with a telephone in hand.
#[derive(Debug)]
pub struct Citizen {
    /// Who they are.
    pub person: Person,
    account: Wire,
    sandbox: Wire,
    port: u16,
    cookies: BTreeMap<String, String>,
    kept: Option<Vec<(String, Reply)>>,
}

/// A form as it was shown: its tokens.
#[derive(Debug, Clone)]
pub struct Form {
    token: String,
    puzzle: String,
    bits: u32,
    image: String,
}

impl Citizen {
    /// A citizen of this site whom nobody knows yet.
    pub fn new(site: &Site, person: Person) -> Self {
        Self::at(site.account(), site.sandbox(), person)
    }

    /// A citizen before what answers at a port as the account service would.
    pub fn at(account: u16, sandbox: u16, person: Person) -> Self {
        let (port, account, sandbox) = (account, Wire::new(account), Wire::new(sandbox));
        Self { person, account, sandbox, port, cookies: BTreeMap::new(), kept: None }
    }

    /// Keeps every answer of the account service from now on.
    pub fn keep_answers(&mut self) {
        self.kept = Some(Vec::new());
    }

    /// What was kept: method, path, answer.
    pub fn kept_answers(&mut self) -> Vec<(String, Reply)> {
        self.kept.take().unwrap_or_default()
    }

    /// Takes out a subscription: from now on the operator knows them.
    ///
    /// # Errors
    /// The sandbox refuses.
    pub async fn subscribe(&mut self) -> Result<(), Trouble> {
        let posted = self.person.as_posted().to_string();
        let kind = "content-type: application/json\r\n";
        let reply = self.sandbox.exchange("POST", "/api/people", kind, &posted).await?;
        expect(&reply, &[201], "POST /api/people")
    }

    /// Registers from the form to the last page, where nothing goes wrong.
    ///
    /// # Errors
    /// The first step that went otherwise.
    pub async fn register(&mut self) -> Result<(), Trouble> {
        let form = self.open_form().await?;
        let started = self.post(FORM, &self.form_text(&form)).await?;
        let at = location(&started, "ma-otp")?;
        let page = self.get(&at).await?;
        expect(&page, &[200], "the page for the code")?;
        let state = self.get(&at.replace("ma-otp", "tin-nhan")).await?;
        expect(&state, &[200], "the state of the message")?;
        let code = self.read_code(0).await?;
        let confirmed = self.post(&at, &code_text(&token(&page)?, &code)).await?;
        let at = location(&confirmed, "mat-khau")?;
        let page = self.get(&at).await?;
        expect(&page, &[200], "the page for the password")?;
        let finished = self.post(&at, &self.password_text(&token(&page)?)).await?;
        let at = location(&finished, "hoan-tat")?;
        let page = self.get(&at).await?;
        expect(&page, &[200], "the last page")
    }

    /// Opens the form as a new visitor.
    ///
    /// # Errors
    /// It does not come.
    pub async fn open_form(&mut self) -> Result<Form, Trouble> {
        let page = self.get(FORM).await?;
        expect(&page, &[200], "the form")?;
        form_of(&page)
    }

    /// What is sent of a form: fields and solved challenge.
    pub fn form_text(&self, form: &Form) -> String {
        let person = &self.person;
        let solution = puzzle::solve(&form.puzzle, form.bits);
        fields(&[
            ("form-token", &form.token),
            ("identity", &person.identity),
            ("name", &person.name),
            ("birth-date", &person.born),
            ("phone", &person.phone),
            ("email", ""),
            ("challenge-token", &form.puzzle),
            ("challenge-solution", &solution),
            ("challenge-image", &form.image),
            ("challenge-answer", ""),
        ])
    }

    /// What is sent with a password, twice the same.
    pub fn password_text(&self, token: &str) -> String {
        fields(&[
            ("form-token", token),
            ("username", &self.person.identity),
            ("password", PASSWORD),
            ("repeated", PASSWORD),
        ])
    }

    /// Leaves the session behind, as who comes back another day; the browser is known all the same.
    pub fn come_back_later(&mut self) {
        self.cookies.retain(|name, _| !name.ends_with("session"));
    }

    /// What is sent of the form of signing in.
    pub fn sign_in_text(&self, form: &Form) -> String {
        fields(&[
            ("form-token", &form.token),
            ("identity", &self.person.identity),
            ("password", PASSWORD),
            ("challenge-token", &form.puzzle),
            ("challenge-solution", &puzzle::solve(&form.puzzle, form.bits)),
            ("challenge-image", &form.image),
            ("challenge-answer", ""),
        ])
    }

    /// Sends what a client sends by itself, without a browser.
    ///
    /// # Errors
    /// Nobody answers.
    pub async fn call(
        &mut self,
        (method, path): (&str, &str),
        headers: &str,
        body: &str,
    ) -> Result<Reply, Trouble> {
        let kind = "content-type: application/x-www-form-urlencoded\r\n";
        let reply = self.account.exchange(method, path, &format!("{kind}{headers}"), body).await?;
        self.keep(format!("{method} {path}"), &reply);
        Ok(reply)
    }

    /// Waits until more than `seen` messages lie on the handset and reads the code of the last.
    ///
    /// # Errors
    /// None comes.
    pub async fn read_code(&mut self, seen: usize) -> Result<String, Trouble> {
        let until = Instant::now() + MESSAGE;
        let mut pause = Duration::from_millis(5);
        while Instant::now() < until {
            let texts = self.messages().await?;
            if let Some(code) =
                texts.get(seen..).and_then(<[_]>::last).and_then(|text| code_in(text))
            {
                return Ok(code);
            }
            sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(200));
        }
        Err(Trouble::Wrong(format!("no message came to {}", self.person.phone)))
    }

    /// The texts on the handset, newest last.
    ///
    /// # Errors
    /// The sandbox does not answer.
    pub async fn messages(&mut self) -> Result<Vec<String>, Trouble> {
        let phone = self.person.phone.replace('+', "%2B");
        let reply = self.sandbox.get(&format!("/api/handsets/{phone}/messages"), "").await?;
        let list: Vec<serde_json::Value> = serde_json::from_slice(&reply.body)
            .map_err(|error| Trouble::Wrong(format!("the handset: {error}")))?;
        Ok(list.iter().filter_map(|one| one["text"].as_str().map(str::to_owned)).collect())
    }

    /// Fetches a page of the account service.
    ///
    /// # Errors
    /// Nobody answers.
    pub async fn get(&mut self, path: &str) -> Result<Reply, Trouble> {
        let headers = format!("{BROWSER}{}sec-fetch-site: same-origin\r\n", self.cookie_line());
        let reply = self.account.get(path, &headers).await?;
        self.keep(format!("GET {path}"), &reply);
        Ok(reply)
    }

    /// Sends a form to the account service.
    ///
    /// # Errors
    /// Nobody answers.
    pub async fn post(&mut self, path: &str, body: &str) -> Result<Reply, Trouble> {
        let headers = format!(
            "{BROWSER}{}origin: http://localhost:{}\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\n",
            self.cookie_line(),
            self.port
        );
        let reply = self.account.exchange("POST", path, &headers, body).await?;
        self.keep(format!("POST {path}"), &reply);
        Ok(reply)
    }

    fn cookie_line(&self) -> String {
        let all = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        match all.collect::<Vec<_>>().join("; ").as_str() {
            "" => String::new(),
            cookies => format!("cookie: {cookies}\r\n"),
        }
    }

    fn keep(&mut self, asked: String, reply: &Reply) {
        if let Some(kept) = &mut self.kept {
            kept.push((asked, reply.clone()));
        }
        for (_, set) in reply.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let set = set.split(';').next().unwrap_or_default();
            if let Some((name, value)) = set.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// The tokens of a form page.
///
/// # Errors
/// The page holds no such form.
pub fn form_of(page: &Reply) -> Result<Form, Trouble> {
    let html = page.text()?;
    let value = |mark: &str| {
        between(&html, mark, "\"").ok_or_else(|| Trouble::Wrong(format!("no {mark} in the form")))
    };
    Ok(Form {
        token: value("name=\"form-token\" value=\"")?,
        puzzle: value("data-token=\"")?,
        bits: value("data-bits=\"")?.parse().unwrap_or(0),
        image: value("name=\"challenge-image\" value=\"")?,
    })
}

/// The form token of a page.
///
/// # Errors
/// It has none.
pub fn token(page: &Reply) -> Result<String, Trouble> {
    between(&page.text()?, "name=\"form-token\" value=\"", "\"")
        .ok_or_else(|| Trouble::Wrong("a page without a form token".into()))
}

/// What is sent with a code.
pub fn code_text(token: &str, code: &str) -> String {
    fields(&[("form-token", token), ("code", code)])
}

/// The code in a message: its first six figures in a row.
pub fn code_in(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6).map(str::to_owned)
}

/// Where an answer leads, if it leads to the page with this name.
///
/// # Errors
/// It leads elsewhere or nowhere.
pub fn location(reply: &Reply, page: &str) -> Result<String, Trouble> {
    let at = reply.header("location");
    if reply.status == 303 && at.ends_with(page) {
        return Ok(at.to_owned());
    }
    Err(Trouble::Wrong(format!("not led to {page}: {} {at}", reply.status)))
}

/// Whether an answer has one of these statuses.
///
/// # Errors
/// It has not.
pub fn expect(reply: &Reply, statuses: &[u16], what: &str) -> Result<(), Trouble> {
    match statuses.contains(&reply.status) {
        true => Ok(()),
        false => Err(Trouble::Wrong(format!("{what}: {}", reply.status))),
    }
}

fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inner, _)| inner.to_owned())
}

pub(crate) fn fields(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
