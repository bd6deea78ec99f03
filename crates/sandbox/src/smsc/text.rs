//! Texts as an SMS carries them: GSM 7-bit (3GPP TS 23.038), UCS-2, Latin 1 and ASCII.

use rusmpp::values::DataCoding;

/// The GSM 7-bit default alphabet, by septet; the escape to the extension table stands at 0x1B.
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// The extension table: what a septet after the escape means.
const GSM_EXTENSION: [(u8, char); 10] = [
    (0x0A, '\u{c}'),
    (0x14, '^'),
    (0x28, '{'),
    (0x29, '}'),
    (0x2F, '\\'),
    (0x3C, '['),
    (0x3D, '~'),
    (0x3E, ']'),
    (0x40, '|'),
    (0x65, '€'),
];

/// How the octets of a message are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Alphabet {
    /// One octet holds one septet of the GSM default alphabet.
    Gsm,
    /// ASCII, one octet each.
    Ascii,
    /// ISO 8859-1, one octet each.
    Latin1,
    /// UTF-16, big endian (UCS-2 and the pairs that phones accept beyond it).
    Ucs2,
}

impl Alphabet {
    /// The alphabet that a data coding names; none for those that carry no text.
    pub(super) fn of(coding: DataCoding) -> Option<Self> {
        match coding {
            DataCoding::McSpecific => Some(Self::Gsm),
            DataCoding::Ia5 => Some(Self::Ascii),
            DataCoding::Latin1 => Some(Self::Latin1),
            DataCoding::Ucs2 => Some(Self::Ucs2),
            _ => None,
        }
    }

    /// The most octets of a submit's body beside a header of `header` octets: 140 octets travel
    /// over the air, in which septets are packed eight to seven.
    pub(super) fn room_beside(self, header: usize) -> usize {
        let octets = 140_usize.saturating_sub(header);
        match self {
            Self::Gsm | Self::Ascii => octets * 8 / 7,
            Self::Latin1 | Self::Ucs2 => octets,
        }
    }

    /// Reads the text; what means nothing shows as the replacement character.
    pub(super) fn read(self, octets: &[u8]) -> String {
        match self {
            Self::Gsm => read_gsm(octets),
            Self::Ascii | Self::Latin1 => octets.iter().map(|octet| char::from(*octet)).collect(),
            Self::Ucs2 => {
                let units = octets
                    .chunks(2)
                    .map(|pair| u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]));
                char::decode_utf16(units)
                    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect()
            }
        }
    }
}

fn read_gsm(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    let mut escaped = false;
    for octet in octets {
        let plain = GSM.chars().nth(usize::from(*octet)).unwrap_or(char::REPLACEMENT_CHARACTER);
        let extended = GSM_EXTENSION.iter().find(|(septet, _)| septet == octet);
        match (escaped, extended) {
            (false, _) if *octet == 0x1B => {
                escaped = true;
                continue;
            }
            (true, Some((_, meant))) => text.push(*meant),
            _ => text.push(plain),
        }
        escaped = false;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_128_letters() {
        assert_eq!(GSM.chars().count(), 128);
        assert_eq!(GSM.chars().nth(0x1B), Some('\u{1b}'));
        assert_eq!(GSM.chars().nth(0x41), Some('A'));
        assert_eq!(GSM.chars().nth(0x7F), Some('à'));
    }

    #[test]
    fn reads_septets_escapes_and_vietnamese() {
        assert_eq!(Alphabet::Gsm.read(b"Ma OTP: 123456"), "Ma OTP: 123456");
        assert_eq!(Alphabet::Gsm.read(&[0x00, 0x1B, 0x3C, b'a', 0x1B, 0x3E]), "@[a]");
        let units: Vec<u8> = "Mã xác thực 🙂".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Alphabet::Ucs2.read(&units), "Mã xác thực 🙂");
        assert_eq!(Alphabet::Ucs2.read(&[0xD8, 0x00, 0x41]), "\u{fffd}\u{4100}");
    }

    #[test]
    fn a_message_of_one_part_or_of_several_has_the_usual_room() {
        assert_eq!((Alphabet::Gsm.room_beside(0), Alphabet::Gsm.room_beside(6)), (160, 153));
        assert_eq!((Alphabet::Ucs2.room_beside(0), Alphabet::Ucs2.room_beside(6)), (140, 134));
    }
}
