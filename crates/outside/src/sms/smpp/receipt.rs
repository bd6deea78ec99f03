//! Reads what an SMS centre reports of a message: `deliver_sm` with a receipt inside.
//!
//! SMPP 3.4 leaves the text to the centre; appendix B shows the usual form, which all centres we
//! know of use: `id:IIII sub:001 dlvrd:001 submit date:… done date:… stat:DELIVRD err:000 text:…`.
//! Where the TLVs `receipted_message_id` and `message_state` are present, they go first.

use crate::sms::message::{MessageId, Receipt, ReceiptState};
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::TlvValue;
use rusmpp::values::{MessageState, MessageType};
use std::sync::Arc;

/// What a `deliver_sm` turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Incoming {
    /// The end of one of our messages.
    Final(Receipt),
    /// A passing state of one of our messages, of no interest.
    Passing,
    /// Not a receipt: somebody wrote to our number, or the form is unknown.
    Other,
}

/// Reads a `deliver_sm` of a gateway.
pub(super) fn read(gateway: &Arc<str>, pdu: &DeliverSm) -> Incoming {
    let tlvs = || pdu.tlvs().iter().filter_map(rusmpp::tlvs::Tlv::value);
    let tlv_id = tlvs().find_map(|value| match value {
        TlvValue::ReceiptedMessageId(id) => Some(id.as_str().to_owned()),
        _ => None,
    });
    let marked = pdu.esm_class.message_type == MessageType::ShortMessageContainsMCDeliveryReceipt;
    if !marked && tlv_id.is_none() {
        return Incoming::Other;
    }
    let tlv_state = tlvs().find_map(|value| match value {
        TlvValue::MessageState(state) => Some(of_number(*state)),
        _ => None,
    });
    let text = String::from_utf8_lossy(pdu.short_message().as_ref());
    let Some(id) = tlv_id.or_else(|| field(&text, "id:")) else {
        return Incoming::Other;
    };
    match tlv_state.or_else(|| field(&text, "stat:").map(|stat| of_word(&stat))) {
        Some(Some(state)) => {
            let message = MessageId { gateway: Arc::clone(gateway), id };
            Incoming::Final(Receipt { message, state, code: field(&text, "err:") })
        }
        Some(None) => Incoming::Passing,
        None => Incoming::Other,
    }
}

/// The word after a name; names are matched in any case, at the start of a word only.
fn field(text: &str, name: &str) -> Option<String> {
    let named = |word: &str, name: &str| {
        word.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    // After `text:` comes what the message itself said.
    let mut words = text.split_ascii_whitespace().take_while(|word| !named(word, "text:"));
    let word = words.find(|word| named(word, name))?;
    let value: String =
        word.chars().skip(name.len()).filter(char::is_ascii_graphic).take(64).collect();
    (!value.is_empty()).then_some(value)
}

/// `None` for a state that passes.
fn of_word(stat: &str) -> Option<ReceiptState> {
    match stat.to_ascii_uppercase().as_str() {
        "DELIVRD" => Some(ReceiptState::Delivered),
        "EXPIRED" => Some(ReceiptState::Failed("expired")),
        "DELETED" => Some(ReceiptState::Failed("deleted")),
        "UNDELIV" => Some(ReceiptState::Failed("undeliverable")),
        "REJECTD" => Some(ReceiptState::Failed("rejected")),
        _ => None,
    }
}

fn of_number(state: MessageState) -> Option<ReceiptState> {
    match state {
        MessageState::Delivered => Some(ReceiptState::Delivered),
        MessageState::Expired => Some(ReceiptState::Failed("expired")),
        MessageState::Deleted => Some(ReceiptState::Failed("deleted")),
        MessageState::Undeliverable => Some(ReceiptState::Failed("undeliverable")),
        MessageState::Rejected => Some(ReceiptState::Failed("rejected")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, DeliverSm, Incoming, MessageId, MessageState, Receipt, ReceiptState};
    use rusmpp::tlvs::MessageDeliveryRequestTlvValue;
    use rusmpp::types::{COctetString, OctetString};
    use rusmpp::values::EsmClass;

    fn read(pdu: &DeliverSm) -> Incoming {
        super::read(&Arc::from("centre"), pdu)
    }

    fn said(text: &str) -> DeliverSm {
        DeliverSm::builder()
            .esm_class(EsmClass::from(0x04))
            .short_message(OctetString::from_slice(text.as_bytes()).unwrap())
            .build()
    }

    fn receipt(id: &str, state: ReceiptState, code: Option<&str>) -> Incoming {
        let code = code.map(str::to_owned);
        let message = MessageId { gateway: "centre".into(), id: id.to_owned() };
        Incoming::Final(Receipt { message, state, code })
    }

    #[test]
    fn reads_the_usual_text() {
        let text = "id:0a1B-7 sub:001 dlvrd:001 submit date:2611221805 done date:2611221806 stat:DELIVRD err:000 text:Ma OTP";
        assert_eq!(read(&said(text)), receipt("0a1B-7", ReceiptState::Delivered, Some("000")));
        let text = "id:9 sub:001 dlvrd:000 stat:UNDELIV err:0A1 Text:id:7 stat:DELIVRD";
        assert_eq!(
            read(&said(text)),
            receipt("9", ReceiptState::Failed("undeliverable"), Some("0A1"))
        );
        assert_eq!(
            read(&said("ID:9 STAT:EXPIRED")),
            receipt("9", ReceiptState::Failed("expired"), None)
        );
    }

    #[test]
    fn passing_states_and_strange_texts_are_no_end() {
        assert_eq!(read(&said("id:9 stat:ENROUTE err:000")), Incoming::Passing);
        assert_eq!(read(&said("id:9 stat:ACCEPTD")), Incoming::Passing);
        assert_eq!(read(&said("id: stat:DELIVRD")), Incoming::Other);
        assert_eq!(read(&said("id:9 text: stat:DELIVRD")), Incoming::Other);
        assert_eq!(read(&said("hello")), Incoming::Other);
        let mut written_by_a_person = said("id:9 stat:DELIVRD");
        written_by_a_person.esm_class = EsmClass::from(0);
        assert_eq!(read(&written_by_a_person), Incoming::Other);
    }

    #[test]
    fn tlvs_go_before_the_text() {
        let mut pdu = said("id:1 stat:ENROUTE err:000");
        pdu.push_tlv(MessageDeliveryRequestTlvValue::ReceiptedMessageId(
            COctetString::from_slice(b"77\0").unwrap(),
        ));
        pdu.push_tlv(MessageDeliveryRequestTlvValue::MessageState(MessageState::Delivered));
        assert_eq!(read(&pdu), receipt("77", ReceiptState::Delivered, Some("000")));
    }
}
