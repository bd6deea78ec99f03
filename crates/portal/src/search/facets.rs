//! By what results are narrowed and lists are browsed, with how many there are of each.

use super::bits::Bits;
use super::fold;
use super::postings::Document;
use crate::catalogue::Listed;
use crate::catalogue::words::{Audience, Level, OnlineLevel, Side};
use std::collections::BTreeMap;

/// By what one can narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Who may ask for it.
    Audience,
    /// The field it belongs to.
    Field,
    /// The ministry that published it.
    Agency,
    /// Who decides.
    Level,
    /// How much of it can be done online.
    Online,
    /// Whether it costs something.
    Fee,
    /// How long it takes at most.
    Limit,
    /// For whom people look: citizens or enterprises.
    Side,
}

impl Kind {
    /// All, in the order of the form and of the table of [`Facets`].
    pub const ALL: [Self; 8] = [
        Self::Audience,
        Self::Field,
        Self::Agency,
        Self::Level,
        Self::Online,
        Self::Fee,
        Self::Limit,
        Self::Side,
    ];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Audience => "doi-tuong",
            Self::Field => "linh-vuc",
            Self::Agency => "co-quan",
            Self::Level => "cap",
            Self::Online => "muc-do",
            Self::Fee => "phi",
            Self::Limit => "thoi-han",
            Self::Side => "danh-cho",
        }
    }

    /// The key of its text.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Audience => "search-by-audience",
            Self::Field => "search-by-field",
            Self::Agency => "search-by-agency",
            Self::Level => "search-by-level",
            Self::Online => "search-by-online",
            Self::Fee => "search-by-fee",
            Self::Limit => "search-by-limit",
            Self::Side => "search-by-side",
        }
    }
}

/// What a value is called on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// By a text of ours.
    Text(&'static str),
    /// As it was published.
    Published(Box<str>),
    /// At most so many working days.
    Days(u32),
}

/// One value to narrow by.
#[derive(Debug)]
pub struct Value {
    /// Its name in addresses.
    pub name: Box<str>,
    /// What it is called on a page.
    pub label: Label,
    /// What has it.
    pub has: Bits,
}

/// The values somebody chose, by the order of [`Kind::ALL`].
pub type Chosen = [Option<usize>; Kind::ALL.len()];

/// Every value of every kind.
#[derive(Debug)]
pub struct Facets {
    kinds: [Vec<Value>; Kind::ALL.len()],
    many: usize,
}

/// The longest time limits one can ask for, in working days.
const DAYS: [u32; 5] = [1, 3, 7, 15, 30];
const HOURS_OF_DAY: u64 = 8;

impl Facets {
    /// Those of the procedures, which are numbered in their order.
    pub fn of(listed: &[Listed]) -> Self {
        let words = |names: Vec<(&'static str, &'static str)>,
                     has: &dyn Fn(&Listed, &str) -> bool| {
            let values = names.into_iter().map(|(name, key)| Value {
                name: name.into(),
                label: Label::Text(key),
                has: those(listed, |one| has(one, name)),
            });
            values.collect()
        };
        let audience = Audience::ALL.iter().map(|word| (word.as_str(), word.text_key())).collect();
        let level = Level::ALL.iter().map(|word| (word.as_str(), word.text_key())).collect();
        let online = OnlineLevel::ALL.iter().map(|word| (word.as_str(), word.text_key())).collect();
        let side = Side::ALL.iter().map(|word| (word.as_str(), word.text_key())).collect();
        let fee = vec![("khong", "search-fee-none"), ("co", "search-fee-some")];
        let mut kinds = [
            words(audience, &|one, name| one.audiences.iter().any(|word| word.as_str() == name)),
            published(listed, |one| &one.field),
            published(listed, |one| &one.ministry),
            words(level, &|one, name| one.levels.iter().any(|word| word.as_str() == name)),
            words(online, &|one, name| one.online_level.as_str() == name),
            words(fee, &|one, name| one.has_fee == Some(name == "co")),
            limits(listed),
            words(side, &|one, name| one.audiences.iter().any(|word| word.side().as_str() == name)),
        ];
        for values in &mut kinds {
            values.retain(|value| value.has.count() > 0);
        }
        Self { kinds, many: listed.len() }
    }

    /// The values of a kind.
    pub fn values(&self, kind: Kind) -> &[Value] {
        self.kinds.get(kind as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// Which value of a kind has this name.
    pub fn position(&self, kind: Kind, name: &str) -> Option<usize> {
        self.values(kind).iter().position(|value| &*value.name == name)
    }

    /// What has everything that was chosen, but for one kind.
    pub fn chosen(&self, chosen: &Chosen, but: Option<Kind>) -> Bits {
        let mut left = Bits::all(self.many);
        for kind in Kind::ALL.into_iter().filter(|kind| Some(*kind) != but) {
            let value = chosen.get(kind as usize).copied().flatten();
            if let Some(value) = value.and_then(|value| self.values(kind).get(value)) {
                left.keep(&value.has);
            }
        }
        left
    }

    /// How many of what was found have each value of a kind, were another one of it chosen.
    pub fn counts(&self, kind: Kind, found: &Bits, chosen: &Chosen) -> Vec<usize> {
        let mut left = self.chosen(chosen, Some(kind));
        left.keep(found);
        self.values(kind).iter().map(|value| left.count_common(&value.has)).collect()
    }
}

fn those(listed: &[Listed], has: impl Fn(&Listed) -> bool) -> Bits {
    let mut bits = Bits::none(listed.len());
    for (document, listed) in (0..).zip(listed) {
        if has(listed) {
            bits.insert(document);
        }
    }
    bits
}

/// The values that are names as they were published, in the order of their bare words.
fn published(listed: &[Listed], name: impl Fn(&Listed) -> &str) -> Vec<Value> {
    let mut written: BTreeMap<&str, Vec<Document>> = BTreeMap::new();
    for (document, listed) in (0..).zip(listed) {
        written.entry(name(listed)).or_default().push(document);
    }
    let mut all: BTreeMap<Box<str>, (&str, Vec<Document>)> = BTreeMap::new();
    for (name, documents) in written {
        let words = fold::words(name).into_iter().map(|word| word.bare);
        let slug = words.collect::<Vec<_>>().join("-");
        if !slug.is_empty() {
            all.entry(slug.into()).or_insert((name, Vec::new())).1.extend(documents);
        }
    }
    let value = |(name, (written, documents)): (Box<str>, (&str, Vec<Document>))| {
        let mut has = Bits::none(listed.len());
        documents.into_iter().for_each(|document| has.insert(document));
        Value { name, label: Label::Published(written.into()), has }
    };
    all.into_iter().map(value).collect()
}

fn limits(listed: &[Listed]) -> Vec<Value> {
    let within = |days: u32| {
        let hours = u64::from(days) * HOURS_OF_DAY;
        those(listed, |one| one.limit.is_some_and(|limit| limit.about_hours() <= hours))
    };
    let value = |days: u32| Value {
        name: days.to_string().into(),
        label: Label::Days(days),
        has: within(days),
    };
    DAYS.into_iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::listed;
    use super::*;
    use crate::catalogue::words::{TimeLimit, TimeUnit};

    fn two() -> [Listed; 2] {
        let mut birth = listed("1.000001", "Đăng ký khai sinh");
        birth.field = "Hộ tịch".into();
        birth.levels = vec![Level::Commune];
        birth.has_fee = Some(false);
        birth.limit = Some(TimeLimit { value: 1, unit: TimeUnit::WorkingDay });
        let mut shop = listed("1.000002", "Thông báo khuyến mại");
        shop.field = "Xúc tiến thương mại".into();
        shop.audiences = vec![Audience::Enterprise];
        [birth, shop]
    }

    #[test]
    fn only_values_that_something_has_are_offered() {
        let facets = Facets::of(&two());
        let names = |kind| facets.values(kind).iter().map(|value| &*value.name).collect::<Vec<_>>();
        assert_eq!(names(Kind::Field), ["ho-tich", "xuc-tien-thuong-mai"]);
        assert_eq!(names(Kind::Side), ["citizen", "enterprise"]);
        assert_eq!(names(Kind::Level), ["province", "commune"]);
        assert_eq!(names(Kind::Fee), ["khong"]);
        assert_eq!(names(Kind::Limit).len(), DAYS.len());
        assert_eq!(facets.position(Kind::Field, "ho-tich"), Some(0));
        assert_eq!(facets.position(Kind::Field, "không có"), None);
    }

    #[test]
    fn a_count_says_what_choosing_it_would_leave() {
        let facets = Facets::of(&two());
        let mut chosen = Chosen::default();
        chosen[Kind::Field as usize] = facets.position(Kind::Field, "ho-tich");
        let everything = Bits::all(2);
        assert_eq!(facets.counts(Kind::Field, &everything, &chosen), [1, 1]);
        assert_eq!(facets.counts(Kind::Side, &everything, &chosen), [1, 0]);
        assert_eq!(facets.chosen(&chosen, None).count(), 1);
    }
}
