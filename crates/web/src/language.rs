//! The two languages of every page: Vietnamese first, complete English second.

/// The language of a page, named by the first segment of its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese, `/vi/…`.
    Vi,
    /// English, `/en/…`.
    En,
}

impl Language {
    /// Both, Vietnamese first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The code of ISO 639-1, which is also the path segment.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language in its own words, for the switch.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Vi => "Tiếng Việt",
            Self::En => "English",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    /// The language and the rest of a path: `/en/dang-ky` is English and `/dang-ky`.
    pub fn of_path(path: &str) -> Option<(Self, &str)> {
        let inner = path.strip_prefix('/')?;
        let (code, _) = inner.split_once('/').unwrap_or((inner, ""));
        Some((Self::from_code(code)?, &path[1 + code.len()..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_from_the_path() {
        assert_eq!(Language::of_path("/en/dang-ky"), Some((Language::En, "/dang-ky")));
        assert_eq!(Language::of_path("/vi"), Some((Language::Vi, "")));
        assert_eq!(Language::of_path("/vietnam"), None);
        assert_eq!(Language::of_path("/"), None);
    }
}
