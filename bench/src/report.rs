//! Lines of a report: medians, ratios, and whether a target is met.

use crate::say;
use std::time::Duration;

/// The middle of some figures; of an even number, the lower middle.
pub(crate) fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

/// Whether a target is met.
pub(crate) fn verdict(is_met: bool) -> &'static str {
    if is_met { "PASS" } else { "MISS" }
}

/// One line: the verdict first, then what was measured.
pub(crate) fn line(is_met: bool, what: &str) {
    say(&format!("{}  {what}", verdict(is_met)));
}

/// A line without a target.
pub(crate) fn note(what: &str) {
    say(&format!("      {what}"));
}

/// Microseconds of one operation.
pub(crate) fn micros_each(spent: Duration, operations: f64) -> f64 {
    spent.as_secs_f64() * 1e6 / operations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.0).abs() < f64::EPSILON);
        assert!(median(&[]).is_nan());
    }
}
