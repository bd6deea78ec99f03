//! The challenge on a form: drawn with it, checked with it, renewed while it lies open.

mod pictures;
#[cfg(test)]
mod tests;

pub use pictures::routes;

use crate::account::Account;
use credentials::challenge::{self as proofs, Answers, ChallengeRefusal, Conclusion, SpentId};
use ground::{Fault, Moment, Span};
use std::net::IpAddr;
use std::time::Duration;
use store::in_transaction;
use web::stencil::hole;
use web::{Page, Typed};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// A challenge as a form shows it.
pub struct ChallengeView {
    /// The puzzle; empty where only the picture is asked for.
    pub token: String,
    /// How hard the puzzle is.
    pub bits: String,
    /// How long a phone may work before the picture is offered, in milliseconds.
    pub limit_ms: i64,
    /// How long the puzzle counts, in milliseconds.
    pub lifetime_ms: i64,
    /// Whether the picture is asked for in any case.
    pub keeps_image: bool,
    /// What the form is for.
    pub purpose: &'static str,
    /// The picture's token.
    pub image: String,
}

/// What differs in a challenge from form to form.
pub struct ChallengeTokens {
    /// The puzzle; empty where only the picture is asked for.
    pub puzzle: String,
    /// How hard the puzzle is.
    pub bits: String,
    /// The picture's token.
    pub image: String,
}

/// Draws a new challenge for a form.
///
/// # Errors
/// A cipher that fails.
pub fn draw(
    account: &Account,
    page: &Page,
    purpose: &'static str,
    now: Moment,
    address: IpAddr,
) -> Result<ChallengeView, Fault> {
    let tokens = tokens(account, page, purpose, now, address)?;
    Ok(ChallengeView::new(account, purpose, tokens))
}

/// The tokens of a new challenge.
///
/// # Errors
/// A cipher that fails.
pub fn tokens(
    account: &Account,
    page: &Page,
    purpose: &'static str,
    now: Moment,
    address: IpAddr,
) -> Result<ChallengeTokens, Fault> {
    let (challenge, visit) = (&account.challenge, page.visit().as_bytes());
    let (mut puzzle, mut bits) = (String::new(), 0);
    if challenge.settings().mode.offers_proof() {
        let pressure = account.watch.pressure(address, now);
        (puzzle, bits) = challenge.puzzle(now, &account.chance, visit, purpose, pressure);
    }
    let image = challenge.image().issue(now, &account.chance, visit, purpose)?;
    Ok(ChallengeTokens { puzzle, bits: bits.to_string(), image })
}

impl ChallengeView {
    /// A challenge with these tokens.
    fn new(account: &Account, purpose: &'static str, tokens: ChallengeTokens) -> Self {
        let settings = account.challenge.settings();
        Self {
            token: tokens.puzzle,
            bits: tokens.bits,
            limit_ms: settings.slow_phone_limit.as_ms(),
            lifetime_ms: settings.lifetime.as_ms(),
            keeps_image: settings.mode.keeps_image(),
            purpose,
            image: tokens.image,
        }
    }

    /// A challenge whose tokens are the holes 1 to 3 of a stencil.
    pub fn stencil(account: &Account, purpose: &'static str) -> Self {
        let offers_proof = account.challenge.settings().mode.offers_proof();
        let puzzle = if offers_proof { hole(1) } else { String::new() };
        Self::new(account, purpose, ChallengeTokens { puzzle, bits: hole(2), image: hole(3) })
    }
}

/// What came of the challenge of a form that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// Answered, and spent on this form.
    Passed(SpentId),
    /// This very form was sent before: the button was pressed twice.
    SentBefore(SpentId),
    /// Not answered rightly.
    Refused(ChallengeRefusal),
}

/// Checks the challenge of a form. A picture is spent before its answer is looked at, a proof
/// once it is found right; each serves once.
///
/// # Errors
/// A database that is away; then nobody goes on.
pub async fn check(
    account: &Account,
    page: &Page,
    typed: &Typed,
    purpose: &str,
    now: Moment,
) -> Result<Checked, Fault> {
    let sent = Answers {
        token: typed.get("challenge-token"),
        solution: typed.get("challenge-solution"),
        image: typed.get("challenge-image"),
        answer: typed.get("challenge-answer"),
    };
    let has_answer = !sent.answer.trim().is_empty();
    let image = account.challenge.image().spent_id(sent.image).filter(|_| has_answer);
    if let Some(id) = image
        && !proofs::spend(&account.store, &id.bytes(), id.expires(), now).await?
    {
        return Ok(Checked::SentBefore(id));
    }
    match account.challenge.check(sent, now, page.visit().as_bytes(), purpose) {
        Err(refusal) => {
            if let Some(id) = image {
                conclude(account, id, "wrong").await?;
            }
            Ok(Checked::Refused(refusal))
        }
        Ok(ids) => {
            for id in &ids {
                let is_spent = image == Some(*id);
                if !is_spent
                    && !proofs::spend(&account.store, &id.bytes(), id.expires(), now).await?
                {
                    return Ok(Checked::SentBefore(*id));
                }
            }
            // What was spent first is where the second press of the button will stop.
            let first = image.or(ids.first().copied());
            first.map(Checked::Passed).ok_or(Fault::impossible("a challenge without an id"))
        }
    }
}

/// Notes what came of a form, for the second press of its button.
///
/// # Errors
/// A database that is away.
pub async fn conclude(account: &Account, id: SpentId, outcome: &str) -> Result<(), Fault> {
    in_transaction!(account.store, |tx| {
        proofs::conclude(tx, &id.bytes(), outcome);
        Ok(())
    })
}

/// How long after the first press of a button the second one looks for what came of it.
const LOOKED_FOR: Span = Span::from_seconds(12);
const LOOKS: u32 = 60;
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// What came of a form that was sent before, for the second press of its button; nothing where
/// nobody knows.
///
/// # Errors
/// A database that is away.
pub async fn first_press(account: &Account, form: SpentId) -> Result<Option<String>, Fault> {
    let waits = account.second_presses.try_acquire();
    let looks = if waits.is_ok() { LOOKS } else { 1 };
    for _ in 0..looks {
        let reader = account.store.reader();
        let known = proofs::conclusion(reader, &form.bytes()).await?;
        let Some(Conclusion { spent_at, outcome }) = known else { break };
        if !outcome.is_empty() {
            return Ok(Some(outcome));
        }
        // Whoever pressed first is answered by now, or was cut off: nobody will say more.
        if account.clock.now() >= spent_at.plus(LOOKED_FOR) {
            break;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    Ok(None)
}

/// The text for a refused challenge.
pub fn complaint(refusal: ChallengeRefusal) -> &'static str {
    match refusal {
        ChallengeRefusal::Missing => "challenge-missing",
        ChallengeRefusal::Expired => "challenge-expired",
        ChallengeRefusal::Wrong => "challenge-wrong",
        ChallengeRefusal::Malformed | ChallengeRefusal::NotYours => "challenge-again",
    }
}
