//! Procedures for the tests of the search.

use super::index::Index;
use super::vocabulary::Vocabulary;
use crate::catalogue::Listed;
use crate::catalogue::words::{Audience, Level, OnlineLevel};
use civic::ProcedureCode;

/// A procedure for citizens that is offered here.
pub(crate) fn listed(code: &str, title: &str) -> Listed {
    Listed {
        code: ProcedureCode::parse(code).unwrap(),
        aliases: Vec::new(),
        title: title.to_owned(),
        keywords: Vec::new(),
        field: "Lĩnh vực".to_owned(),
        ministry: "Bộ".to_owned(),
        levels: vec![Level::Province],
        audiences: vec![Audience::Citizen],
        online_level: OnlineLevel::Full,
        has_fee: None,
        limit: None,
        is_offered: true,
        uses: 0,
    }
}

/// An index of procedures with these titles, numbered as they stand.
pub(crate) fn index(titles: &[&str], vocabulary: &str) -> Index {
    let listed = (1_000_001..).zip(titles).map(|(number, title)| {
        let number = number.to_string();
        listed(&format!("1.{}", &number[1..]), title)
    });
    Index::build(listed.collect(), &Vocabulary::default().read(vocabulary).unwrap())
}
