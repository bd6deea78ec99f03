//! Texts of pages and letters: Fluent files that stand in the slices, gathered once at start.

use crate::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// The texts of one slice in both languages, as they stand in `vi.ftl` and `en.ftl`.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Vietnamese, the source.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

/// The texts beside the file that calls this: `web::texts!()` reads `vi.ftl` and `en.ftl`.
#[macro_export]
macro_rules! texts {
    () => {
        $crate::text::Source { vi: include_str!("vi.ftl"), en: include_str!("en.ftl") }
    };
}

/// What the kit itself says: layout, fields, faults.
pub const KIT: Source =
    Source { vi: include_str!("../components/vi.ftl"), en: include_str!("../components/en.ftl") };

/// All texts of one house, by language and key.
pub struct Texts {
    vi: Book,
    en: Book,
}

/// One language. Texts without a placeholder, which are nearly all, are answered from a table.
struct Book {
    plain: HashMap<String, Box<str>>,
    bundle: FluentBundle<FluentResource>,
}

/// A text file that does not parse or says a key twice.
#[derive(Debug)]
pub struct TextFault(String);

impl fmt::Display for TextFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the texts are faulty: {}", self.0)
    }
}

impl std::error::Error for TextFault {}

impl Texts {
    /// Gathers the texts of the kit and of every slice.
    ///
    /// # Errors
    /// A file that does not parse, or a key that stands twice.
    pub fn gather(slices: &[Source]) -> Result<Self, TextFault> {
        let all = || std::iter::once(&KIT).chain(slices);
        Ok(Self {
            vi: Book::bind("vi", all().map(|source| source.vi))?,
            en: Book::bind("en", all().map(|source| source.en))?,
        })
    }

    /// The text of a key. A missing key shows itself: tests see to it that none is missing.
    pub fn say<'a>(&'a self, language: Language, key: &'a str) -> Cow<'a, str> {
        let book = self.book(language);
        match book.plain.get(key) {
            Some(text) => Cow::Borrowed(text),
            None => self.say_with(language, key, &[]),
        }
    }

    /// The text of a key with its placeholders filled.
    pub fn say_with<'a>(
        &'a self,
        language: Language,
        key: &'a str,
        fill: &[(&'static str, Fill)],
    ) -> Cow<'a, str> {
        let book = self.book(language);
        let pattern = book.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else { return Cow::Borrowed(key) };
        let mut args = FluentArgs::with_capacity(fill.len());
        for (name, value) in fill {
            args.set(*name, value.as_fluent());
        }
        let mut faults = Vec::new();
        let said = book.bundle.format_pattern(pattern, Some(&args), &mut faults);
        Cow::Owned(said.into_owned())
    }

    fn book(&self, language: Language) -> &Book {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

impl Book {
    fn bind<'a>(code: &str, files: impl Iterator<Item = &'a str>) -> Result<Self, TextFault> {
        let language = code.parse().map_err(|_| TextFault(format!("no language {code}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        let mut keys = Vec::new();
        for file in files {
            let resource = FluentResource::try_new(file.to_owned())
                .map_err(|(_, errors)| TextFault(format!("{code}: {errors:?}")))?;
            keys.extend(plain_keys(file));
            bundle
                .add_resource(resource)
                .map_err(|errors| TextFault(format!("{code}: {errors:?}")))?;
        }
        let mut plain = HashMap::new();
        for key in keys {
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                continue;
            };
            let mut faults = Vec::new();
            let said = bundle.format_pattern(pattern, None, &mut faults);
            if faults.is_empty() {
                plain.insert(key.to_owned(), Box::from(said.as_ref()));
            }
        }
        Ok(Self { plain, bundle })
    }
}

fn plain_keys(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        (!key.is_empty() && !key.starts_with([' ', '#', '.', '-'])).then_some(key)
    })
}

/// What fills a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// A text.
    Text(String),
    /// A number, which may choose a plural.
    Number(i64),
}

impl Fill {
    fn as_fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_str()),
            Self::Number(number) => FluentValue::from(*number),
        }
    }
}

impl<T: ToFill + ?Sized> From<&T> for Fill {
    fn from(value: &T) -> Self {
        value.to_fill()
    }
}

/// Values that can fill a placeholder.
pub trait ToFill {
    /// As a filling.
    fn to_fill(&self) -> Fill;
}

impl ToFill for str {
    fn to_fill(&self) -> Fill {
        Fill::Text(self.to_owned())
    }
}

impl ToFill for String {
    fn to_fill(&self) -> Fill {
        Fill::Text(self.clone())
    }
}

impl ToFill for Cow<'_, str> {
    fn to_fill(&self) -> Fill {
        Fill::Text(self.clone().into_owned())
    }
}

impl<T: ToFill + ?Sized> ToFill for &T {
    fn to_fill(&self) -> Fill {
        (**self).to_fill()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl ToFill for $number {
            fn to_fill(&self) -> Fill {
                Fill::Number(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )*};
}
numbers!(i32, i64, u8, u32, u64, usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_plain_and_filled_texts() {
        let texts = Texts::gather(&[Source {
            vi: "a-hello = Xin chào\na-wait = Còn { $n } giây\n",
            en: "a-hello = Hello\na-wait = { $n ->\n    [one] one second\n   *[other] { $n } seconds\n }\n",
        }])
        .unwrap();
        assert_eq!(texts.say(Language::Vi, "a-hello"), "Xin chào");
        assert_eq!(texts.say_with(Language::Vi, "a-wait", &[("n", (&3).into())]), "Còn 3 giây");
        assert_eq!(texts.say_with(Language::En, "a-wait", &[("n", (&1).into())]), "one second");
        assert_eq!(texts.say(Language::En, "a-missing"), "a-missing");
    }
}
