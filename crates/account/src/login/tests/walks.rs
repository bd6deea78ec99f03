//! Random walks over every endpoint in every state, with right, wrong, empty and foreign bodies,
//! back, restarts, two tabs and leaps of the clock. A session begins only in the move that used up a
//! proof, after a right password, in the browser that gave both; a stranger is never signed in.

use crate::login::steps::LoginId;
use crate::testing::{Applicant, Dice, LOGIN, PASSWORD, World, solve};
use credentials::limit::Limit;
use credentials::one_time_code;
use ground::Span;
use std::fmt;
use store::Store;
use web::testing::{Browser, Sending};

const WALKS: u64 = 16;
const STEPS: usize = 40;

/// What a form carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    Right,
    Wrong,
    Empty,
    WithoutToken,
    ByStranger,
}

#[derive(Debug, Clone, Copy)]
enum Move {
    Start(Sent),
    Choose(&'static str, Sent),
    Code(&'static str, Sent),
    Recovery(Sent),
    Resend(Sent),
    SignOut(Sent),
    Look(&'static str),
    Wait(i64),
    Restart,
    Sweep,
}

fn draw(dice: &mut Dice) -> Move {
    use Sent::{ByStranger, Empty, Right, WithoutToken, Wrong};
    let sent = dice.one_of(&[Right, Right, Right, Wrong, Empty, WithoutToken, ByStranger]);
    match dice.below(14) {
        0..=2 => Move::Start(sent),
        3 | 4 => Move::Choose(dice.one_of(&["sms", "mail", "recovery", "finished", ""]), sent),
        5..=7 => Move::Code(dice.one_of(&["login.sms", "login.sms", "login.mail"]), sent),
        8 => Move::Recovery(sent),
        9 => Move::Resend(sent),
        10 => Move::SignOut(sent),
        11 => Move::Look(dice.one_of(&["ma-otp", "phuong-thuc", "ma-khoi-phuc", "tin-nhan"])),
        12 => Move::Wait(dice.one_of(&[5, 61, 130, 400, 900])),
        _ => dice.one_of(&[Move::Restart, Move::Sweep]),
    }
}

/// What stands in the tables.
#[derive(Debug, PartialEq, Eq)]
struct Facts {
    passwords: i64,
    proofs: i64,
    begun: i64,
    sessions: i64,
}

struct Walk<'a> {
    world: &'a mut World,
    who: Applicant,
    recovery: Vec<String>,
    browser: Browser,
    stranger: Browser,
    id: Option<LoginId>,
    told: Vec<String>,
}

impl fmt::Display for Walk<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.told.join("\n"))
    }
}

impl Walk<'_> {
    async fn facts(&self) -> Facts {
        let noted = |event| format!("SELECT COUNT(*) FROM journal WHERE event = '{event}'");
        let codes = "SELECT COUNT(*) FROM one_time_code \
                     WHERE purpose LIKE 'login.%' AND used_at IS NOT NULL";
        let recovery = "SELECT COUNT(*) FROM recovery_code WHERE used_at IS NOT NULL";
        Facts {
            passwords: self.world.number(&noted("login.password_proved")).await,
            proofs: self.world.number(codes).await + self.world.number(recovery).await,
            begun: self.world.number(&noted("session.begun")).await,
            sessions: self.world.rows("session").await,
        }
    }

    async fn makes(&mut self, next: Move) {
        self.told.push(format!("{next:?}"));
        let before = self.facts().await;
        self.acts(next).await;
        let after = self.facts().await;
        let begun = after.begun - before.begun;
        // Codes are swept away; no proof comes back by that.
        let used = (after.proofs - before.proofs).max(0);
        assert_eq!(begun, used, "a session for each proof, a proof for each session\n{self}");
        let may_begin = matches!(next, Move::Code(_, Sent::Right) | Move::Recovery(Sent::Right));
        assert!(begun == 0 || may_begin && begun == 1, "{begun} begun\n{self}");
        assert!(begun == 0 || before.passwords > 0, "no password was shown\n{self}");
        let proves = matches!(next, Move::Start(Sent::Right));
        assert!(after.passwords - before.passwords <= i64::from(proves), "{self}");
        assert!(after.sessions <= before.sessions + begun, "{self}");
        let is_in = |browser: &Browser| browser.path.ends_with("/tai-khoan");
        let (mut own, mut other) = (self.browser.tab(), self.stranger.tab());
        own.get("/vi/tai-khoan").await;
        other.get("/vi/tai-khoan").await;
        assert!(!is_in(&other), "a stranger is signed in\n{self}");
        assert!(
            !is_in(&own) || after.sessions > 0 && after.begun > 0,
            "signed in on nothing\n{self}"
        );
    }

    async fn acts(&mut self, next: Move) {
        match next {
            Move::Start(sent) => self.starts(sent).await,
            Move::Choose(way, sent) => self.sends(sent, "phuong-thuc", &[("way", way)]).await,
            Move::Code(purpose, sent) => {
                let code = self.code(purpose, sent).await;
                self.sends(sent, "ma-otp", &[("code", &code)]).await;
            }
            Move::Recovery(sent) => {
                let code = match sent {
                    Sent::Wrong => "0000-0000-0000-0000-0000-0000".to_owned(),
                    _ => self.recovery.last().cloned().unwrap_or_default(),
                };
                let proofs = self.facts().await.proofs;
                self.sends(sent, "ma-khoi-phuc", &[("recovery-code", &code)]).await;
                if self.facts().await.proofs > proofs {
                    self.recovery.pop();
                }
            }
            Move::Resend(sent) => self.sends(sent, "gui-lai-otp", &[]).await,
            Move::SignOut(sent) => self.posts(sent, "/vi/dang-xuat", &[]).await,
            Move::Look(page) => {
                let path = self.path(page);
                self.browser.get(&path).await;
                self.stranger.get(&path).await;
            }
            Move::Wait(seconds) => self.world.advance(Span::from_seconds(seconds)),
            Move::Restart => {
                self.world.restart();
                self.browser = self.world.browser_like(&self.browser);
                self.stranger = self.world.browser_like(&self.stranger);
            }
            Move::Sweep => self.world.account.sweep().await.unwrap(),
        }
    }

    fn path(&self, page: &str) -> String {
        let id = self.id.map_or_else(|| "0".repeat(32), |id| id.to_string());
        format!("{LOGIN}/{id}/{page}")
    }

    /// The right code of a way, whether or not that way is the present one.
    async fn code(&self, purpose: &str, sent: Sent) -> String {
        let account = &self.world.account;
        let holder = self.id.map(|id| id.0).unwrap_or_default();
        let latest = one_time_code::latest(account.store.reader(), holder, purpose).await.unwrap();
        let digits = account.settings.one_time_code.digits;
        let right = latest.map_or_else(
            || "123456".to_owned(),
            |code| account.code_key.derive(code.id, code.mint, digits).reveal().to_owned(),
        );
        if sent == Sent::Wrong { self.world.other_code(&right) } else { right }
    }

    async fn starts(&mut self, sent: Sent) {
        let mut tab = self.browser.tab();
        let form = format!("{LOGIN}?tiep=");
        tab.get(&form).await;
        let password = if sent == Sent::Wrong { "Nhầm mất rồi.17" } else { PASSWORD };
        tab.fill("identity", &self.who.identity).fill("password", password);
        solve(&mut tab);
        let right = tab.sending(&self.world.t("login-sign-in"));
        match sent {
            Sent::Right | Sent::Wrong => tab.send(right).await,
            Sent::Empty => tab.send(Sending { fields: Vec::new(), ..right }).await,
            Sent::WithoutToken => tab.send(right.without("form-token")).await,
            Sent::ByStranger => self.stranger.send(right).await,
        };
        let part = tab.path.split('/').nth(3).unwrap_or_default();
        if let Ok(id) = part.parse() {
            self.id = Some(id);
        }
    }

    async fn sends(&mut self, sent: Sent, page: &str, fields: &[(&str, &str)]) {
        let path = self.path(page);
        self.posts(sent, &path, fields).await;
    }

    /// Posts fields, whether or not a page offers such a form now.
    async fn posts(&mut self, sent: Sent, path: &str, fields: &[(&str, &str)]) {
        let mut sender = match sent {
            Sent::ByStranger => self.stranger.tab(),
            _ => self.browser.tab(),
        };
        sender.get(&format!("{LOGIN}?tiep=")).await;
        let token = sender.field("form-token").unwrap();
        let mut all = match sent {
            Sent::Empty => Vec::new(),
            _ => fields.to_vec(),
        };
        if sent != Sent::WithoutToken {
            all.push(("form-token", &token));
        }
        sender.post(path, &all).await;
    }
}

async fn random_walks(store: Store) {
    let plenty = Limit::new(10_000, Span::from_hours(1));
    let mut world = World::with(store, |settings| {
        let login = &mut settings.login;
        login.failures_elsewhere = plenty;
        (login.messages, login.messages_daily, login.wrong_codes) = (plenty, plenty, plenty);
        (login.failures_at_home, login.failures_in_a_row) = (10_000, 10_000);
        let limits = &mut settings.limits;
        (limits.operator_per_address, limits.messages_per_address) = (plenty, plenty);
        limits.messages_per_address_daily = plenty;
    })
    .await;
    let mut begun = 0;
    for seed in 0..WALKS {
        let mut dice = Dice::new(seed);
        let number = u32::try_from(seed).unwrap() + 1;
        let who = world.invent(number).with_email(&format!("walk{number}@example.vn"));
        let done = world.registers(&who).await;
        let is_code = |word: &&str| word.len() == 29 && word.matches('-').count() == 5;
        let recovery = done.text().split_whitespace().filter(is_code).map(str::to_owned).collect();
        world.change("UPDATE citizen SET email_confirmed_at = 1").await;
        let (browser, stranger) = (world.browser(), world.browser());
        let told = vec![format!("walk {seed}")];
        let world = &mut world;
        let mut walk = Walk { world, who, recovery, browser, stranger, id: None, told };
        let before = walk.facts().await.begun;
        for _ in 0..STEPS {
            walk.makes(draw(&mut dice)).await;
        }
        begun += walk.facts().await.begun - before;
        walk.world.advance(Span::from_minutes(40));
    }
    assert!(begun >= 5, "only {begun} sessions: the walks get nowhere");
}

store::on_both_engines!(never_without_evidence, random_walks);
