//! What waits for a sign-in: a client's request, or a page of one's own account or of the desk. It stands in the
//! address of the form alone, and opens nothing. Pure.

use crate::session::ACCOUNT;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::page::{RETURN_FIELD, see_other};

use web::Page;

/// Pages that may wait: one's own account, what clients were allowed, and the desk.
const OWN: [&str; 3] = [ACCOUNT, "/dong-y", "/quay"];

/// The longest path of a page that may wait, in bytes.
const LONGEST: usize = 120;

/// What waits for a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// The request of a client.
    Request(Uuid),
    /// A page of one's own, by its path without the language.
    Page(String),
}

impl Awaited {
    /// Reads the query of the form. Whatever is neither an id nor the path of a page that may wait
    /// is nothing: nobody is led elsewhere by a link to our form.
    pub(super) fn of(query: Option<&str>) -> Option<Self> {
        let pairs = form_urlencoded::parse(query?.as_bytes());
        let (_, value) = pairs.into_iter().find(|(name, _)| name == RETURN_FIELD)?;
        if let Ok(id) = Uuid::try_parse(&value) {
            return Some(Self::Request(id));
        }
        let path = ["/vi/", "/en/"].iter().find(|language| value.starts_with(**language));
        let path = path.map_or(&*value, |_| &value[3..]);
        is_own(path).then(|| Self::Page(path.to_owned()))
    }

    /// Leads on to it.
    pub(super) fn go(&self, page: &Page) -> Response {
        match self {
            Self::Request(id) => see_other(&format!("/oauth2/authorize/{id}")),
            Self::Page(path) => page.go(path),
        }
    }
}

fn is_own(path: &str) -> bool {
    let begins = |own: &str| {
        let rest = path.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '-');
    path.len() <= LONGEST && OWN.into_iter().any(begins) && path.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::sign_in_path;

    #[test]
    fn whoever_waits_is_named_by_an_id_or_is_a_page_of_ours() {
        let id = Uuid::from_u128(7);
        assert_eq!(Awaited::of(Some(&format!("tiep={id}"))), Some(Awaited::Request(id)));
        let simple = format!("a=b&tiep={}", id.simple());
        assert_eq!(Awaited::of(Some(&simple)), Some(Awaited::Request(id)));
        for (query, path) in [
            ("tiep=/tai-khoan/mat-khau", "/tai-khoan/mat-khau"),
            ("tiep=%2Fvi%2Ftai-khoan", "/tai-khoan"),
            ("tiep=/en/dong-y", "/dong-y"),
            ("tiep=/vi/quay/ho-so/0192-7f", "/quay/ho-so/0192-7f"),
        ] {
            assert_eq!(Awaited::of(Some(query)), Some(Awaited::Page(path.into())), "{query}");
        }
        for wrong in [
            "",
            "tiep=",
            "tiep",
            "xtiep=1",
            "tiep=../vi",
            "tiep=//evil.example",
            "tiep=/vi//evil.example",
            "tiep=/tai-khoan.evil.example",
            "tiep=/tai-khoan/..%2F..%2Fevil",
            "tiep=/tai-khoan%0d%0aset-cookie:x",
            "tiep=/tai-khoan?x=1",
            "tiep=/quay.evil.example",
            "tiep=/dang-nhap",
            "tiep=https://evil.example/tai-khoan",
        ] {
            assert_eq!(Awaited::of(Some(wrong)), None, "{wrong}");
        }
        assert_eq!(Awaited::of(None), None);
    }

    #[test]
    fn a_page_that_is_reached_anyway_is_not_named() {
        assert_eq!(sign_in_path("/tai-khoan"), "/dang-nhap");
        let path = sign_in_path("/tai-khoan/mat-khau");
        let query = path.split_once('?').unwrap().1;
        assert_eq!(Awaited::of(Some(query)), Some(Awaited::Page("/tai-khoan/mat-khau".into())));
    }
}
