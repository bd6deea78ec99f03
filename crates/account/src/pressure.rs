//! How busy the forms are, which makes puzzles harder. Kept by each node in memory: it advises, and
//! the limits in the database decide.

use credentials::challenge::Pressure;
use ground::{Moment, Span};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use web::address;

/// Forms sent lately, from each address in an hour and from everywhere in a minute.
#[derive(Default)]
pub struct Watch(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    hour: Option<Moment>,
    by_address: HashMap<IpAddr, u32>,
    minute: Option<Moment>,
    everywhere: u32,
}

/// Beyond so many addresses in an hour new ones are not watched any more.
const ADDRESSES_AT_MOST: usize = 50_000;

impl Watch {
    /// Notes that a form was sent.
    pub fn note(&self, from: IpAddr, now: Moment) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.turn(now);
        seen.everywhere = seen.everywhere.saturating_add(1);
        let from = address::counted(from);
        if seen.by_address.len() < ADDRESSES_AT_MOST || seen.by_address.contains_key(&from) {
            *seen.by_address.entry(from).or_default() += 1;
        }
    }

    /// How busy it is, seen from an address.
    pub fn pressure(&self, from: IpAddr, now: Moment) -> Pressure {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.turn(now);
        let from_address = seen.by_address.get(&address::counted(from)).copied().unwrap_or(0);
        Pressure { from_address, everywhere: seen.everywhere }
    }
}

impl Seen {
    /// Begins to count anew when an hour, or a minute, has passed.
    fn turn(&mut self, now: Moment) {
        if self.hour.is_none_or(|began| now.since(began) >= Span::from_hours(1)) {
            self.hour = Some(now);
            self.by_address.clear();
        }
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
