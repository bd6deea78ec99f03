//! The addresses of the pages that show one phone or one mailbox, without the language.

/// The page of a handset, by its number in E.164.
pub(super) fn handset(e164: &str) -> String {
    format!("/dien-thoai/{e164}")
}

/// The page of a mailbox, by its mail address.
pub(super) fn mailbox(address: &str) -> String {
    format!("/hop-thu/{}", in_segment(address))
}

/// A mail address as a path segment: what would end the segment is written as `%XX`.
pub(super) fn in_segment(address: &str) -> String {
    address.replace('%', "%25").replace('/', "%2F").replace('?', "%3F").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_address_stays_one_segment() {
        assert_eq!(mailbox("a/b?c#d%e@example.vn"), "/hop-thu/a%2Fb%3Fc%23d%25e@example.vn");
    }
}
