//! The sandbox's settings: what the parties ask of their clients, how slow they are, how much fits.

use ground::{Secret, Span};
use serde::Deserialize;
use web::House;
use web::house::Colours;

/// How the invented parties behave.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// How the sandbox's own pages present themselves.
    pub house: House,
    /// The name a client binds to the SMS centre with (at most 15 characters).
    pub sms_system_id: String,
    /// The password of that bind (SMPP allows at most 8 characters).
    pub sms_password: Secret,
    /// How long after a submit the SMS centre sends the delivery receipt.
    pub receipt_after: Span,
    /// How much later message and receipt come while the fault `sms` is `delayed`.
    pub delayed_by: Span,
    /// The client id that the operator's token endpoint knows.
    pub telco_client_id: String,
    /// The secret of that client.
    pub telco_client_secret: Secret,
    /// How long an access token of the operator lives.
    pub token_lives: Span,
    /// How long the operator, and the officials' provider, wait with each answer while they are
    /// `slow`.
    pub slow_by: Span,
    /// The client id that the officials' OpenID provider knows.
    pub openid_client_id: String,
    /// The secret of that client.
    pub openid_client_secret: Secret,
    /// Where that client is told that somebody signed out, on this machine; empty for nowhere.
    pub openid_backchannel_logout_uri: String,
    /// How long a silent SMPP or SMTP connection stays open.
    pub idle_after: Span,
    /// How many SMPP connections, and how many SMTP connections, may be open at once.
    pub connections_max: usize,
    /// How many invented people fit.
    pub people_max: usize,
    /// How many messages one handset or mailbox keeps; the oldest go first.
    pub messages_per_place: usize,
    /// How many messages all handsets, and all mailboxes, keep together; the oldest go first.
    pub messages_max: usize,
    /// How many submits the SMS centre remembers; the oldest go first.
    pub submits_max: usize,
    /// The largest mail the mail server takes, in bytes.
    pub mail_bytes_max: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            house: house(),
            sms_system_id: "motcua".into(),
            sms_password: Secret::new("sandbox"),
            receipt_after: Span::from_ms(300),
            delayed_by: Span::from_seconds(20),
            telco_client_id: "motcua".into(),
            telco_client_secret: Secret::new("sandbox-telco"),
            token_lives: Span::from_hours(1),
            slow_by: Span::from_seconds(15),
            openid_client_id: "portal".into(),
            openid_client_secret: Secret::new("sandbox-openid"),
            openid_backchannel_logout_uri: String::new(),
            idle_after: Span::from_minutes(5),
            connections_max: 64,
            people_max: 10_000,
            messages_per_place: 500,
            messages_max: 100_000,
            submits_max: 100_000,
            mail_bytes_max: 1_048_576,
        }
    }
}

/// The sandbox says at every moment that nothing in it is real.
fn house() -> House {
    House {
        name_vi: "Thế giới mô phỏng".into(),
        name_en: "Simulated world".into(),
        slogan_vi: "Đóng vai nhà mạng, tin nhắn và thư điện tử".into(),
        slogan_en: "Plays the operator, text messages and mail".into(),
        colours: Colours::Jade,
        demonstration: true,
        public_url: "http://localhost:8082".into(),
        ..House::default()
    }
}
