//! One-time codes sent to a telephone: minted, sent again, spent, redeemed.
//!
//! A code is derived from a key and the id of its row, so nothing readable lies in a table and the
//! same code can be sent again. Each mint has a row of its own, and tries live in that row only.
//! A try is spent in a committed statement before anything is compared (NIST SP 800-63B 3.2.2).

mod code;
mod records;
mod resend;
mod settings;
#[cfg(test)]
mod tests;

pub use code::{Code, CodeKey, Shape, shape};
pub(crate) use records::sweep;
pub use records::{latest, latest_to_number, mint, redeem, send_again, spend, was_right};
pub use resend::Resend;
pub use settings::Settings;

use ground::{Moment, Span};
use uuid::Uuid;

/// What a code belongs to: it serves nobody and nothing else.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The flow that asked for it, for example one registration.
    pub holder: Uuid,
    /// What it is for: `registration`.
    pub purpose: &'static str,
    /// The browser that asked for it, as a digest: the cookie itself never lies in a table.
    pub visit: [u8; 32],
    /// The blind index of the number it goes to.
    pub number: Vec<u8>,
}

/// What is known of the latest code of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minted {
    /// Its row.
    pub id: Uuid,
    /// Which one it is in its flow, from 1.
    pub mint: i32,
    /// How many tries were spent.
    pub tries: i32,
    /// When the last of them was, if any was.
    pub tried_at: Option<Moment>,
    /// When it dies by itself.
    pub expires_at: Moment,
    /// When it was used, if it was.
    pub used_at: Option<Moment>,
    /// How many messages the flow has asked for, this one included.
    pub sends: i32,
    /// When the last message was asked for.
    pub last_sent_at: Moment,
}

impl Minted {
    /// Whether it could still be entered now.
    pub fn is_live(&self, now: Moment, settings: &Settings) -> bool {
        self.used_at.is_none() && self.tries < settings.tries && now < self.expires_at
    }

    /// How many tries are left.
    pub fn tries_left(&self, settings: &Settings) -> i32 {
        (settings.tries - self.tries).max(0)
    }

    /// Whether a try was spent since the last message and did not use the code: what was entered
    /// was wrong, and a page that is drawn anew still says so.
    pub fn was_refused(&self) -> bool {
        self.used_at.is_none() && self.tried_at.is_some_and(|tried| tried >= self.last_sent_at)
    }

    /// How long it still lives.
    pub fn time_left(&self, now: Moment) -> Span {
        now.until(self.expires_at)
    }
}

/// What came of spending a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spent {
    /// The try was counted; what was entered may be compared with this code.
    Try(Minted),
    /// Every try was spent before.
    NoneLeft,
    /// The code has died by itself.
    Expired,
    /// It was used before.
    Used,
    /// There is no such code for this browser and flow.
    Unknown,
}
