//! Counting by address in the memory of one node, for what only advises or costs too little to be
//! counted in the database.

use ground::{Moment, Span};
use std::collections::HashMap;
use std::net::IpAddr;
use web::address;

/// Beyond so many addresses in a window new ones are not counted any more.
const ADDRESSES_AT_MOST: usize = 50_000;

/// How many came from each address in a window; the next begins with whoever comes, or is looked
/// for, after it.
pub(crate) struct ByAddress {
    within: Span,
    began: Option<Moment>,
    counts: HashMap<IpAddr, u32>,
}

impl ByAddress {
    /// Counts within windows of this length.
    pub(crate) fn new(within: Span) -> Self {
        Self { within, began: None, counts: HashMap::new() }
    }

    /// Counts one more from an address. How many they are with it; nothing where it is not counted,
    /// since too many other addresses are.
    pub(crate) fn add(&mut self, from: IpAddr, now: Moment) -> Option<u32> {
        self.turn(now);
        let from = address::counted(from);
        if self.counts.len() >= ADDRESSES_AT_MOST && !self.counts.contains_key(&from) {
            return None;
        }
        let count = self.counts.entry(from).or_default();
        *count = count.saturating_add(1);
        Some(*count)
    }

    /// How many came from an address, without counting.
    pub(crate) fn count(&mut self, from: IpAddr, now: Moment) -> u32 {
        self.turn(now);
        self.counts.get(&address::counted(from)).copied().unwrap_or(0)
    }

    /// Begins to count anew when the window has passed.
    fn turn(&mut self, now: Moment) {
        if self.began.is_none_or(|began| now.since(began) >= self.within) {
            self.began = Some(now);
            self.counts.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn counts_each_address_within_its_window() {
        let [here, there] = [1, 2].map(|nth| IpAddr::from(Ipv4Addr::from_bits(nth)));
        let (start, hour) = (Moment::from_unix_ms(0), Span::from_hours(1));
        let mut seen = ByAddress::new(hour);
        let counts = [here, here, there].map(|from| seen.add(from, start));
        assert_eq!(counts, [Some(1), Some(2), Some(1)]);
        assert_eq!(seen.count(here, start.plus(Span::from_minutes(59))), 2);
        assert_eq!(seen.count(here, start.plus(hour)), 0);
        assert_eq!(seen.add(here, start.plus(hour)), Some(1));
    }

    #[test]
    fn takes_in_no_more_addresses_than_it_may() {
        let nth = |nth| IpAddr::from(Ipv4Addr::from_bits(nth));
        let (start, hour) = (Moment::from_unix_ms(0), Span::from_hours(1));
        let mut seen = ByAddress::new(hour);
        let last = u32::try_from(ADDRESSES_AT_MOST).unwrap();
        assert!((0..last).all(|n| seen.add(nth(n), start) == Some(1)));
        assert_eq!(seen.add(nth(last), start), None);
        assert_eq!(seen.count(nth(last), start), 0);
        assert_eq!(seen.add(nth(0), start), Some(2), "one that is known is counted on");
        assert_eq!(seen.add(nth(last), start.plus(hour)), Some(1), "a new window has room");
    }
}
