//! Lines of an SMTP connection, none longer than we are willing to hold.

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// The longest line held; RFC 5321 demands 1,000 octets.
const LINE_MAX: usize = 4_096;

/// A line that came in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its end.
    Text(Vec<u8>),
    /// A line longer than we hold; it was read to its end and dropped.
    TooLong,
    /// The other side closed.
    End,
}

/// Reads the next line, with CRLF or a bare LF at its end.
///
/// # Errors
/// The connection broke.
pub(super) async fn next_line<R: AsyncRead + Unpin>(from: &mut BufReader<R>) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let held = from.fill_buf().await?;
        if held.is_empty() {
            return Ok(Line::End);
        }
        let end = held.iter().position(|octet| *octet == b'\n');
        let piece = &held[..end.unwrap_or(held.len())];
        too_long |= line.len() + piece.len() > LINE_MAX;
        if !too_long {
            line.extend_from_slice(piece);
        }
        let used = end.map_or(held.len(), |end| end + 1);
        from.consume(used);
        if end.is_some() {
            if too_long {
                return Ok(Line::TooLong);
            }
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(Line::Text(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn reads_lines_and_drops_endless_ones() {
        let mut sent = b"EHLO x\r\nNOOP\n".to_vec();
        sent.extend(vec![b'a'; LINE_MAX + 1]);
        sent.extend(b"\r\nQUIT\r\nhalf");
        let mut from = BufReader::with_capacity(16, sent.as_slice());
        assert_eq!(next_line(&mut from).await.unwrap(), Line::Text(b"EHLO x".to_vec()));
        assert_eq!(next_line(&mut from).await.unwrap(), Line::Text(b"NOOP".to_vec()));
        assert_eq!(next_line(&mut from).await.unwrap(), Line::TooLong);
        assert_eq!(next_line(&mut from).await.unwrap(), Line::Text(b"QUIT".to_vec()));
        assert_eq!(next_line(&mut from).await.unwrap(), Line::End);
    }
}
