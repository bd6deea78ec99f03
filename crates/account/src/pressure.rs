//! How busy the forms are, which makes puzzles harder, and how many pictures are drawn. Kept by
//! each node in memory: for a form it advises and the limits in the database decide; a picture
//! costs less than counting it there would.

use credentials::challenge::Pressure;
use credentials::limit::Limit;
use ground::{Fault, Moment, Span};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
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

/// How many pictures and readings are made at once: a few milliseconds of one core each.
const DRAWN_AT_ONCE: usize = 2;
/// How long a picture waits for its turn before its visitor is told to come back.
const TURN_WITHIN: Duration = Duration::from_secs(3);
const DRAWING: &str = "drawing a challenge";

/// Where pictures are drawn: beside the pages, few at once, and so many for each address.
pub struct Easel {
    limit: Limit,
    turns: Arc<Semaphore>,
    seen: Mutex<Viewers>,
}

#[derive(Default)]
struct Viewers {
    began: Option<Moment>,
    by_address: HashMap<IpAddr, u32>,
}

impl Easel {
    /// An easel for so many pictures for each address.
    pub fn new(limit: Limit) -> Self {
        Self { limit, turns: Arc::new(Semaphore::new(DRAWN_AT_ONCE)), seen: Mutex::default() }
    }

    /// Counts a picture for an address, and says whether it may be drawn.
    pub fn may_draw(&self, from: IpAddr, now: Moment) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.began.is_none_or(|began| now.since(began) >= self.limit.within) {
            *seen = Viewers { began: Some(now), ..Viewers::default() };
        }
        let from = address::counted(from);
        if seen.by_address.len() >= ADDRESSES_AT_MOST && !seen.by_address.contains_key(&from) {
            // Whoever comes from so many addresses is held up by the turns alone.
            return self.limit.at_most > 0;
        }
        let drawn = seen.by_address.entry(from).or_default();
        *drawn = drawn.saturating_add(1);
        *drawn <= self.limit.at_most
    }

    /// Draws on a thread that may block, when its turn comes. The turn goes with the work.
    ///
    /// # Errors
    /// `Busy` where its turn did not come.
    pub async fn draw<T: Send + 'static>(
        &self,
        draw: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout(TURN_WITHIN, turn).await else {
            return Err(Fault::busy(DRAWING));
        };
        let drawing = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            draw()
        });
        drawing.await.map_err(|error| Fault::new(DRAWING, error))
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

    #[test]
    fn so_many_pictures_for_each_address() {
        let easel = Easel::new(Limit::new(2, Span::from_hours(1)));
        let [here, there]: [IpAddr; 2] =
            ["203.0.113.9", "203.0.113.10"].map(|a| a.parse().unwrap());
        let start = Moment::from_unix_ms(0);
        let drawn = [here, here, here, there].map(|from| easel.may_draw(from, start));
        assert_eq!(drawn, [true, true, false, true]);
        assert!(easel.may_draw(here, start.plus(Span::from_hours(1))), "a new window");
        let closed = Easel::new(Limit::new(0, Span::from_hours(1)));
        assert!(!closed.may_draw(here, start));
    }

    #[tokio::test]
    async fn few_pictures_are_drawn_at_once_and_pages_go_on() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let easel = Arc::new(Easel::new(Limit::new(100, Span::from_hours(1))));
        let (under_way, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let drawings: Vec<_> = (0..8)
            .map(|_| {
                let easel = Arc::clone(&easel);
                let (under_way, most) = (Arc::clone(&under_way), Arc::clone(&most));
                tokio::spawn(async move {
                    let work = move || {
                        most.fetch_max(
                            under_way.fetch_add(1, Ordering::SeqCst) + 1,
                            Ordering::SeqCst,
                        );
                        std::thread::sleep(Duration::from_millis(20));
                        under_way.fetch_sub(1, Ordering::SeqCst);
                    };
                    easel.draw(work).await.unwrap();
                })
            })
            .collect();
        // This test has one thread: were it held up, the pause would be longer.
        let began = tokio::time::Instant::now();
        tokio::time::sleep(Duration::from_millis(5)).await;
        assert!(began.elapsed() < Duration::from_millis(60), "{:?}", began.elapsed());
        for drawing in drawings {
            drawing.await.unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), DRAWN_AT_ONCE);
    }
}
