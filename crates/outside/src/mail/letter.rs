//! A mail as we know it, and as RFC 5322 writes it.

use super::MailRefusal;
use ground::Moment;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use std::fmt;
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// The last second a mail's date can name: 9999-12-31T23:59:59Z.
const LAST_MS: i64 = 253_402_300_799_000;

/// One mail to one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address, as `civic::email_address` has checked it.
    pub to: String,
    /// The subject, on one line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as a page, for those who read mail so.
    pub html: Option<String>,
    /// The same for every try of the same mail; it becomes the `Message-ID`.
    pub reference: Uuid,
    /// When the mail was written; the same for every try. It becomes the `Date`.
    pub written_at: Moment,
}

impl fmt::Debug for Mail {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Address and text are personal: neither may reach a log.
        write!(out, "Mail({})", self.reference)
    }
}

/// Writes a mail from `from`.
pub(super) fn message(mail: &Mail, from: &Mailbox) -> Result<Message, MailRefusal> {
    let to = mail.to.parse().map_err(|_| MailRefusal::Rejected)?;
    let ms = u64::try_from(mail.written_at.unix_ms().clamp(0, LAST_MS)).unwrap_or(0);
    let domain = from.email.domain();
    let builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.subject.replace(['\r', '\n'], " "))
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(ms))
        .message_id(Some(format!("<{}@{domain}>", mail.reference)))
        // RFC 3834: nobody's holiday notice answers this.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    let text = SinglePart::plain(mail.text.clone());
    let written = match &mail.html {
        None => builder.singlepart(text),
        Some(html) => builder.multipart(
            // Else the library would draw the boundary by chance.
            MultiPart::alternative()
                .boundary(format!("part-{}", mail.reference))
                .singlepart(text)
                .singlepart(SinglePart::html(html.clone())),
        ),
    };
    written.map_err(|_| MailRefusal::Rejected)
}
