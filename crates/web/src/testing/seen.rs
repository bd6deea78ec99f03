//! What a browser has seen: one answer, and what a person reads in it.

use axum::http::{HeaderMap, StatusCode};
use scraper::{ElementRef, Html, Selector};

/// One answer of a house.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The path it answers.
    pub path: String,
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Seen {
    pub(super) fn new(path: String, status: StatusCode, headers: HeaderMap, body: &[u8]) -> Self {
        Self { path, status, headers, body: String::from_utf8_lossy(body).into_owned() }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Every header of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// What a person reads, with single spaces.
    pub fn text(&self) -> String {
        self.texts("body").join(" ")
    }

    /// The page's heading; empty where there is none.
    pub fn heading(&self) -> String {
        self.texts("h1").join(" ")
    }

    /// The texts of all elements that a selector chooses.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&parsed(selector)).map(words).collect()
    }

    /// An attribute of the first element that a selector chooses.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let element = page.select(&parsed(selector)).next()?;
        element.value().attr(name).map(str::to_owned)
    }

    /// What stands in a field; nothing where the page has no such field.
    pub fn field(&self, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let named = |tag: &str| format!("{tag}[name=\"{name}\"]");
        let all = ["input", "textarea", "select", "button"].map(named).join(", ");
        let element = page.select(&parsed(&all)).next()?;
        Some(element.value().attr("value").unwrap_or_default().to_owned())
    }

    /// What the page complains about in a field; empty for nothing.
    pub fn complaint(&self, field: &str) -> String {
        self.texts(&format!("#field-{field}-error > span")).first().map_or_else(
            String::new,
            |all| {
                let unseen = self.texts(&format!("#field-{field}-error .unseen")).join(" ");
                all.strip_prefix(&unseen).unwrap_or(all).trim().to_owned()
            },
        )
    }

    /// Whether these words stand on the page.
    pub fn shows(&self, words: &str) -> bool {
        self.text().contains(&single_spaced(words))
    }

    /// Demands these words.
    ///
    /// # Panics
    /// Where they are not on the page.
    #[track_caller]
    pub fn sees(&self, words: &str) -> &Self {
        if !self.shows(words) {
            self.lacks(&format!("\"{words}\" is not there"));
        }
        self
    }

    /// Demands that these words are not there.
    ///
    /// # Panics
    /// Where they are on the page.
    #[track_caller]
    pub fn misses(&self, words: &str) -> &Self {
        if self.shows(words) {
            self.lacks(&format!("\"{words}\" is there"));
        }
        self
    }

    /// Demands a status.
    ///
    /// # Panics
    /// Where it is another.
    #[track_caller]
    pub fn answers(&self, status: u16) -> &Self {
        if self.status.as_u16() != status {
            self.lacks(&format!("not {status}"));
        }
        self
    }

    /// Demands that the path ends so.
    ///
    /// # Panics
    /// Where it ends otherwise.
    #[track_caller]
    pub fn is_at(&self, end: &str) -> &Self {
        if !self.path.ends_with(end) {
            self.lacks(&format!("this is not {end}"));
        }
        self
    }

    /// Where a link with this text leads, or one that begins with it.
    #[track_caller]
    pub(super) fn link(&self, text: &str) -> String {
        let page = Html::parse_document(&self.body);
        let links = parsed("a[href]");
        let text = single_spaced(text);
        let exact = page.select(&links).find(|link| words(*link) == text);
        let link =
            exact.or_else(|| page.select(&links).find(|link| words(*link).starts_with(&text)));
        let href = link.and_then(|link| link.value().attr("href")).map(str::to_owned);
        href.unwrap_or_else(|| self.lacks(&format!("no link \"{text}\"")))
    }

    /// Ends the story, showing where it stands.
    #[track_caller]
    pub(super) fn lacks(&self, what: &str) -> ! {
        panic!("{what} – at {} ({}): {}", self.path, self.status, self.text())
    }
}

/// A selector that is written in a test.
#[track_caller]
pub(super) fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|_| panic!("{selector} is no selector"))
}

/// The words of an element, with single spaces; scripts and styles have none.
pub(super) fn words(element: ElementRef<'_>) -> String {
    single_spaced(&element.text().collect::<Vec<_>>().join(" "))
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
