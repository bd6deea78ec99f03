//! Reading a mail (RFC 5322, MIME): sender, subject and the part a person reads.

use crate::world::Mail;
use ground::Moment;
use mail_parser::MessageParser;

/// Reads what came in; `envelope_from` stands for a sender the mail itself does not name. What
/// cannot be read as a mail at all shows as plain text.
pub(super) fn read(raw: &[u8], envelope_from: &str, at: Moment) -> Mail {
    let unread = || Mail {
        at,
        from: envelope_from.to_owned(),
        subject: String::new(),
        text: String::from_utf8_lossy(raw).into_owned(),
    };
    let Some(message) = MessageParser::default().parse(raw) else { return unread() };
    let from = message.from().and_then(|all| all.first()).and_then(|one| one.address());
    Mail {
        at,
        from: from.unwrap_or(envelope_from).to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        text: message.body_text(0).map(|text| text.replace("\r\n", "\n")).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_lines(lines: &[&str]) -> Mail {
        read(lines.join("\r\n").as_bytes(), "envelope@example.vn", Moment::from_unix_ms(0))
    }

    #[test]
    fn decodes_subject_and_quoted_printable() {
        let mail = read_lines(&[
            "From: =?utf-8?B?Q+G7lW5n?= <dvc@example.vn>",
            "Subject: =?utf-8?B?WMOhYyBuaOG6rW4=?= =?utf-8?Q?_th=C6=B0?=",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "Ch=C3=A0o b=E1=BA=A1n, d=C3=B2ng r=E1=BA=A5t=",
            " d=C3=A0i.",
        ]);
        assert_eq!(mail.from, "dvc@example.vn");
        assert_eq!(mail.subject, "Xác nhận thư");
        assert_eq!(mail.text, "Chào bạn, dòng rất dài.");
    }

    #[test]
    fn takes_the_plain_text_of_several_parts_and_its_base64() {
        let mail = read_lines(&[
            "Subject: two",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            "Q2jDoG8gYuG6oW4=",
            "--b",
            "Content-Type: text/html",
            "",
            "<p>Hi</p>",
            "--b--",
        ]);
        assert_eq!(mail.text, "Chào bạn");
        assert_eq!(mail.from, "envelope@example.vn");
    }

    #[test]
    fn bears_what_is_no_mail() {
        assert_eq!(read_lines(&[""]).subject, "");
        read(&[0xFF, 0x00, 0x0A, 0x0A, 0xFE], "", Moment::from_unix_ms(0));
    }
}
