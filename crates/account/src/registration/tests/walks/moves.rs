//! The moves of a walk: what is sent where, and by whom.

use super::{FORM, Facts, Sending, Span, Walk, fill_in, registration_of};
use crate::testing::{Dice, PASSWORD};

/// What a form carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    /// What the page asks for.
    Right,
    /// Something else that is well formed.
    Wrong,
    /// Nothing at all.
    Empty,
    /// The right things without the token of the form.
    WithoutToken,
    /// The right things, by a stranger who knows the address, with a token of their own.
    ByStranger,
}

/// One move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// The form of registration is sent.
    Start(Sent),
    /// A code is sent to the code's page.
    EnterCode(Sent),
    /// *Gửi lại OTP* is pressed.
    Resend(Sent),
    /// A password is sent to the password's page.
    ChoosePassword(Sent),
    /// Any page is looked at.
    Look(&'static str),
    /// A form is sent to a page that has none.
    SendTo(&'static str),
    /// So many seconds pass.
    Wait(i64),
    /// The program starts again.
    Restart,
    /// What no longer serves is forgotten.
    Sweep,
}

const PAGES: [&str; 6] =
    ["ma-otp", "gui-lai-otp", "tin-nhan", "mat-khau", "da-co-tai-khoan", "hoan-tat"];

impl Dice {
    /// Right ones are likelier, so that walks get somewhere.
    fn sent(&mut self) -> Sent {
        use Sent::{ByStranger, Empty, Right, WithoutToken, Wrong};
        self.one_of(&[Right, Right, Right, Wrong, Empty, WithoutToken, ByStranger])
    }

    /// The next move.
    pub(super) fn draw(&mut self) -> Move {
        match self.below(12) {
            0 | 1 => Move::Start(self.sent()),
            2..=4 => Move::EnterCode(self.sent()),
            5 => Move::Resend(self.sent()),
            6 | 7 => Move::ChoosePassword(self.sent()),
            8 => Move::Look(self.one_of(&PAGES)),
            9 => Move::SendTo(self.one_of(&["tin-nhan", "da-co-tai-khoan", "hoan-tat"])),
            10 => Move::Wait(self.one_of(&[5, 61, 130, 400, 900])),
            _ => self.one_of(&[Move::Restart, Move::Sweep]),
        }
    }
}

impl Walk<'_> {
    /// Does what a move says. What comes of it is seen in the tables alone.
    pub(super) async fn acts(&mut self, next: Move, before: &Facts) {
        match next {
            Move::Start(sent) => self.starts(sent).await,
            Move::EnterCode(sent) => {
                let code = self.code(before, sent);
                self.sends(sent, "ma-otp", &[("code", &code)]).await;
            }
            Move::Resend(sent) => self.sends(sent, "gui-lai-otp", &[]).await,
            Move::ChoosePassword(sent) => {
                let password = if sent == Sent::Wrong { "Ab1!" } else { PASSWORD };
                let fields = [("password", password), ("repeated", password)];
                self.sends(sent, "mat-khau", &fields).await;
            }
            Move::Look(page) => {
                let path = self.path(page);
                self.browser.get(&path).await;
                self.stranger.get(&path).await;
            }
            Move::SendTo(page) => {
                let fields = [("password", PASSWORD), ("repeated", PASSWORD)];
                self.sends(Sent::Right, page, &fields).await;
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

    /// The path of a page of this registration; of nobody's where there is none yet.
    fn path(&self, page: &str) -> String {
        let id = self.id.map_or_else(|| "0".repeat(32), |id| id.to_string());
        format!("/vi/dang-ky/{id}/{page}")
    }

    fn code(&self, before: &Facts, sent: Sent) -> String {
        let account = &self.world.account;
        let digits = account.settings.one_time_code.digits;
        let right = before.code.map_or_else(
            || "123456".to_owned(),
            |code| account.code_key.derive(code.id, code.mint, digits).reveal().to_owned(),
        );
        match sent {
            Sent::Wrong => format!("{:06}", (right.parse::<u32>().unwrap() + 1) % 1_000_000),
            _ => right,
        }
    }

    /// Sends the form of registration; once there is a registration, an earlier form comes again.
    async fn starts(&mut self, sent: Sent) {
        if self.id.is_some() {
            let path = self.path("ma-otp");
            self.browser.get(&path).await;
            return;
        }
        self.browser.get(FORM).await;
        fill_in(&mut self.browser, &self.who);
        let right = self.browser.sending(&self.world.t("registration-register"));
        self.began = self.world.now();
        match sent {
            Sent::Right => {
                self.browser.send(right).await;
            }
            Sent::Wrong => {
                self.browser.send(right.with("challenge-solution", "0.0.0.0.0.0.0.0")).await;
            }
            Sent::Empty => {
                self.browser.send(Sending { fields: Vec::new(), ..right }).await;
            }
            Sent::WithoutToken => {
                self.browser.send(right.without("form-token")).await;
            }
            Sent::ByStranger => {
                self.stranger.send(right).await;
            }
        }
        if self.browser.path.ends_with("/ma-otp") {
            self.id = Some(registration_of(&self.browser));
        }
    }

    /// Posts fields to a page of this registration, whether or not the page offers a form now.
    async fn sends(&mut self, sent: Sent, page: &str, fields: &[(&str, &str)]) {
        let path = self.path(page);
        let mut sender = match sent {
            Sent::ByStranger => self.stranger.tab(),
            _ => self.browser.tab(),
        };
        sender.get(FORM).await;
        let token = sender.field("form-token").unwrap();
        let mut all = match sent {
            Sent::Empty => Vec::new(),
            _ => fields.to_vec(),
        };
        if sent != Sent::WithoutToken {
            all.push(("form-token", &token));
        }
        sender.post(&path, &all).await;
    }
}
