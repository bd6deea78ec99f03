//! How busy the forms are, which makes puzzles harder. Kept by each node in memory: it advises, and
//! the limits in the database decide.

use crate::by_address::ByAddress;
use credentials::challenge::Pressure;
use ground::{Moment, Span};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Forms sent lately, from each address in an hour and from everywhere in a minute.
#[derive(Default)]
pub struct Watch(Mutex<Seen>);

struct Seen {
    by_address: ByAddress,
    minute: Option<Moment>,
    everywhere: u32,
}

impl Default for Seen {
    fn default() -> Self {
        let by_address = ByAddress::new(Span::from_hours(1));
        Self { by_address, minute: None, everywhere: 0 }
    }
}

impl Watch {
    /// Notes that a form was sent.
    pub fn note(&self, from: IpAddr, now: Moment) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.turn(now);
        seen.everywhere = seen.everywhere.saturating_add(1);
        seen.by_address.add(from, now);
    }

    /// How busy it is, seen from an address.
    pub fn pressure(&self, from: IpAddr, now: Moment) -> Pressure {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.turn(now);
        Pressure { from_address: seen.by_address.count(from, now), everywhere: seen.everywhere }
    }
}

impl Seen {
    /// Begins to count those from everywhere anew when a minute has passed.
    fn turn(&mut self, now: Moment) {
        if self.minute.is_none_or(|began| now.since(began) >= Span::from_minutes(1)) {
            self.minute = Some(now);
            self.everywhere = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_within_the_hour_and_the_minute() {
        let (watch, here) = (Watch::default(), "203.0.113.9".parse().unwrap());
        let start = Moment::from_unix_ms(0);
        watch.note(here, start);
        watch.note(here, start.plus(Span::from_seconds(30)));
        let after = |span| watch.pressure(here, start.plus(span));
        assert_eq!(after(Span::from_seconds(40)).from_address, 2);
        assert_eq!(after(Span::from_minutes(2)).everywhere, 0);
        assert_eq!(after(Span::from_minutes(2)).from_address, 2);
        assert_eq!(after(Span::from_hours(2)).from_address, 0);
    }
}
