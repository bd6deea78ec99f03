//! Audiences as sources write them: by our names, or in the words of the national database, which
//! are not always the same ones.

use crate::catalogue::words::Audience;
use serde::de::{Deserializer, Error};

/// Reads a list of audiences.
///
/// # Errors
/// One nobody knows.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Audience>, D::Error> {
    let written: Vec<String> = super::nullable(from)?;
    let mut read = Vec::with_capacity(written.len());
    for text in &written {
        let audience =
            named(text).ok_or_else(|| D::Error::custom(format!("unknown audience {text:?}")))?;
        if !read.contains(&audience) {
            read.push(audience);
        }
    }
    Ok(read)
}

/// The audience that is written so.
pub(in crate::catalogue) fn named(text: &str) -> Option<Audience> {
    let bare = civic::fold::without_diacritics(text).to_lowercase();
    let words: Vec<&str> =
        bare.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let said = words.join(" ");
    let begins = |with: &str| said.starts_with(with);
    Some(match said.as_str() {
        "to chuc dang" => Audience::PartyOrganisation,
        "to chuc nuoc ngoai" => Audience::ForeignOrganisation,
        "dang vien" => Audience::PartyMember,
        "hop tac xa" => Audience::Cooperative,
        "ho kinh doanh" => Audience::Household,
        "doanh nghiep" | "doanh nghiep viet nam" => Audience::Enterprise,
        _ if begins("cong dan") => Audience::Citizen,
        _ if begins("nguoi viet nam dinh cu") => Audience::Overseas,
        _ if begins("nguoi nuoc ngoai") => Audience::Foreigner,
        _ if begins("can bo") => Audience::PublicServant,
        _ if begins("doanh nghiep co von") => Audience::ForeignInvested,
        _ if begins("to chuc") => Audience::Organisation,
        _ => return Audience::named(text),
    })
}
