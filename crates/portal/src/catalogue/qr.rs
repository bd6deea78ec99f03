//! A QR code as a drawing of one path.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// The quiet zone around it, in modules (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;

/// The address as the path of a drawing, and how wide and high that drawing is. Nothing where it is
/// too long for any code.
pub(super) fn path(address: &str) -> Option<(String, usize)> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = modules[column..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                // Dark modules side by side are one bar.
                let (x, y) = (column + QUIET, row + QUIET);
                write!(path, "M{x} {y}h{run}v1h-{run}z").ok()?;
            }
            column += run.max(1);
        }
    }
    Some((path, width + 2 * QUIET))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_three_corners() {
        let (path, width) = path("https://dichvucong.example.vn/vi/thu-tuc/1.009374").unwrap();
        assert!(path.starts_with("M4 4h7v1h-7z"), "the first corner's upper edge");
        assert!(path.contains(&format!("M{} 4h7v1h-7z", width - QUIET - 7)), "the second one's");
        assert!(super::path(&"x".repeat(5_000)).is_none());
    }
}
