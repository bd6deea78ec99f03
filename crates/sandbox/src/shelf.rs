//! A shelf: what lies at each place (a handset, a mailbox), oldest first, never more than fits.

use std::collections::{HashMap, VecDeque};

/// Things kept by place, bounded per place and in all; the oldest fall off.
#[derive(Debug)]
pub struct Shelf<T> {
    places: HashMap<String, VecDeque<(u64, T)>>,
    arrivals: VecDeque<(u64, String)>,
    next: u64,
    per_place: usize,
    in_all: usize,
}

impl<T: Clone> Shelf<T> {
    /// An empty shelf that keeps `per_place` things at one place and `in_all` altogether.
    pub fn new(per_place: usize, in_all: usize) -> Self {
        Self {
            places: HashMap::new(),
            arrivals: VecDeque::new(),
            next: 0,
            per_place: per_place.max(1),
            in_all: in_all.max(1),
        }
    }

    /// Lays a thing at a place, as its newest.
    pub fn lay(&mut self, place: &str, thing: T) {
        let number = self.next;
        self.next += 1;
        let here = self.places.entry(place.to_owned()).or_default();
        here.push_back((number, thing));
        if here.len() > self.per_place {
            here.pop_front();
        }
        self.arrivals.push_back((number, place.to_owned()));
        if self.arrivals.len() > self.in_all {
            self.drop_oldest();
        }
    }

    /// What lies at a place, newest last.
    pub fn at(&self, place: &str) -> Vec<T> {
        let here = self.places.get(place);
        here.map(|all| all.iter().map(|(_, thing)| thing.clone()).collect()).unwrap_or_default()
    }

    /// How many things lie at a place.
    pub fn count(&self, place: &str) -> usize {
        self.places.get(place).map_or(0, VecDeque::len)
    }

    fn drop_oldest(&mut self) {
        let Some((number, place)) = self.arrivals.pop_front() else { return };
        let Some(here) = self.places.get_mut(&place) else { return };
        if here.front().is_some_and(|(oldest, _)| *oldest == number) {
            here.pop_front();
        }
        if here.is_empty() {
            self.places.remove(&place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_fall_off_at_a_place_and_in_all() {
        let mut shelf = Shelf::new(2, 3);
        for (place, thing) in [("a", 1), ("a", 2), ("a", 3), ("b", 4)] {
            shelf.lay(place, thing);
        }
        assert_eq!(shelf.at("a"), [2, 3]);
        assert_eq!(shelf.at("b"), [4]);
        shelf.lay("b", 5);
        assert_eq!(shelf.at("a"), [3]);
        shelf.lay("c", 6);
        assert_eq!(shelf.count("a"), 0);
        assert_eq!(shelf.at("nowhere"), [0; 0]);
    }
}
