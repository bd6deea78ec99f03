//! Who is signed in, as pages show it, and which places of others a page's forms may lead on to.

use std::fmt;
use std::sync::Arc;

/// Who is signed in, as the head of each page shows it. A house that recognises somebody puts it
/// into the extensions of the request.
#[derive(Clone)]
pub struct KnownAs {
    /// The name.
    pub name: Arc<str>,
    /// The page of this house about what is theirs, without its language.
    pub own_path: &'static str,
    /// Where signing out may lead on to, beside this house.
    pub leads_to: Option<LeadsTo>,
}

impl fmt::Debug for KnownAs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("KnownAs(…)")
    }
}

/// Origins of others (`https://host:port`, parted by spaces) that forms of a page may lead on to.
/// Browsers follow a redirect after a form only where the page's policy names its origin
/// (CSP 3, 6.4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadsTo(Arc<str>);

impl LeadsTo {
    /// The origins of these addresses; whatever is no HTTP address is left out.
    pub fn origins_of<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Self {
        let mut origins: Vec<&str> = addresses.into_iter().filter_map(origin_of).collect();
        origins.sort_unstable();
        origins.dedup();
        Self(origins.join(" ").into())
    }

    /// The origins, parted by spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// These origins and those.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::origins_of(self.0.split(' ').chain(other.0.split(' ')))
    }
}

/// The origin of an HTTP address, if it can stand in a policy.
fn origin_of(address: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| address.starts_with(scheme))?;
    let host = address[scheme.len()..].split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '[' | ']');
    (!host.is_empty() && host.chars().all(plain)).then(|| &address[..scheme.len() + host.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_origins_get_into_a_policy() {
        let leads_to = LeadsTo::origins_of([
            "https://sso.example.vn/oauth2/authorize?x=1",
            "http://localhost:8081",
            "https://sso.example.vn",
            "https://a.example; script-src *",
            "javascript:alert(1)",
            "https://",
        ]);
        assert_eq!(leads_to.as_str(), "http://localhost:8081 https://sso.example.vn");
        let more = leads_to.and(&LeadsTo::origins_of(["http://b.example/x"]));
        assert_eq!(more.as_str(), "http://b.example http://localhost:8081 https://sso.example.vn");
    }
}
