//! Pages that are the same for everybody, kept as they were drawn until what they show changes.

use crate::generation;
use ground::{Clock, Fault, Moment, Span};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::Store;
use web::page::Standing;

/// How long a node goes without asking whether anything changed.
const ASKED_EVERY: Span = Span::from_seconds(1);

/// The most pages that are kept. Beyond that all are forgotten, and drawn again as they are asked
/// for.
const AT_MOST: usize = 300;

/// The pages a node keeps, by their addresses.
#[derive(Default)]
pub struct Kept(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    generation: u64,
    asked_at: Option<Moment>,
    pages: HashMap<String, Arc<Standing>>,
}

impl Kept {
    /// The page of this address: as it was kept, where nothing changed since, else drawn anew. What
    /// cannot be found out because the database is away is shown as it was.
    ///
    /// # Errors
    /// A page that cannot be drawn.
    pub async fn page(
        &self,
        (store, clock): (&Store, &Clock),
        address: &str,
        draw: impl AsyncFnOnce() -> Result<Standing, Fault>,
    ) -> Result<Arc<Standing>, Fault> {
        let now = clock.now();
        if self.is_to_be_asked(now)
            && let Ok(generation) = generation::total(store.reader()).await
        {
            self.turn_to(generation);
        }
        let kept = self.shelf(|shelf| shelf.pages.get(address).cloned());
        if let Some(page) = kept {
            return Ok(page);
        }
        let generation = self.shelf(|shelf| shelf.generation);
        let page = Arc::new(draw().await?);
        self.shelf(|shelf| {
            // What was drawn while something changed may be old already.
            if shelf.generation == generation {
                if shelf.pages.len() >= AT_MOST {
                    shelf.pages.clear();
                }
                shelf.pages.insert(address.to_owned(), Arc::clone(&page));
            }
        });
        Ok(page)
    }

    /// Whether it is time to ask; then it is this caller who does.
    fn is_to_be_asked(&self, now: Moment) -> bool {
        self.shelf(|shelf| {
            let is_time = shelf.asked_at.is_none_or(|asked| now >= asked.plus(ASKED_EVERY));
            if is_time {
                shelf.asked_at = Some(now);
            }
            is_time
        })
    }

    fn turn_to(&self, generation: u64) {
        self.shelf(|shelf| {
            if shelf.generation != generation {
                shelf.generation = generation;
                shelf.pages.clear();
            }
        });
    }

    fn shelf<T>(&self, with: impl FnOnce(&mut Shelf) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
