//! One row of a table for spreadsheets (RFC 4180), in which no cell is ever run as a formula
//! (CWE-1236).

/// The row of these cells, with its end.
pub(super) fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    let mut row = cells.join(",");
    row.push_str("\r\n");
    row
}

/// A cell: what a spreadsheet would take for a formula is headed by an apostrophe, which it shows
/// as text.
fn cell(text: &str) -> String {
    let is_formula =
        text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let safe = if is_formula { format!("'{text}") } else { text.to_owned() };
    match safe.contains(['"', ',', '\n', '\r', '\'', ';']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(row(["a", "Nhà, đất", "5\" x"]), "a,\"Nhà, đất\",\"5\"\" x\"\r\n");
        for formula in ["=1+1", "+1", "-2+3|cmd", "@SUM(1)", "\t=1", " =1", "＝1"] {
            let written = row([formula]);
            assert!(written.starts_with("\"'"), "{written:?}");
        }
    }
}
