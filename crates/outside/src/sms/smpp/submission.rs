//! A message as SMPP writes it, and a centre's answer as we understand it.

use super::alphabet::parts;
use super::settings::Settings;
use crate::sms::message::{Sms, SmsRefusal};
use rusmpp::CommandStatus;
use rusmpp::pdus::{BindTransceiver, SubmitSm};
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{EsmClass, InterfaceVersion, Npi, RegisteredDelivery, Ton};
use rusmppc::error::Error;

/// `esm_class` with nothing special, and with a header before the text (UDHI). Written as numbers:
/// the library's default for the type is 0x08.
const PLAIN: u8 = 0x00;
const WITH_HEADER: u8 = 0x40;

/// One `submit_sm` for each part. Only the last asks for a receipt: its id stands for the message,
/// and centres deliver the parts in order.
pub(super) fn submissions(settings: &Settings, sms: &Sms) -> Result<Vec<SubmitSm>, SmsRefusal> {
    let too_long = SmsRefusal::Rejected { permanent: true, reason: "the text is too long" };
    let made = parts(&sms.text, sms.reference).ok_or(too_long)?;
    let esm_class = EsmClass::from(if made.has_header() { WITH_HEADER } else { PLAIN });
    let whole = SubmitSm::builder()
        .source_addr_ton(Ton::from(settings.source_ton))
        .source_addr_npi(Npi::from(settings.source_npi))
        .source_addr(text(&settings.source, "the sender does not fit")?)
        .dest_addr_ton(Ton::International)
        .dest_addr_npi(Npi::Isdn)
        .destination_addr(text(digits(&sms.to)?, "the number does not fit")?)
        .esm_class(esm_class)
        .data_coding(made.coding)
        .build();
    let last = made.parts.len() - 1;
    let submissions = made.parts.into_iter().enumerate().map(|(index, part)| {
        let mut one = whole.clone();
        one.registered_delivery = RegisteredDelivery::from(u8::from(index == last));
        let reason = "a part is too long";
        let part = OctetString::from_vec(part)
            .map_err(|_| SmsRefusal::Rejected { permanent: true, reason })?;
        one.set_short_message(part);
        Ok(one)
    });
    submissions.collect()
}

/// The bind of a transceiver of SMPP 3.4.
pub(super) fn bind(settings: &Settings) -> Result<BindTransceiver, SmsRefusal> {
    Ok(BindTransceiver::builder()
        .system_id(text(&settings.system_id, "system_id does not fit")?)
        .password(text(settings.password.reveal(), "password does not fit")?)
        .system_type(text(&settings.system_type, "system_type does not fit")?)
        .interface_version(InterfaceVersion::Smpp3_4)
        .build())
}

fn text<const MOST: usize>(
    text: &str,
    reason: &'static str,
) -> Result<COctetString<1, MOST>, SmsRefusal> {
    COctetString::from_string(text.to_owned())
        .map_err(|_| SmsRefusal::Rejected { permanent: true, reason })
}

/// International numbers travel without the plus (TON 1, NPI 1).
fn digits(e164: &str) -> Result<&str, SmsRefusal> {
    let reason = "the number is not E.164";
    let digits = e164.strip_prefix('+').unwrap_or_default();
    let right = (5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    right.then_some(digits).ok_or(SmsRefusal::Rejected { permanent: true, reason })
}

/// What an error of a submit means for the message.
pub(super) fn refusal(error: &Error) -> SmsRefusal {
    match error {
        Error::UnexpectedResponse { response } => refusal_of_status(response.status()),
        // The connection broke while the message was under way: it may have arrived.
        _ => SmsRefusal::TimedOut,
    }
}

fn refusal_of_status(status: CommandStatus) -> SmsRefusal {
    use CommandStatus as S;
    let rejected = |permanent, reason| SmsRefusal::Rejected { permanent, reason };
    match status {
        S::EsmeRthrottled | S::EsmeRmsgqful => SmsRefusal::Throttled,
        S::EsmeRinvbndsts => SmsRefusal::Unreachable,
        S::EsmeRinvdstadr | S::EsmeRinvdstton | S::EsmeRinvdstnpi => {
            rejected(true, "no such number")
        }
        S::EsmeRinvsrcadr | S::EsmeRinvsrcton | S::EsmeRinvsrcnpi => {
            rejected(false, "the sender is not allowed")
        }
        S::EsmeRinvmsglen | S::EsmeRinvcmdlen => rejected(true, "the length is not allowed"),
        S::EsmeRinvdcs | S::EsmeRinvesmclass => rejected(true, "the coding is not allowed"),
        S::EsmeRxPAppn | S::EsmeRxRAppn | S::EsmeRprohibited => {
            rejected(true, "refused for this message")
        }
        S::EsmeRok => rejected(false, "an answer to something else"),
        _ => rejected(false, "refused by the centre"),
    }
}

/// Why a bind failed, in our words.
pub(super) fn bind_failure(error: &Error) -> &'static str {
    use CommandStatus as S;
    match error {
        Error::UnexpectedResponse { response } => match response.status() {
            S::EsmeRinvpaswd => "bind refused: wrong password",
            S::EsmeRinvsysid => "bind refused: unknown system_id",
            S::EsmeRalybnd => "bind refused: already bound",
            S::EsmeRthrottled => "bind refused: throttled",
            _ => "bind refused",
        },
        _ => "the connection broke while binding",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn sms(to: &str, text: &str) -> Sms {
        Sms { to: to.to_owned(), text: text.to_owned(), reference: Uuid::from_u128(1) }
    }

    #[test]
    fn writes_the_fields_of_smpp_3_4() {
        let made = submissions(&Settings::default(), &sms("+84912345678", "Ma OTP")).unwrap();
        let [one] = made.as_slice() else { panic!("one part") };
        assert_eq!(one.source_addr_ton, Ton::Alphanumeric);
        assert_eq!((one.dest_addr_ton, one.dest_addr_npi), (Ton::International, Npi::Isdn));
        assert_eq!(one.destination_addr.as_str(), "84912345678");
        assert_eq!(u8::from(one.esm_class), 0);
        assert_eq!(u8::from(one.registered_delivery), 1);
        assert_eq!(u8::from(one.data_coding), 0);
    }

    #[test]
    fn only_the_last_part_asks_for_a_receipt() {
        let made =
            submissions(&Settings::default(), &sms("+84912345678", &"ă".repeat(71))).unwrap();
        let [first, last] = made.as_slice() else { panic!("two parts") };
        assert_eq!(u8::from(first.esm_class), 0x40);
        assert_eq!(u8::from(first.data_coding), 8);
        assert_eq!(u8::from(first.registered_delivery), 0);
        assert_eq!(u8::from(last.registered_delivery), 1);
    }

    #[test]
    fn refuses_what_is_no_number() {
        for to in ["0912345678", "+84 912", "", "+", "+849123456789012345"] {
            let refusal = submissions(&Settings::default(), &sms(to, "x")).unwrap_err();
            assert!(matches!(refusal, SmsRefusal::Rejected { permanent: true, .. }), "{to}");
        }
    }

    #[test]
    fn understands_statuses() {
        assert_eq!(refusal_of_status(CommandStatus::EsmeRthrottled), SmsRefusal::Throttled);
        assert_eq!(refusal_of_status(CommandStatus::EsmeRmsgqful), SmsRefusal::Throttled);
        let gone = refusal_of_status(CommandStatus::EsmeRinvdstadr);
        assert!(matches!(gone, SmsRefusal::Rejected { permanent: true, .. }));
        let other = refusal_of_status(CommandStatus::EsmeRsyserr);
        assert!(matches!(other, SmsRefusal::Rejected { permanent: false, .. }));
    }
}
