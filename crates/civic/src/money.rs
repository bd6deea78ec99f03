//! Sums of money as people write them.

/// A sum in đồng: `1.250.000 ₫`.
pub fn dong(amount: u64) -> String {
    format!("{} ₫", grouped(amount))
}

/// A number in groups of three figures, parted by dots.
pub fn grouped(number: u64) -> String {
    let figures = number.to_string();
    let mut grouped = String::with_capacity(figures.len() * 4 / 3);
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(figure);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_figures_by_three() {
        assert_eq!(dong(1_250_000), "1.250.000 ₫");
        assert_eq!(
            (grouped(0), grouped(999), grouped(1_000)),
            ("0".into(), "999".into(), "1.000".into())
        );
    }
}
