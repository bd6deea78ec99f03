//! What is given from outside the program: the time and chance. Read here and handed down.

use ground::{Chance, Clock, Moment};
use std::time::{SystemTime, UNIX_EPOCH};

/// The system's clock.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn clock() -> Clock {
    Clock::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment::from_unix_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    })
}

/// The system's chance. Without it nothing may go on, so a failure ends the program.
#[expect(clippy::disallowed_methods, reason = "the one place that draws chance")]
pub(crate) fn chance() -> Chance {
    Chance::new(|buffer| {
        if aws_lc_rs::rand::fill(buffer).is_err() {
            std::process::abort();
        }
    })
}
