//! A browser one signed in with: where its page is, and how it is called.

use web::Page;

/// The page's path.
pub(super) const PATH: &str = "/tai-khoan/thiet-bi";

/// A browser in words, also one nobody knows.
pub(super) fn in_words(page: &Page, label: &str) -> String {
    match label {
        "" => page.t("profile-some-browser").into_owned(),
        label => label.to_owned(),
    }
}
