//! What the page of a code says: how long the code lives, how many tries are left, when another may
//! be sent.

use super::{FlowCode, Outgoing};
use crate::account::Account;
use crate::flow::{Flow, Held};
use credentials::limit::Room;
use credentials::one_time_code::Minted;
use ground::{Fault, Moment, Span};
use store::in_transaction;
use web::{Arrival, Complaints, FormView, Page, Typed};

/// The keys of what one page says in its own words.
#[derive(Clone, Copy)]
pub struct Words {
    /// Its title.
    pub title: &'static str,
    /// What helps to find the code: with `digits`.
    pub help: &'static str,
    /// What comes after it; empty for nothing.
    pub next: &'static str,
    /// That wrong codes have put its codes to sleep: with `time`.
    pub asleep: &'static str,
    /// That no message goes out, where no code could be entered either: with `time`.
    pub closed: &'static str,
    /// That no other message goes out, where one could: with `time`.
    pub later: &'static str,
}

/// What is known of a code when its page is drawn.
pub struct Present<'a> {
    /// The code.
    pub code: &'a FlowCode,
    /// The latest one of its flow.
    pub latest: Option<Minted>,
    /// What *Gửi lại OTP* would send, or from when on.
    pub outgoing: Result<Outgoing, Moment>,
    /// Whether there is room for another message.
    pub room: Room,
}

/// What the page says about the code.
pub struct CodeView {
    /// The page's own words.
    pub words: Words,
    /// Where *Gửi lại OTP* is sent to.
    pub resend_path: String,
    /// How many digits the code has.
    pub digits: u32,
    /// Whether there is one that could be entered.
    pub is_live: bool,
    /// When it dies, in milliseconds since the Unix epoch.
    pub expires_ms: i64,
    /// The same as a time of day.
    pub expires_at: String,
    /// From when on *Gửi lại OTP* works, in milliseconds since the Unix epoch; 0 for now.
    pub resend_ms: i64,
    /// The same as a time of day.
    pub resend_at: String,
    /// Tries left, where the page says how many.
    pub tries_left: Option<i32>,
    /// What is said of the code that was entered last, if it was refused.
    pub refused: Option<&'static str>,
    /// Until when there is nothing to do on the page; nothing where there is something.
    pub closed_until: Option<Moment>,
    /// That there is nothing to do, in words; empty where there is something.
    pub warning: String,
    /// That there is no code, in words; empty where there is one, or a warning.
    pub info: String,
    /// That no other message goes out, in words; empty where one may, or where there is a warning.
    pub later: String,
}

impl Present<'_> {
    /// The page as it is drawn now. A page that is drawn anew still says what was refused.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn view(
        self,
        account: &Account,
        arrival: &Arrival,
        words: Words,
        resend_path: String,
    ) -> Result<CodeView, Fault> {
        let (page, now, settings) = (&arrival.page, arrival.now, &self.code.settings);
        let asleep = self.code.wrong_codes.asleep(account, now).await?;
        let live = self.latest.filter(|code| asleep == Room::Left && code.is_live(now, settings));
        let say = |key, reopens: Moment| page.t1(key, "time", &reopens.in_vietnam()).into_owned();
        let (closed_until, warning, later) = match (asleep, self.room) {
            (Room::None { reopens }, _) => (Some(reopens), say(words.asleep, reopens), None),
            (_, Room::None { reopens }) if live.is_none() => {
                (Some(reopens), say(words.closed, reopens), None)
            }
            (_, Room::None { reopens }) => (None, String::new(), Some(say(words.later, reopens))),
            _ => (None, String::new(), None),
        };
        let has_none = live.is_none() && closed_until.is_none();
        let expires = live.map_or(now, |code| code.expires_at);
        let resend = self.outgoing.err().filter(|until| *until > now);
        let refused = self
            .latest
            .filter(|code| closed_until.is_none() && code.was_refused() && now < code.expires_at);
        Ok(CodeView {
            words,
            resend_path,
            digits: settings.digits,
            is_live: live.is_some(),
            expires_ms: expires.unix_ms(),
            expires_at: expires.time_in_vietnam(),
            resend_ms: resend.map_or(0, Moment::unix_ms),
            resend_at: resend.unwrap_or(now).time_in_vietnam(),
            tries_left: live.map(|code| code.tries_left(settings)),
            refused: refused.map(|code| match code.tries_left(settings) {
                0 => "code-page-used-up",
                _ => "code-page-wrong",
            }),
            closed_until,
            warning,
            info: if has_none { page.t("code-page-none").into_owned() } else { String::new() },
            later: later.unwrap_or_default(),
        })
    }
}

impl CodeView {
    /// The form. Where nothing else is to be said, it says what is to be said of the last code.
    pub fn form(&self, page: &Page, mut complaints: Complaints) -> FormView {
        if let (true, Some(refused)) = (complaints.is_empty(), self.refused) {
            complaints.about("code", refused);
        }
        FormView::new(page, Typed::default(), &complaints)
    }
}

/// Keeps a flow whose page says that it is kept until there is something to do again, and so long
/// after that.
///
/// # Errors
/// A database that is away.
pub async fn keep<F: Flow>(
    account: &Account,
    held: &Held<F>,
    view: &CodeView,
    pending: Span,
) -> Result<(), Fault> {
    let until = view.closed_until.map(|reopens| reopens.plus(pending));
    let Some(until) = until.filter(|until| held.expires_at < *until) else { return Ok(()) };
    in_transaction!(account.store, |tx| {
        held.keep_until(tx, until);
        Ok(())
    })
}
