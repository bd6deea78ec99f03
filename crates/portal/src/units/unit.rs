//! `Unit`: one unit of the administration, in the words of the files we read and write.

use crate::reading::clean;
use serde::{Deserialize, Serialize};

/// What kind of unit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The province itself.
    Province,
    /// Sở, ban, ngành.
    #[serde(alias = "office", alias = "board", alias = "one_stop_centre")]
    Department,
    /// An agency of the State in the province: police, taxes, social insurance.
    NationalAgency,
    /// A branch of a department.
    Branch,
    /// Xã.
    #[serde(alias = "xa")]
    Commune,
    /// Phường.
    #[serde(alias = "phuong")]
    Ward,
    /// Đặc khu.
    #[serde(alias = "dac_khu")]
    SpecialZone,
}

impl Kind {
    /// Its name in tables and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Department => "department",
            Self::NationalAgency => "national_agency",
            Self::Branch => "branch",
            Self::Commune => "commune",
            Self::Ward => "ward",
            Self::SpecialZone => "special_zone",
        }
    }
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code; a department without one is called by its name.
    #[serde(default)]
    pub code: String,
    /// What kind it is; of a list of one kind, that.
    #[serde(alias = "group")]
    pub kind: Kind,
    /// Its whole name: *Phường Cẩm Thành*.
    #[serde(alias = "full_name")]
    pub name: String,
    /// The first day it is valid.
    #[serde(default, alias = "since", skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<jiff::civil::Date>,
    /// The last day it was valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<jiff::civil::Date>,
    /// The units it came of: old papers name them.
    #[serde(default, alias = "merged_from", skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<Former>,
    /// What dossier codes call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dossier_code: String,
    /// Where it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// When its desk is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hours: String,
    /// Its telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The fields it is competent for; empty for those its kind says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// A unit that is no more. Codes were given again, so the name says which one is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// The code it had.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Its whole name.
    pub name: String,
    /// The district it belonged to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub district: String,
    /// The province it belonged to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub province: String,
    /// What dossier codes called it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dossier_code: String,
}

impl Unit {
    /// The unit with clean texts and a code, or why it cannot be.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(super) fn checked(mut self) -> Result<Self, String> {
        let texts = [
            ("code", &mut self.code),
            ("name", &mut self.name),
            ("dossier_code", &mut self.dossier_code),
            ("address", &mut self.address),
            ("hours", &mut self.hours),
            ("phone", &mut self.phone),
        ];
        for (of, text) in texts {
            *text = clean(text).map_err(|why| format!("{of}: {why}"))?;
        }
        for text in &mut self.fields {
            *text = clean(text).map_err(|why| format!("fields: {why}"))?;
        }
        for former in &mut self.predecessors {
            let Former { code, name, district, province, dossier_code } = former;
            for text in [code, name, district, province, dossier_code] {
                *text = clean(text).map_err(|why| format!("predecessors: {why}"))?;
            }
        }
        if self.name.is_empty() || self.name.len() > 500 {
            return Err("name: has between 1 and 500 bytes".into());
        }
        if self.code.is_empty() && self.kind == Kind::Department {
            self.code = called_by(&self.name);
        }
        let is_code = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        if self.code.is_empty() || self.code.len() > 40 || !self.code.bytes().all(is_code) {
            return Err("code: has the form 21025, H48.01 or so-noi-vu".into());
        }
        match (self.valid_from, self.valid_to) {
            (Some(from), Some(to)) if to < from => Err("valid_to: lies before valid_from".into()),
            _ => Ok(self),
        }
    }
}

/// The code of a department that has none: its name in plain letters, `so-noi-vu`.
fn called_by(name: &str) -> String {
    let bare = civic::fold::without_diacritics(name).to_lowercase();
    let words: Vec<&str> =
        bare.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join("-").chars().take(40).collect()
}
