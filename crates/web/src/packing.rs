//! Compression of what is drawn anew for each request: gzip, quick, in memory that is kept.

use axum::http::{HeaderMap, header};
use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use std::cell::RefCell;

/// RFC 1952: magic, deflate, no flags, no time, quickest, an unknown system.
pub(crate) const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255];

thread_local! {
    /// Making one takes longer than a page.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// Whether a request says that a coding may be used (RFC 9110, 12.5.3).
pub(crate) fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight.trim().trim_start_matches("q=").parse().is_ok_and(|q: f32| q <= 0.0);
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

/// Packs a body; nothing where that fails, and the body goes as it is.
pub(crate) fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::with_capacity(body.len() / 2 + 64);
    packed.extend(HEAD);
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        deflate(packer, body, FlushCompress::Finish, &mut packed)
    })?;
    packed.extend(tail(body));
    Some(packed)
}

/// Runs a compressor over the whole input.
pub(crate) fn deflate(
    packer: &mut Compress,
    body: &[u8],
    flush: FlushCompress,
    packed: &mut Vec<u8>,
) -> Option<()> {
    let begin = packer.total_in();
    loop {
        packed.reserve(1024);
        let done = usize::try_from(packer.total_in() - begin).ok()?;
        let status = packer.compress_vec(body.get(done..)?, packed, flush).ok()?;
        let all_read = packer.total_in() - begin == body.len() as u64;
        let has_room = packed.len() < packed.capacity();
        match flush {
            FlushCompress::Finish if status == Status::StreamEnd => return Some(()),
            FlushCompress::Finish => {}
            _ if all_read && has_room => return Some(()),
            _ => {}
        }
    }
}

/// What ends a gzip file: checksum and length.
pub(crate) fn tail(body: &[u8]) -> [u8; 8] {
    let mut checksum = Crc::new();
    checksum.update(body);
    let mut tail = [0; 8];
    let (sum, length) = tail.split_at_mut(4);
    sum.copy_from_slice(&checksum.sum().to_le_bytes());
    length.copy_from_slice(&checksum.amount().to_le_bytes());
    tail
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn says(line: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, line.parse().unwrap());
        headers
    }

    #[test]
    fn reads_what_is_accepted() {
        assert!(accepts(&says("gzip, deflate, br"), "gzip"));
        assert!(accepts(&says("br;q=1.0, GZIP;q=0.5"), "gzip"));
        assert!(!accepts(&says("gzip;q=0, br"), "gzip"));
        assert!(!accepts(&says("x-gzip-not"), "gzip"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn packs_so_that_others_can_unpack() {
        for body in [String::new(), "Đăng ký tài khoản ".repeat(3_000)] {
            for _ in 0..2 {
                let packed = gzip(body.as_bytes()).unwrap();
                let mut unpacked = String::new();
                let mut reader = flate2::read::GzDecoder::new(packed.as_slice());
                reader.read_to_string(&mut unpacked).unwrap();
                assert_eq!(unpacked, body);
            }
        }
    }
}
