//! Where a person was when they pressed *Đăng nhập*: a page of this house, and never anywhere else.

use web::Language;

/// The longest path that is gone back to, in bytes.
const AT_MOST: usize = 1000;

/// A path of this house that a person may be led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReturnPath(String);

impl ReturnPath {
    /// The path as it was sent; nothing where it could lead elsewhere, or to signing in or out.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // Browsers read "\" as "/" and drop tabs and line ends.
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let path = text.split(['?', '#']).next().unwrap_or_default();
        let (_, inner) = Language::of_path(path)?;
        let leads_in = inner.starts_with("/dang-nhap") || inner.starts_with("/dang-xuat");
        let is_sound = is_plain
            && text.len() <= AT_MOST
            && (inner.is_empty() || inner.starts_with('/'))
            && !inner.contains("//")
            && !inner.split('/').any(|part| part == "." || part == "..")
            && !leads_in;
        is_sound.then(|| Self(text.to_owned()))
    }

    /// The path as it was sent, or the front page.
    pub(super) fn of(text: &str, language: Language) -> Self {
        Self::parse(text).unwrap_or_else(|| Self(format!("/{}", language.code())))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_house_are_gone_back_to() {
        for right in ["/vi", "/en", "/vi/thu-tuc?q=khai+sinh", "/en/ho-so/1#buoc-2", "/vi?x=//a"] {
            assert_eq!(ReturnPath::parse(right).unwrap().as_str(), right);
        }
        for wrong in [
            "",
            "/",
            "//evil.example/vi",
            "/\\evil.example",
            "https://evil.example/vi",
            "/vi//evil.example",
            "/vi/../../x",
            "/vi\\@evil.example",
            "/vi\t/x",
            "/vi/a\r\nset-cookie: x",
            "/vinh",
            "javascript:alert(1)",
            "/vi/dang-nhap",
            "/vi/dang-xuat",
            "/dang-nhap/national/callback",
        ] {
            assert_eq!(ReturnPath::parse(wrong), None, "{wrong}");
        }
        assert_eq!(ReturnPath::of("//evil.example", Language::En).as_str(), "/en");
        assert_eq!(ReturnPath::parse(&format!("/vi/{}", "a".repeat(1000))), None);
    }
}
