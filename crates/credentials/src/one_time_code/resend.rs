//! When a message is sent again, and with which code. Pure.

use super::{Minted, Settings};
use ground::{Moment, Span};

/// What *Gửi lại OTP* does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resend {
    /// Not yet: a live code is on its way.
    Wait {
        /// From when on it may be pressed.
        until: Moment,
    },
    /// The same code goes out again; its life and its tries stay as they are.
    Same,
    /// A new code takes the place of the old one.
    Anew,
}

impl Resend {
    /// Decides. Nobody waits while there is no code they could enter.
    pub fn decide(latest: &Minted, now: Moment, settings: &Settings) -> Self {
        if !latest.is_live(now, settings) {
            return Self::Anew;
        }
        let waited = latest.last_sent_at.plus(wait_after(latest.sends, settings));
        let until = waited.min(latest.expires_at);
        if now < until { Self::Wait { until } } else { Self::at_once(latest, now, settings) }
    }

    /// Decides for a code whose message is known not to arrive: nobody waits for it.
    pub fn at_once(latest: &Minted, now: Moment, settings: &Settings) -> Self {
        let is_fresh = latest.time_left(now) >= settings.same_code_if_left;
        if is_fresh && latest.is_live(now, settings) && latest.tries <= settings.same_code_if_tries
        {
            Self::Same
        } else {
            Self::Anew
        }
    }
}

/// How long to wait after so many messages.
fn wait_after(sends: i32, settings: &Settings) -> Span {
    let rung = usize::try_from(sends - 1).unwrap_or(0);
    let waits = &settings.resend_waits;
    waits.get(rung).or(waits.last()).copied().unwrap_or(Span::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const START: Moment = Moment::from_unix_ms(1_700_000_000_000);

    fn minted(sends: i32, tries: i32) -> Minted {
        Minted {
            id: Uuid::nil(),
            mint: 1,
            tries,
            tried_at: None,
            expires_at: START.plus(Span::from_minutes(5)),
            used_at: None,
            sends,
            last_sent_at: START,
        }
    }

    fn after(seconds: i64, minted: &Minted) -> Resend {
        Resend::decide(minted, START.plus(Span::from_seconds(seconds)), &Settings::default())
    }

    #[test]
    fn climbs_the_ladder() {
        let until = |seconds| Resend::Wait { until: START.plus(Span::from_seconds(seconds)) };
        assert_eq!(after(10, &minted(1, 0)), until(60));
        assert_eq!(after(60, &minted(1, 0)), Resend::Same);
        assert_eq!(after(60, &minted(3, 0)), until(120));
        assert_eq!(after(60, &minted(9, 0)), until(300), "no longer than the code lives");
    }

    #[test]
    fn sends_the_same_code_while_it_is_fresh() {
        assert_eq!(after(100, &minted(1, 2)), Resend::Same);
        assert_eq!(after(100, &minted(1, 3)), Resend::Anew, "too many wrong tries");
        assert_eq!(after(220, &minted(1, 0)), Resend::Anew, "too little of its life is left");
    }

    #[test]
    fn nobody_waits_for_a_message_that_does_not_arrive() {
        let at_once = |seconds, minted: &Minted| {
            let now = START.plus(Span::from_seconds(seconds));
            Resend::at_once(minted, now, &Settings::default())
        };
        assert_eq!(at_once(5, &minted(1, 0)), Resend::Same);
        assert_eq!(at_once(5, &minted(1, 5)), Resend::Anew, "five wrong tries");
        assert_eq!(at_once(220, &minted(1, 0)), Resend::Anew, "too little of its life is left");
    }

    #[test]
    fn never_makes_anyone_wait_without_a_live_code() {
        assert_eq!(after(1, &minted(1, 5)), Resend::Anew, "five wrong tries");
        assert_eq!(after(301, &minted(9, 0)), Resend::Anew, "expired");
    }
}
