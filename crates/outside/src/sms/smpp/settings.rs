//! Settings of one SMPP gateway.

use ground::{Fault, Secret, Span};
use serde::Deserialize;

/// Settings of one SMPP 3.4 gateway.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Name or address of the SMS centre.
    pub host: String,
    /// Port of the SMS centre.
    pub port: u16,
    /// The name we bind with, at most 15 characters.
    pub system_id: String,
    /// The password we bind with, at most 8 characters.
    pub password: Secret,
    /// The kind of system the centre knows us as, at most 12 characters; mostly empty.
    pub system_type: String,
    /// The sender shown on the handset: a brand name of at most 11 characters, or a number.
    pub source: String,
    /// Type of number of the sender: 5 for a brand name, 3 for a short number.
    pub source_ton: u8,
    /// Numbering plan of the sender: 0 for a brand name.
    pub source_npi: u8,
    /// How many messages may be under way without an answer.
    pub window: u16,
    /// How long connecting may take, and how long a message waits for a connection being made.
    pub connect_timeout: Span,
    /// How long a message may take from its turn to the centre's answer, all its parts together.
    pub response_timeout: Span,
    /// How often an idle connection is tried with enquire_link.
    pub enquire_link: Span,
    /// The first pause before connecting again; it doubles from try to try.
    pub reconnect_first: Span,
    /// The longest pause before connecting again.
    pub reconnect_longest: Span,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: "localhost".to_owned(),
            port: 2775,
            system_id: String::new(),
            password: Secret::new(""),
            system_type: String::new(),
            source: "MotCua".to_owned(),
            source_ton: 5,
            source_npi: 0,
            window: 10,
            connect_timeout: Span::from_seconds(5),
            response_timeout: Span::from_seconds(10),
            enquire_link: Span::from_seconds(30),
            reconnect_first: Span::from_ms(500),
            reconnect_longest: Span::from_seconds(30),
        }
    }
}

impl Settings {
    /// The longest that handing one message over may take.
    pub fn longest_sending(&self) -> Span {
        Span::from_ms(self.connect_timeout.as_ms() + self.response_timeout.as_ms())
    }

    /// What the gateway is called beside its ids of messages.
    pub(super) fn name(&self) -> String {
        format!("smpp {}@{}:{}", self.system_id, self.host, self.port)
    }

    /// Whether these can be written into SMPP's fields.
    ///
    /// # Errors
    /// The first field that is too long, not ASCII, or nothing where something is needed.
    pub fn check(&self) -> Result<(), Fault> {
        let source_most = if self.source_ton == 5 { 11 } else { 20 };
        let wrong = [
            (!fits(&self.system_id, 15), "sms.smpp.system_id is longer than 15 or not ASCII"),
            (!fits(self.password.reveal(), 8), "sms.smpp.password is longer than 8 or not ASCII"),
            (!fits(&self.system_type, 12), "sms.smpp.system_type is longer than 12 or not ASCII"),
            (!fits(&self.source, source_most), "sms.smpp.source is too long or not ASCII"),
            (self.window == 0, "sms.smpp.window must be 1 or more"),
            (self.connect_timeout == Span::ZERO, "sms.smpp.connect_timeout must not be nothing"),
            (self.response_timeout == Span::ZERO, "sms.smpp.response_timeout must not be nothing"),
            (self.enquire_link == Span::ZERO, "sms.smpp.enquire_link must not be nothing"),
            (self.reconnect_first == Span::ZERO, "sms.smpp.reconnect_first must not be nothing"),
        ];
        match wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
            Some((_, what)) => Err(Fault::new("checking the settings of SMS", what)),
            None => Ok(()),
        }
    }
}

fn fits(text: &str, most: usize) -> bool {
    text.len() <= most && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_which_field_is_wrong() {
        assert!(Settings::default().check().is_ok());
        let long = Settings { source: "MotCuaQuangNgai".to_owned(), ..Settings::default() };
        assert!(long.check().unwrap_err().to_string().contains("sms.smpp.source"));
        let accented = Settings { system_id: "một".to_owned(), ..Settings::default() };
        assert!(accented.check().is_err());
    }
}
