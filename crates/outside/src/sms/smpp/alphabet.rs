//! From a text to the parts of a short message: GSM 7-bit where it fits, UCS-2 otherwise.
//!
//! GSM 03.38: 160 characters of the default alphabet, or 153 in each part of a long message;
//! 70 UTF-16 units, or 67 in each part. Characters of the extension table take two places.

use rusmpp::extra::encoding::gsm7bit::Gsm7BitUnpacked;
use rusmpp::values::DataCoding;
use uuid::Uuid;

const GSM_WHOLE: usize = 160;
const GSM_PART: usize = 153;
const UCS2_WHOLE: usize = 70;
const UCS2_PART: usize = 67;
const ESCAPE: u8 = 0x1b;

/// The most parts sent for one message; our texts need one or two.
const MOST_PARTS: usize = 10;

/// A text made ready for the wire.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// How the octets are to be read: GSM 7-bit (0) or UCS-2 (8).
    pub(super) coding: DataCoding,
    /// The user data of each part, with its header where there are several.
    pub(super) parts: Vec<Vec<u8>>,
}

impl Parts {
    /// Whether the parts begin with a header that puts them together again.
    pub(super) fn has_header(&self) -> bool {
        self.parts.len() > 1
    }
}

/// Cuts a text into parts. `None` where it would need more than ten.
///
/// The number that ties the parts together is taken from `reference`, so that a repeated part
/// replaces its first copy on the handset.
pub(super) fn parts(text: &str, reference: Uuid) -> Option<Parts> {
    let (coding, bodies) = match Gsm7BitUnpacked::new().encode_to_vec(text) {
        Ok(septets) => {
            let bodies = cut(&septets, GSM_WHOLE, GSM_PART, |last| *last == ESCAPE);
            (DataCoding::McSpecific, bodies)
        }
        Err(_) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            let bodies = cut(&units, UCS2_WHOLE, UCS2_PART, |last| (0xd800..0xdc00).contains(last));
            let bytes = |body: Vec<u16>| body.into_iter().flat_map(u16::to_be_bytes).collect();
            (DataCoding::Ucs2, bodies.into_iter().map(bytes).collect())
        }
    };
    if bodies.len() > MOST_PARTS {
        return None;
    }
    Some(Parts { coding, parts: with_headers(bodies, reference) })
}

/// Cuts at `part` unless `units` fit `whole`; never after a unit that needs its follower.
fn cut<T: Copy>(
    units: &[T],
    whole: usize,
    part: usize,
    needs_next: impl Fn(&T) -> bool,
) -> Vec<Vec<T>> {
    if units.len() <= whole {
        return vec![units.to_vec()];
    }
    let mut bodies = Vec::new();
    let mut rest = units;
    while !rest.is_empty() {
        let mut end = rest.len().min(part);
        if end < rest.len() && rest.get(end - 1).is_some_and(&needs_next) {
            end -= 1;
        }
        let (body, after) = rest.split_at(end);
        bodies.push(body.to_vec());
        rest = after;
    }
    bodies
}

/// Sets the user-data header of concatenated messages (3GPP TS 23.040, 9.2.3.24.1) before each.
fn with_headers(bodies: Vec<Vec<u8>>, reference: Uuid) -> Vec<Vec<u8>> {
    if bodies.len() == 1 {
        return bodies;
    }
    let tie = reference.as_bytes().iter().fold(0, |sum: u8, byte| sum.wrapping_mul(31) ^ byte);
    let total = u8::try_from(bodies.len()).unwrap_or(u8::MAX);
    let numbered = (1_u8..).zip(bodies);
    numbered.map(|(number, body)| [vec![5, 0, 3, tie, total, number], body].concat()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> Parts {
        parts(text, Uuid::from_u128(7)).unwrap()
    }

    #[test]
    fn writes_the_gsm_alphabet() {
        let made = made("Ma OTP: 123456 @host {€}");
        assert_eq!(made.coding, DataCoding::McSpecific);
        assert!(!made.has_header());
        let expected = b"Ma OTP: 123456 \x00host \x1b\x28\x1b\x65\x1b\x29";
        assert_eq!(made.parts, [expected.to_vec()]);
    }

    #[test]
    fn writes_vietnamese_as_ucs2() {
        let made = made("Mã");
        assert_eq!(made.coding, DataCoding::Ucs2);
        assert_eq!(made.parts, [vec![0, b'M', 0, 0xe3]]);
    }

    #[test]
    fn one_part_holds_160_or_70() {
        assert_eq!(made(&"a".repeat(160)).parts.len(), 1);
        assert_eq!(made(&"a".repeat(161)).parts.len(), 2);
        assert_eq!(made(&"đ".repeat(70)).parts.len(), 1);
        assert_eq!(made(&"đ".repeat(71)).parts.len(), 2);
        assert_eq!(made(&"€".repeat(80)).parts.len(), 1);
        assert_eq!(made(&"€".repeat(81)).parts.len(), 2);
    }

    #[test]
    fn parts_hold_153_or_67_after_the_header() {
        let long = made(&"a".repeat(153 * 2 + 1));
        assert_eq!(long.parts.iter().map(Vec::len).collect::<Vec<_>>(), [159, 159, 7]);
        assert_eq!(long.parts[1][..3], [5, 0, 3]);
        assert_eq!(long.parts[1][4..6], [3, 2]);
        assert_eq!(long.parts[0][3], long.parts[2][3]);
        let accented = made(&"đ".repeat(67 + 4));
        assert_eq!(accented.parts.iter().map(Vec::len).collect::<Vec<_>>(), [140, 14]);
    }

    #[test]
    fn never_parts_an_escape_or_a_surrogate_pair() {
        let escaped = made(&format!("{}€{}", "a".repeat(152), "b".repeat(20)));
        assert_eq!(escaped.parts[0].len(), 6 + 152);
        assert_eq!(escaped.parts[1][6..8], [0x1b, 0x65]);
        let paired = made(&format!("{}🙂{}", "đ".repeat(66), "đ".repeat(10)));
        assert_eq!(paired.parts[0].len(), 6 + 66 * 2);
    }

    #[test]
    fn refuses_a_novel() {
        assert!(parts(&"a".repeat(153 * 10), Uuid::nil()).is_some());
        assert!(parts(&"a".repeat(153 * 10 + 1), Uuid::nil()).is_none());
    }
}
