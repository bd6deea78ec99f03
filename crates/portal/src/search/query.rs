//! What is asked, as the address bar holds all of it.

use super::facets::{Chosen, Facets, Kind};
use form_urlencoded::Serializer;
use web::Typed;

/// How many results stand on a page.
pub const ON_A_PAGE: usize = 20;
/// Nobody reads so many pages; who asks for more is a machine.
const PAGES: usize = 500;
/// Longer questions are cut: nobody types so much.
const LETTERS: usize = 300;

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// The names of what was chosen, by the order of [`Kind::ALL`]; empty where nothing was.
    pub chosen: [String; Kind::ALL.len()],
    /// Which page of the results, from 1.
    pub page: usize,
    /// Whether only what was typed is meant.
    pub is_literal: bool,
    /// Whether the form to narrow by is asked for.
    pub is_advanced: bool,
}

impl Query {
    /// Reads the query of an address. What cannot be is left out.
    pub fn read(query: Option<&str>) -> Self {
        let typed = Typed::read(query.unwrap_or_default().as_bytes()).unwrap_or_default();
        let page = typed.get("trang").parse().unwrap_or(1);
        Self {
            text: typed
                .get("q")
                .chars()
                .filter(|letter| !letter.is_control())
                .take(LETTERS)
                .collect(),
            chosen: Kind::ALL.map(|kind| typed.get(kind.name()).to_owned()),
            page: usize::clamp(page, 1, PAGES),
            is_literal: typed.get("nguyen-van") == "1",
            is_advanced: typed.has("nang-cao"),
        }
    }

    /// The name of what was chosen of a kind; empty for nothing.
    pub fn of(&self, kind: Kind) -> &str {
        &self.chosen[kind as usize]
    }

    /// The same with something else chosen of a kind, from its first page.
    #[must_use]
    pub fn choosing(&self, kind: Kind, name: &str) -> Self {
        let mut other = Self { page: 1, ..self.clone() };
        name.clone_into(&mut other.chosen[kind as usize]);
        other
    }

    /// The same at another page.
    #[must_use]
    pub fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same with nothing chosen.
    #[must_use]
    pub fn unnarrowed(&self) -> Self {
        Self { page: 1, chosen: Default::default(), ..self.clone() }
    }

    /// The same, meant as it was typed.
    #[must_use]
    pub fn literally(&self) -> Self {
        Self { page: 1, is_literal: true, ..self.clone() }
    }

    /// The path with this query; the path alone where nothing is asked.
    pub fn address(&self, path: &str) -> String {
        let mut query = Serializer::new(String::new());
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        };
        add("q", &self.text);
        for kind in Kind::ALL {
            add(kind.name(), self.of(kind));
        }
        add("nguyen-van", if self.is_literal { "1" } else { "" });
        add("trang", &if self.page > 1 { self.page.to_string() } else { String::new() });
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// Whether anything was chosen.
    pub fn is_narrowed(&self) -> bool {
        self.chosen.iter().any(|name| !name.is_empty())
    }

    /// What was chosen, in the index. A name that is not there chooses nothing.
    pub fn chosen_in(&self, facets: &Facets) -> Chosen {
        Kind::ALL.map(|kind| facets.position(kind, self.of(kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_the_whole_query_and_gives_it_back() {
        let asked = "q=gi%E1%BA%A5y+khai+sinh&linh-vuc=ho-tich&cap=commune&nguyen-van=1&trang=3";
        let query = Query::read(Some(asked));
        assert_eq!((query.text.as_str(), query.page), ("giấy khai sinh", 3));
        assert_eq!(query.of(Kind::Field), "ho-tich");
        assert_eq!(query.address("/vi/thu-tuc"), format!("/vi/thu-tuc?{asked}"));
        let other = query.choosing(Kind::Field, "");
        assert_eq!(Query::read(Some("q=gi%E1%BA%A5y+khai+sinh&cap=commune&nguyen-van=1")), other);
        assert_eq!(Query::read(None).address("/vi/thu-tuc"), "/vi/thu-tuc");
    }

    #[test]
    fn what_cannot_be_is_left_out() {
        let page = |asked| Query::read(Some(asked)).page;
        assert_eq!((page("trang=0"), page("trang=-1"), page("trang=x")), (1, 1, 1));
        assert_eq!(page("trang=99999999999999999999"), 1);
        assert_eq!(page("trang=99999"), PAGES);
        assert_eq!(Query::read(Some("q=a&q=b")).text, "");
        assert_eq!(Query::read(Some("q=%00a%0A%07b")).text, "ab");
        assert_eq!(Query::read(Some(&format!("q={}", "a".repeat(10_000)))).text.len(), LETTERS);
    }
}
