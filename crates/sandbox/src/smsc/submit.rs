//! Reading a `submit_sm`: to whom, from whom, which octets, which part of a longer message.

use super::text::Alphabet;
use rusmpp::CommandStatus;
use rusmpp::pdus::SubmitSm;
use rusmpp::tlvs::TlvValue;
use rusmpp::values::Ton;

/// Which part of a longer message a submit carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Part {
    /// What the parts of one message have in common.
    pub(super) reference: u16,
    /// How many there are.
    pub(super) of: u8,
    /// Which one this is, from 1.
    pub(super) number: u8,
}

/// A submit, read and found sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Submit {
    /// The sender: a brand name or a number.
    pub(super) from: String,
    /// How the sender's name is to be read.
    pub(super) from_ton: Ton,
    /// The receiver in E.164.
    pub(super) to: String,
    /// How the octets are to be read.
    pub(super) alphabet: Alphabet,
    /// The text without any header.
    pub(super) octets: Vec<u8>,
    /// Which part of a longer message this is.
    pub(super) part: Option<Part>,
    /// Whether a receipt is wanted when the message (arrived, did not arrive).
    pub(super) receipt: (bool, bool),
}

impl Submit {
    /// Reads the body of a `submit_sm`.
    ///
    /// # Errors
    /// The status that refuses it.
    pub(super) fn read(pdu: &SubmitSm) -> Result<Self, CommandStatus> {
        let alphabet = Alphabet::of(pdu.data_coding).ok_or(CommandStatus::EsmeRinvdcs)?;
        let short: &[u8] = pdu.short_message();
        let payload = pdu.tlvs().iter().find_map(|tlv| match tlv.value() {
            Some(TlvValue::MessagePayload(payload)) => Some(&*payload.value),
            _ => None,
        });
        let whole: &[u8] = payload.unwrap_or(short);
        let (header, octets) = match u8::from(pdu.esm_class) & 0x40 {
            0 => (None, whole),
            _ => {
                let split = split_header(whole).ok_or(CommandStatus::EsmeRinvesmclass)?;
                (Some(split.0), split.1)
            }
        };
        let part = header.and_then(part_in_header).or_else(|| part_in_tlvs(pdu));
        let beside = match (header, part) {
            (Some(header), _) => header.len() + 1,
            (None, Some(_)) => 6,
            (None, None) => 0,
        };
        if payload.is_none() && octets.len() > alphabet.room_beside(beside) {
            return Err(CommandStatus::EsmeRinvmsglen);
        }
        Ok(Self {
            from: sender(pdu)?,
            from_ton: pdu.source_addr_ton,
            to: receiver(pdu).ok_or(CommandStatus::EsmeRinvdstadr)?,
            alphabet,
            octets: octets.to_vec(),
            part,
            receipt: match u8::from(pdu.registered_delivery) & 0x03 {
                0 => (false, false),
                1 => (true, true),
                2 => (false, true),
                _ => (true, false),
            },
        })
    }

    /// What the octets say.
    pub(super) fn text(&self) -> String {
        self.alphabet.read(&self.octets)
    }
}

/// A brand name has at most 11 letters (3GPP TS 23.040), a number at most 20 digits.
fn sender(pdu: &SubmitSm) -> Result<String, CommandStatus> {
    let from = pdu.source_addr.as_str();
    let brand = pdu.source_addr_ton == Ton::Alphanumeric;
    match from.len() {
        1..=11 if brand => Ok(from.to_owned()),
        1..=20 if !brand && from.bytes().all(|octet| octet.is_ascii_digit()) => Ok(from.to_owned()),
        _ => Err(CommandStatus::EsmeRinvsrcadr),
    }
}

/// The receiver in E.164, from the international (`84…`) or the national (`0…`) writing.
fn receiver(pdu: &SubmitSm) -> Option<String> {
    let written = pdu.destination_addr.as_str();
    let digits = written.strip_prefix('+').unwrap_or(written);
    let national = digits.strip_prefix('0').filter(|_| digits.len() == written.len());
    let full = match (pdu.dest_addr_ton, national) {
        (Ton::International, Some(_)) => return None,
        (_, Some(rest)) => format!("84{rest}"),
        (Ton::National, None) => format!("84{digits}"),
        (_, None) => digits.to_owned(),
    };
    let sound = (8..=15).contains(&full.len()) && full.bytes().all(|octet| octet.is_ascii_digit());
    sound.then(|| format!("+{full}"))
}

/// The user data header without its length octet, and what follows it.
fn split_header(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = octets.split_first()?;
    rest.split_at_checked(usize::from(*length))
}

/// The concatenation element of a header: 0x00 with an 8-bit reference, 0x08 with a 16-bit one.
/// As 3GPP TS 23.040 says, an impossible one counts as none.
fn part_in_header(mut header: &[u8]) -> Option<Part> {
    while let [element, length, rest @ ..] = header {
        let (data, next) = rest.split_at_checked(usize::from(*length))?;
        let found = match (element, data) {
            (0x00, [reference, of, number]) => Some((u16::from(*reference), *of, *number)),
            (0x08, [high, low, of, number]) => {
                Some((u16::from_be_bytes([*high, *low]), *of, *number))
            }
            _ => None,
        };
        if let Some((reference, of, number)) = found {
            return possible(Part { reference, of, number });
        }
        header = next;
    }
    None
}

/// The same said in `sar_*` fields.
fn part_in_tlvs(pdu: &SubmitSm) -> Option<Part> {
    let (mut reference, mut of, mut number) = (None, None, None);
    for tlv in pdu.tlvs() {
        match tlv.value() {
            Some(TlvValue::SarMsgRefNum(value)) => reference = Some(*value),
            Some(TlvValue::SarTotalSegments(value)) => of = Some(*value),
            Some(TlvValue::SarSegmentSeqnum(value)) => number = Some(*value),
            _ => {}
        }
    }
    possible(Part { reference: reference?, of: of?, number: number? })
}

fn possible(part: Part) -> Option<Part> {
    (part.number >= 1 && part.number <= part.of).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rusmpp::types::{COctetString, OctetString};
    use rusmpp::values::{DataCoding, EsmClass, RegisteredDelivery};
    use std::str::FromStr;

    fn pdu(to: &str, ton: Ton, octets: &[u8]) -> SubmitSm {
        SubmitSm::builder()
            .source_addr_ton(Ton::Alphanumeric)
            .source_addr(COctetString::from_str("DVC").unwrap())
            .dest_addr_ton(ton)
            .destination_addr(COctetString::from_str(to).unwrap())
            .esm_class(EsmClass::from(0))
            .registered_delivery(RegisteredDelivery::from(1))
            .short_message(OctetString::from_slice(octets).unwrap())
            .build()
    }

    #[test]
    fn reads_the_receiver_in_any_right_writing() {
        let to = |written, ton| Submit::read(&pdu(written, ton, b"a")).map(|submit| submit.to);
        assert_eq!(to("84828000088", Ton::International).unwrap(), "+84828000088");
        assert_eq!(to("0828000088", Ton::Unknown).unwrap(), "+84828000088");
        assert_eq!(to("828000088", Ton::National).unwrap(), "+84828000088");
        for (wrong, ton) in [("0828000088", Ton::International), ("8482800x", Ton::Unknown)] {
            assert_eq!(to(wrong, ton), Err(CommandStatus::EsmeRinvdstadr), "{wrong}");
        }
    }

    #[test]
    fn reads_the_part_from_the_header_and_refuses_what_does_not_fit() {
        let mut long = pdu("84828000088", Ton::International, &[5, 0, 3, 7, 2, 1, b'x']);
        long.esm_class = EsmClass::from(0x40);
        let read = Submit::read(&long).unwrap();
        assert_eq!(read.part, Some(Part { reference: 7, of: 2, number: 1 }));
        assert_eq!(read.text(), "x");

        let too_long = pdu("84828000088", Ton::International, &[b'x'; 161]);
        assert_eq!(Submit::read(&too_long), Err(CommandStatus::EsmeRinvmsglen));
        let mut ucs2 = pdu("84828000088", Ton::International, &[0; 142]);
        ucs2.data_coding = DataCoding::Ucs2;
        assert_eq!(Submit::read(&ucs2), Err(CommandStatus::EsmeRinvmsglen));
        let mut torn = pdu("84828000088", Ton::International, &[9, 0, 3]);
        torn.esm_class = EsmClass::from(0x40);
        assert_eq!(Submit::read(&torn), Err(CommandStatus::EsmeRinvesmclass));
    }

    proptest! {
        #[test]
        fn bears_any_octets(
            octets in proptest::collection::vec(any::<u8>(), 0..255),
            class in any::<u8>(),
            coding in any::<u8>(),
            to in "[+0-9a-z]{0,20}",
            ton in 0..7_u8,
        ) {
            let mut pdu = pdu(&to, Ton::from(ton), &octets);
            pdu.esm_class = EsmClass::from(class);
            pdu.data_coding = DataCoding::from(coding);
            if let Ok(read) = Submit::read(&pdu) {
                prop_assert!(read.to.starts_with('+'));
                prop_assert!(read.text().chars().count() <= octets.len());
            }
        }
    }
}
