//! Delivery receipts: a `deliver_sm` whose text tells what became of a message (SMPP 3.4, app. B).

use ground::{Fault, Moment, Span, fault::Doing};
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::MessageDeliveryRequestTlvValue as Field;
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, MessageState, Npi, Ton};

/// What became of a submitted message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Receipt {
    /// The id the centre gave it.
    pub(super) message_id: String,
    /// Whether it arrived.
    pub(super) arrived: bool,
    /// Who had sent it, and how that name is to be read.
    pub(super) from: (String, Ton),
    /// To whom, in E.164.
    pub(super) to: String,
    /// When it was submitted.
    pub(super) submitted: Moment,
    /// When it was done with.
    pub(super) done: Moment,
    /// Its text.
    pub(super) text: String,
}

impl Receipt {
    /// The text of the receipt.
    fn text(&self) -> String {
        let (delivered, state, error) = match self.arrived {
            true => ("001", "DELIVRD", "000"),
            false => ("000", "UNDELIV", "001"),
        };
        let start: String =
            self.text.chars().map(|c| if c.is_ascii() { c } else { '.' }).take(20).collect();
        format!(
            "id:{} sub:001 dlvrd:{delivered} submit date:{} done date:{} stat:{state} err:{error} text:{start}",
            self.message_id,
            minutes(self.submitted),
            minutes(self.done),
        )
    }

    /// The receipt as the centre sends it.
    ///
    /// # Errors
    /// A name or number longer than SMPP allows.
    pub(super) fn to_pdu(&self) -> Result<DeliverSm, Fault> {
        let state =
            if self.arrived { MessageState::Delivered } else { MessageState::Undeliverable };
        let id = COctetString::from_string(self.message_id.clone()).doing("naming a message")?;
        let number = self.to.trim_start_matches('+').to_owned();
        let text = OctetString::from_string(self.text()).doing("writing a receipt")?;
        Ok(DeliverSm::builder()
            .source_addr_ton(Ton::International)
            .source_addr_npi(Npi::Isdn)
            .source_addr(COctetString::from_string(number).doing("writing a receipt's sender")?)
            .dest_addr_ton(self.from.1)
            .destination_addr(
                COctetString::from_string(self.from.0.clone()).doing("addressing a receipt")?,
            )
            .esm_class(EsmClass::from(0x04))
            .data_coding(DataCoding::McSpecific)
            .short_message(text)
            .push_tlv(Field::ReceiptedMessageId(id))
            .push_tlv(Field::MessageState(state))
            .build())
    }
}

/// `YYMMDDhhmm` in Vietnam's time, as the centres of Vietnamese operators write it.
fn minutes(at: Moment) -> String {
    let local = at.plus(Span::from_hours(7)).to_rfc3339();
    local.chars().filter(char::is_ascii_digit).skip(2).take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_usual_text() {
        let receipt = Receipt {
            message_id: "ab12".into(),
            arrived: true,
            from: ("DVC".into(), Ton::Alphanumeric),
            to: "+84828000088".into(),
            submitted: Moment::from_rfc3339("2026-11-22T18:05:00+07:00").unwrap(),
            done: Moment::from_rfc3339("2026-11-22T18:06:59+07:00").unwrap(),
            text: "Mã OTP của bạn là 123456, hiệu lực 5 phút".into(),
        };
        assert_eq!(
            receipt.text(),
            "id:ab12 sub:001 dlvrd:001 submit date:2611221805 done date:2611221806 stat:DELIVRD \
             err:000 text:M. OTP c.a b.n l. 12"
        );
        assert_eq!(u8::from(receipt.to_pdu().unwrap().esm_class), 0x04);
    }
}
