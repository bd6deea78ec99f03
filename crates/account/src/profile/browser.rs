//! Browsers as the pages of one's own account call them.

use web::Page;

/// The path of the page that lists them.
pub(super) const PATH: &str = "/tai-khoan/thiet-bi";

/// A browser in words, also one nobody knows.
pub(super) fn in_words(page: &Page, label: &str) -> String {
    match label {
        "" => page.t("profile-some-browser").into_owned(),
        label => label.to_owned(),
    }
}
