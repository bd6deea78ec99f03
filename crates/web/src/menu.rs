//! The menu in the head of each page: what a house offers, item by item. A house names only what
//! leads somewhere.

/// One item.
#[derive(Debug, Clone, Copy)]
pub struct MenuItem {
    /// The key of its text.
    pub key: &'static str,
    /// Where it leads, without the language; where something is under it, what all of that begins
    /// with.
    pub path: &'static str,
    /// What it opens instead of leading anywhere itself: keys and paths.
    pub under: &'static [(&'static str, &'static str)],
}

impl MenuItem {
    /// Whether the page at this path is the item's own, or lies under it.
    pub fn holds(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_holds_its_own_pages_only() {
        let item = MenuItem { key: "help-menu", path: "/ho-tro", under: &[] };
        for own in ["/ho-tro", "/ho-tro/cau-hoi", "/ho-tro?x=1"] {
            assert!(item.holds(own), "{own}");
        }
        for other in ["", "/", "/ho-tro-khac", "/ho"] {
            assert!(!item.holds(other), "{other}");
        }
    }
}
