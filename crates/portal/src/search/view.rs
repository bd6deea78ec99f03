//! What was found, as pages show it.

use super::facets::{Kind, Label};
use super::find::{Asked, Found, find};
use super::highlight::{Piece, pieces};
use super::index::Index;
use super::postings::Document;
use super::query::{ON_A_PAGE, Query};
use crate::catalogue::words::OnlineLevel;
use crate::catalogue::{Listed, in_words};
use std::borrow::Cow;
use web::Page;

/// One result.
pub struct Row<'a> {
    /// The procedure.
    pub listed: &'a Listed,
    /// Its title, cut at what matched.
    pub title: Vec<Piece<'a>>,
    /// How long it takes at most; empty where nothing is said.
    pub limit: String,
}

impl Row<'_> {
    /// The key of how much of it can be done online.
    pub fn online(&self) -> &'static str {
        online_in_short(self.listed.online_level)
    }
}

/// One value to narrow by.
pub struct Choice<'a> {
    /// Its name in addresses.
    pub name: &'a str,
    /// What it is called.
    pub label: Cow<'a, str>,
    /// How many there are, were it chosen.
    pub count: usize,
    /// Whether it is.
    pub is_chosen: bool,
}

/// Results, page by page, and by what they can be narrowed.
pub struct Results<'a> {
    index: &'a Index,
    /// What was asked.
    pub query: &'a Query,
    /// What was found.
    pub found: Found,
}

impl<'a> Results<'a> {
    /// Looks for what is asked.
    pub fn of(index: &'a Index, query: &'a Query) -> Self {
        let asked = Asked {
            text: &query.text,
            chosen: query.chosen_in(&index.facets),
            is_literal: query.is_literal,
            is_being_typed: false,
            many: query.page * ON_A_PAGE,
        };
        Self { index, query, found: find(index, &asked) }
    }

    /// Those of the page that is asked for.
    pub fn rows(&self, page: &Page) -> Vec<Row<'a>> {
        let here = self.found.best.iter().skip((self.query.page - 1) * ON_A_PAGE);
        here.filter_map(|document| self.row(page, *document)).collect()
    }

    fn row(&self, page: &Page, document: Document) -> Option<Row<'a>> {
        let listed = self.index.documents.get(document as usize)?;
        let marked = self.found.marks.in_title(self.index.spots(document));
        let limit = listed.limit.map(|limit| in_words::limit(page, limit)).unwrap_or_default();
        Some(Row { listed, title: pieces(&listed.title, &marked), limit })
    }

    /// The number of the first result of the page, from 1.
    pub fn first(&self) -> usize {
        (self.query.page - 1) * ON_A_PAGE + 1
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.found.total.div_ceil(ON_A_PAGE)
    }

    /// The values of a kind that something found has, and the one that is chosen.
    pub fn choices(&self, page: &'a Page, kind: Kind) -> Vec<Choice<'a>> {
        let facets = &self.index.facets;
        let chosen = self.query.chosen_in(facets);
        let counts = facets.counts(kind, &self.found.meant, &chosen);
        let values = facets.values(kind).iter().zip(counts).enumerate();
        let choices = values.map(|(at, (value, count))| Choice {
            name: &value.name,
            label: called(page, &value.label),
            count,
            is_chosen: chosen[kind as usize] == Some(at),
        });
        choices.filter(|choice| choice.count > 0 || choice.is_chosen).collect()
    }

    /// The fields of the whole catalogue, those of most procedures first: address, name, how many.
    pub fn fields(&self, path: &str) -> Vec<(String, &'a str, usize)> {
        let values = self.index.facets.values(Kind::Field).iter();
        let named = values.filter_map(|value| match &value.label {
            Label::Published(name) => {
                let address = Query { page: 1, ..Query::default() }
                    .choosing(Kind::Field, &value.name)
                    .address(path);
                Some((address, &**name, value.has.count()))
            }
            Label::Text(_) | Label::Days(_) => None,
        });
        let mut fields: Vec<_> = named.collect();
        fields.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
        fields
    }

    /// What is chosen, each with the address without it.
    pub fn chips(&self, page: &'a Page, path: &str) -> Vec<(Cow<'a, str>, String)> {
        let facets = &self.index.facets;
        let chosen = self.query.chosen_in(facets);
        let chip = |kind: Kind| {
            let value = facets.values(kind).get(chosen[kind as usize]?)?;
            Some((called(page, &value.label), self.query.choosing(kind, "").address(path)))
        };
        Kind::ALL.into_iter().filter_map(chip).collect()
    }
}

/// The key of how much can be done online, in a word.
pub fn online_in_short(level: OnlineLevel) -> &'static str {
    match level {
        OnlineLevel::Full => "search-online-full",
        OnlineLevel::Partial => "search-online-partial",
        OnlineLevel::Information => "search-online-information",
    }
}

/// What a value is called on a page.
fn called<'a>(page: &'a Page, label: &'a Label) -> Cow<'a, str> {
    match label {
        Label::Text(key) => page.t(key),
        Label::Published(name) => Cow::Borrowed(name),
        Label::Days(days) => page.t1("search-within", "count", days),
    }
}
