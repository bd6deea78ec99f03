//! Where pictures of challenges are drawn. Counted by each node in memory: a picture costs less than
//! counting it in the database would.

use crate::by_address::ByAddress;
use credentials::limit::Limit;
use ground::{Fault, Moment};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How many pictures and readings are made at once: a few milliseconds of one core each.
const DRAWN_AT_ONCE: usize = 2;
/// How long a picture waits for its turn before its visitor is told to come back.
const TURN_WITHIN: Duration = Duration::from_secs(3);
const DRAWING: &str = "drawing a challenge";

/// Where pictures are drawn: beside the pages, few at once, and so many for each address.
pub struct Easel {
    at_most: u32,
    drawn: Mutex<ByAddress>,
    turns: Arc<Semaphore>,
}

impl Easel {
    /// An easel for so many pictures for each address.
    pub fn new(limit: Limit) -> Self {
        Self {
            at_most: limit.at_most,
            drawn: Mutex::new(ByAddress::new(limit.within)),
            turns: Arc::new(Semaphore::new(DRAWN_AT_ONCE)),
        }
    }

    /// Counts a picture for an address, and says whether it may be drawn.
    pub fn may_draw(&self, from: IpAddr, now: Moment) -> bool {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        match drawn.add(from, now) {
            Some(drawn) => drawn <= self.at_most,
            // Whoever comes from so many addresses is held up by the turns alone.
            None => self.at_most > 0,
        }
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
    use ground::Span;

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
    async fn few_pictures_are_drawn_at_once() {
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
        for drawing in drawings {
            drawing.await.unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), DRAWN_AT_ONCE);
    }
}
