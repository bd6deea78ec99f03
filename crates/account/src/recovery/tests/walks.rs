//! Random walks over every endpoint in every state, with right, wrong, empty and foreign bodies,
//! restarts and leaps of the clock. Whatever is sent, a recovery moves only by the one right step,
//! and a password is new only after a redeemed code and a second proof (Keycloak CVE-2026-18963:
//! a reset that could be talked past its proofs).

use super::{FORM, NEW_PASSWORD, RecoveryId, recovery_of};
use crate::testing::{Applicant, Dice, World, solve};
use credentials::limit::Limit;
use credentials::one_time_code::{self, Minted};
use ground::{Moment, Span};
use std::fmt;
use store::Store;
use web::testing::{Browser, Sending};

const WALKS: u64 = 16;
const STEPS: usize = 45;

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
    Code(Sent),
    Resend(Sent),
    AskAgain(Sent),
    RecoveryCode(Sent),
    Delay(Sent),
    Complete(Sent),
    Cancel(Sent),
    Password(Sent),
    Look(&'static str),
    Wait(i64),
    Restart,
    Sweep,
}

fn draw(dice: &mut Dice) -> Move {
    use Sent::{ByStranger, Empty, Right, WithoutToken, Wrong};
    let sent = dice.one_of(&[Right, Right, Right, Wrong, Empty, WithoutToken, ByStranger]);
    match dice.below(18) {
        0 | 1 => Move::Start(sent),
        2..=4 => Move::Code(sent),
        5 => Move::Resend(sent),
        6 => Move::AskAgain(sent),
        7 => Move::RecoveryCode(sent),
        8 | 9 => Move::Delay(sent),
        10 | 11 => Move::Complete(sent),
        12 => dice.one_of(&[Move::Cancel(sent), Move::AskAgain(sent), Move::Resend(sent)]),
        13 | 14 => Move::Password(sent),
        15 => Move::Look(dice.one_of(&["ma-otp", "xac-minh", "cho", "mat-khau", "hoan-tat"])),
        16 => Move::Wait(dice.one_of(&[61, 130, 400, 86_400])),
        _ => dice.one_of(&[Move::Restart, Move::Sweep]),
    }
}

/// One recovery of one person, and what has been seen of it.
struct Walk<'a> {
    world: &'a mut World,
    who: Applicant,
    /// Whether the operator vouches for the SIM.
    is_vouched: bool,
    recovery_code: Option<String>,
    browser: Browser,
    stranger: Browser,
    id: Option<RecoveryId>,
    /// From when on the delay is over, once it has begun.
    until: Option<Moment>,
    /// Whether the proof was the delay: then its link serves again.
    by_delay: bool,
    told: Vec<String>,
}

/// What stands in the tables about it.
#[derive(Debug)]
struct Facts {
    at: String,
    code: Option<Minted>,
    expires_at: Moment,
    hash: String,
}

impl fmt::Display for Walk<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.told.join("\n"))
    }
}

impl Walk<'_> {
    async fn facts(&self) -> Facts {
        let hash = self.world.texts("SELECT hash FROM password ORDER BY set_at DESC").await;
        let hash = hash.join(" ");
        let Some(id) = self.id else {
            let expires_at = Moment::from_unix_ms(0);
            return Facts { at: "nothing".into(), code: None, expires_at, hash };
        };
        let reader = self.world.account.store.reader();
        let code = one_time_code::latest(reader, id.0, "recovery").await.unwrap();
        let held = self.world.texts("SELECT state FROM recovery").await;
        let expires = self.world.numbers("SELECT expires_at FROM recovery").await;
        let at = held.first().cloned().unwrap_or_else(|| "gone".into());
        let expires_at = Moment::from_unix_ms(expires.first().copied().unwrap_or_default());
        Facts { at, code, expires_at, hash }
    }

    async fn makes(&mut self, next: Move) {
        self.told.push(format!("{next:?}"));
        let before = self.facts().await;
        let may = self.may_follow(next, &before);
        self.acts(next, &before).await;
        let after = self.facts().await;
        assert_eq!(after.at, may, "after\n{self}");
        let finishes = before.at != "finished" && after.at == "finished";
        assert_eq!(before.hash != after.hash, finishes, "the password after\n{self}");
        if ["phone_confirmed", "delayed", "proved", "finished"].contains(&after.at.as_str()) {
            let used = after.code.and_then(|code| code.used_at);
            assert!(used.is_some(), "no code was redeemed\n{self}");
        }
        self.remembers(next, &before.at, &after.at);
    }

    /// The only state that may follow.
    fn may_follow(&self, next: Move, before: &Facts) -> String {
        use Sent::{ByStranger, Right};
        let now = self.world.now();
        let settings = crate::code_page::longer(&self.world.account);
        let is_live = before.code.is_some_and(|code| code.is_live(now, &settings));
        let is_over = now >= before.expires_at;
        let is_due = self.until.is_some_and(|until| now >= until);
        let may = match (before.at.as_str(), next) {
            ("nothing", Move::Start(Right)) => "code_sent",
            ("nothing", _) => "nothing",
            (_, Move::Sweep) if before.expires_at < now.minus(Span::from_minutes(1)) => "gone",
            (at, _) if is_over => at,
            ("code_sent", Move::Code(Right)) if is_live && self.is_vouched => "proved",
            ("code_sent", Move::Code(Right)) if is_live => "phone_confirmed",
            ("phone_confirmed", Move::RecoveryCode(Right)) if self.recovery_code.is_some() => {
                "proved"
            }
            // Its form has nothing in it that could be wrong.
            ("phone_confirmed", Move::Delay(Right | Sent::Wrong)) => "delayed",
            ("delayed", Move::Complete(Right | ByStranger)) if is_due => "proved",
            ("delayed" | "proved", Move::Cancel(Right | ByStranger)) => "cancelled",
            ("proved", Move::Password(Right)) => "finished",
            (at, _) => at,
        };
        may.to_owned()
    }

    /// What the walker knows from now on.
    fn remembers(&mut self, next: Move, before: &str, after: &str) {
        let delay = self.world.account.settings.recovery.delay;
        match (next, before, after) {
            (Move::Delay(_), "phone_confirmed", "delayed") => {
                self.until = Some(self.world.now().plus(delay));
            }
            (Move::RecoveryCode(_), "phone_confirmed", "proved") => self.recovery_code = None,
            (Move::Complete(_), "delayed", "proved") => self.by_delay = true,
            _ => {}
        }
        // Whoever opens the link goes on with it.
        let handed = matches!(next, Move::Complete(Sent::ByStranger));
        if handed && self.by_delay && after == "proved" {
            std::mem::swap(&mut self.browser, &mut self.stranger);
        }
    }

    async fn acts(&mut self, next: Move, before: &Facts) {
        match next {
            Move::Start(sent) => self.starts(sent).await,
            Move::Code(sent) => {
                let right: u32 = before.code.map_or(7, |code| {
                    let key = &self.world.account.code_key;
                    key.derive(code.id, code.mint, 8).reveal().parse().unwrap()
                });
                let code = (right + u32::from(sent == Sent::Wrong)) % 100_000_000;
                self.sends(sent, "ma-otp", &[("code", &format!("{code:08}"))]).await;
            }
            Move::Resend(sent) => self.sends(sent, "gui-lai-otp", &[]).await,
            Move::AskAgain(sent) => self.sends(sent, "xac-minh", &[]).await,
            Move::RecoveryCode(sent) => {
                let right = self.recovery_code.clone().filter(|_| sent != Sent::Wrong);
                let code = right.unwrap_or_else(|| "7K3M-9QXT-4D2F-8HJN-5RWB-6VYC".into());
                self.sends(sent, "ma-khoi-phuc", &[("recovery-code", &code)]).await;
            }
            Move::Delay(sent) => {
                self.sends(sent, "cho", &[]).await;
                // The day counts from when somebody was told.
                self.world.settled().await;
            }
            Move::Complete(sent) => self.follows(sent, "dat-lai", "huy").await,
            Move::Cancel(sent) => self.follows(sent, "huy-dat-lai", "dat-lai").await,
            Move::Password(sent) => {
                let password = if sent == Sent::Wrong { "Ab1!" } else { NEW_PASSWORD };
                let fields = [("password", password), ("repeated", password)];
                self.sends(sent, "mat-khau", &fields).await;
            }
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
        format!("{FORM}/{id}/{page}")
    }

    async fn starts(&mut self, sent: Sent) {
        if self.id.is_some() {
            return;
        }
        self.browser.get(FORM).await;
        self.browser.fill("identity", &self.who.identity);
        solve(&mut self.browser);
        let right = self.browser.sending(&self.world.t("recovery-start-button"));
        let wrong = match sent {
            Sent::Right => right,
            Sent::Wrong => right.with("challenge-solution", "0.0.0.0.0.0.0.0"),
            Sent::Empty => Sending { fields: Vec::new(), ..right },
            Sent::WithoutToken => right.without("form-token"),
            Sent::ByStranger => {
                self.stranger.send(right).await;
                return;
            }
        };
        self.browser.send(wrong).await;
        if self.browser.path.ends_with("/ma-otp") {
            self.id = Some(recovery_of(&self.browser));
        }
    }

    /// Follows a link of a letter and presses its button; a wrong one names the other page.
    async fn follows(&mut self, sent: Sent, page: &str, other: &str) {
        let own = page.strip_suffix("-dat-lai").unwrap_or(page);
        let named = if sent == Sent::Wrong { other } else { own };
        let id = self.id.map(|id| id.to_string()).unwrap_or_default();
        let link = self.world.account.links.sealed(&format!("{named}-{id}"));
        self.posts(sent, &format!("/vi/{page}/{link}"), &[]).await;
    }

    async fn sends(&mut self, sent: Sent, page: &str, fields: &[(&str, &str)]) {
        let path = self.path(page);
        self.posts(sent, &path, fields).await;
    }

    async fn posts(&mut self, sent: Sent, path: &str, fields: &[(&str, &str)]) {
        let mut sender = match sent {
            Sent::ByStranger => self.stranger.tab(),
            _ => self.browser.tab(),
        };
        sender.get(FORM).await;
        let token = sender.field("form-token").unwrap();
        let mut all = if sent == Sent::Empty { Vec::new() } else { fields.to_vec() };
        if !matches!(sent, Sent::WithoutToken | Sent::Empty) {
            all.push(("form-token", &token));
        }
        sender.post(path, &all).await;
    }
}

async fn random_walks(store: Store) {
    let mut world = World::with(store, |settings| {
        let much = Limit::new(100_000, Span::from_hours(1));
        let limits = &mut settings.limits;
        (limits.operator_per_address, limits.operator_per_number) = (much, much);
        limits.operator_per_identity = much;
        (limits.messages_per_address, limits.messages_per_address_daily) = (much, much);
        let recovery = &mut settings.recovery;
        (recovery.messages_per_identity, recovery.messages_per_identity_daily) = (much, much);
        (recovery.wrong_codes_per_identity, recovery.delays_per_account) = (much, much);
    })
    .await;
    let mut ends = Vec::new();
    for seed in 0..WALKS {
        let mut dice = Dice::new(seed);
        let who = world.invent(u32::try_from(seed).unwrap() + 1);
        let codes = world.registers(&who).await.texts("code");
        let is_vouched = dice.below(3) == 0;
        if !is_vouched {
            world.swaps_sim(&who);
        }
        let told = vec![format!("walk {seed}, vouched for: {is_vouched}")];
        let (browser, stranger) = (world.browser(), world.browser());
        let mut walk = Walk {
            world: &mut world,
            who,
            is_vouched,
            recovery_code: codes.first().cloned(),
            browser,
            stranger,
            id: None,
            until: None,
            by_delay: false,
            told,
        };
        for _ in 0..STEPS {
            walk.makes(draw(&mut dice)).await;
        }
        ends.push(walk.facts().await.at);
        world.change("DELETE FROM recovery").await;
        world.change("DELETE FROM one_time_code").await;
    }
    for end in ["finished", "cancelled"] {
        assert!(ends.iter().any(|known| known == end), "no walk came to {end}: {ends:?}");
    }
}

store::on_both_engines!(never_without_evidence, random_walks);
