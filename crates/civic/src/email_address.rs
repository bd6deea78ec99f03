//! `EmailAddress`: an address that ordinary mail programs can write to.

use crate::door::{says, through_the_door};
use crate::fold::is_invisible;
use unicode_normalization::UnicodeNormalization;

/// A mail address: an ASCII local part as it was typed, a lower-case domain with a dot;
/// at most 254 characters (RFC 5321, 4.5.3.1.3).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Why a text is no mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailAddressRefusal {
    /// Nothing was typed.
    Empty,
    /// It has more than 254 characters, or more than 64 before the `@`.
    TooLong,
    /// It holds a space, a control or an invisible character.
    Space,
    /// It does not have the form `name@domain.vn`.
    Shape,
    /// It holds letters with diacritics before the `@`, most likely by a keyboard left on.
    Accented,
    /// Its domain is written in other than plain letters.
    InternationalDomain,
}

says!(EmailAddressRefusal,
    Self::Empty => "the mail address is empty",
    Self::TooLong => "a mail address has at most 254 characters",
    Self::Space => "a mail address has no spaces",
    Self::Shape => "a mail address has the form name@example.vn",
    Self::Accented => "a mail address has no diacritics",
    Self::InternationalDomain => "the domain is written in plain letters",
);

impl EmailAddress {
    /// Reads an address; outer spaces are dropped. Quoted local parts and address literals are
    /// refused: nobody types them but to break something.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn parse(text: &str) -> Result<Self, EmailAddressRefusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailAddressRefusal::Empty);
        }
        if text.len() > 254 * 12 {
            return Err(EmailAddressRefusal::TooLong);
        }
        let text: String = text.nfc().collect();
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c)) {
            return Err(EmailAddressRefusal::Space);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailAddressRefusal::Shape)?;
        if !local.is_ascii() {
            return Err(EmailAddressRefusal::Accented);
        }
        if !domain.is_ascii() {
            return Err(EmailAddressRefusal::InternationalDomain);
        }
        if text.len() > 254 || local.len() > 64 {
            return Err(EmailAddressRefusal::TooLong);
        }
        if !is_local(local) || !is_domain(domain) {
            return Err(EmailAddressRefusal::Shape);
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The address; its domain is in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Enough to know one's own by: `a***@example.vn`. How long it is does not show.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        format!("{}***@{domain}", &local[..local.len().min(1)])
    }
}

/// A dot-atom of RFC 5322.
fn is_local(local: &str) -> bool {
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.split('.').all(|part| !part.is_empty() && part.chars().all(atom))
}

/// Two or more labels of letters, digits and inner hyphens; the last one is no number.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let Some((_, last)) = domain.rsplit_once('.') else { return false };
    domain.split('.').all(label)
        && last.len() >= 2
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

through_the_door!(EmailAddress, |address| address.0.clone(), EmailAddress::parse);

#[cfg(test)]
mod tests {
    use super::*;
    use EmailAddressRefusal::*;
    use proptest::prelude::*;

    #[test]
    fn is_masked() {
        let masked = |text| EmailAddress::parse(text).unwrap().masked();
        assert_eq!(masked("an.nguyen@example.vn"), "a***@example.vn");
        assert_eq!(masked("a@example.vn"), "a***@example.vn");
    }

    #[test]
    fn takes_ordinary_addresses() {
        for (typed, read) in [
            (" hoa.nguyen@Example.VN ", "hoa.nguyen@example.vn"),
            ("Hoa+cong@mail.example.com", "Hoa+cong@mail.example.com"),
            ("o'brien@xn--bcher-kva.example", "o'brien@xn--bcher-kva.example"),
        ] {
            assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), read);
        }
    }

    #[test]
    fn refuses_with_the_reason() {
        let refused = |text: &str| EmailAddress::parse(text).unwrap_err();
        assert_eq!(refused("  "), Empty);
        assert_eq!(refused(&format!("{}@example.vn", "a".repeat(65))), TooLong);
        assert_eq!(refused(&format!("a@{}vn", "abcdefgh.".repeat(30))), TooLong);
        assert_eq!(refused(&"a".repeat(1_000_000)), TooLong);
        for text in
            ["hoa nguyen@example.vn", "hoa@example.vn\r\nBcc: x@y.vn", "hoa@\u{0}example.vn"]
        {
            assert_eq!(refused(text), Space, "{text}");
        }
        for text in [
            "hoa",
            "@example.vn",
            "hoa@",
            "hoa@localhost",
            "a@b@c.vn",
            ".a@b.vn",
            "a..b@c.vn",
            "a@-b.vn",
            "a@b..vn",
            "a@127.0.0.1",
            "a@[1.2]",
            "\"a\"@b.vn",
            "a<b>@c.vn",
            "a,b@c.vn",
        ] {
            assert_eq!(refused(text), Shape, "{text}");
        }
        assert_eq!(refused("hòa@example.vn"), Accented);
        assert_eq!(refused("hoa@ví-dụ.vn"), InternationalDomain);
    }

    #[test]
    fn shows_nothing_and_is_checked_when_read() {
        let address: EmailAddress = serde_json::from_str("\"hoa@EXAMPLE.vn\"").unwrap();
        assert_eq!(format!("{address:?}"), "EmailAddress(…)");
        assert_eq!(serde_json::to_string(&address).unwrap(), "\"hoa@example.vn\"");
        assert!(serde_json::from_str::<EmailAddress>("\"hoa\"").is_err());
    }

    proptest! {
        #[test]
        fn is_read_again_as_itself(text in "[a-zA-Z0-9.+_-]{1,20}@[a-zA-Z0-9.-]{1,20}\\.[a-z]{2,4}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
            }
        }

        #[test]
        fn never_breaks(text in ".{0,60}") {
            let _ = EmailAddress::parse(&text);
        }
    }
}
