//! Which house a page belongs to: its name, slogan, emblem and colours, so that a visitor sees
//! at every moment where they are.

use crate::Language;
use serde::Deserialize;

/// How one of our houses presents itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct House {
    /// The name in Vietnamese.
    pub name_vi: String,
    /// The name in English.
    pub name_en: String,
    /// The line under the name in Vietnamese; empty for none.
    pub slogan_vi: String,
    /// The line under the name in English; empty for none.
    pub slogan_en: String,
    /// The address of the emblem's picture, on our own host; empty for the open door.
    pub emblem: String,
    /// The colours: `lacquer` or `jade`.
    pub colours: Colours,
    /// Whether every page says that this is a demonstration.
    pub demonstration: bool,
    /// The public address, without a slash at the end: `https://dichvucong.example.vn`.
    pub public_url: String,
    /// Where *Đăng ký* leads, without the language; empty to show none.
    pub register_url: String,
    /// Where *Đăng nhập* leads, without the language; empty to show none.
    pub sign_in_url: String,
    /// The telephone number people may call for help; empty for none.
    pub help_phone: String,
}

/// The colours of a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colours {
    /// Red lacquer.
    Lacquer,
    /// Green jade.
    Jade,
}

impl Default for House {
    fn default() -> Self {
        Self {
            name_vi: "Một Cửa".into(),
            name_en: "Một Cửa".into(),
            slogan_vi: String::new(),
            slogan_en: String::new(),
            emblem: String::new(),
            colours: Colours::Lacquer,
            demonstration: false,
            public_url: "http://localhost:8080".into(),
            register_url: String::new(),
            sign_in_url: String::new(),
            help_phone: String::new(),
        }
    }
}

impl House {
    /// The name in a language.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.name_vi,
            Language::En => &self.name_en,
        }
    }

    /// The line under the name in a language.
    pub fn slogan(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.slogan_vi,
            Language::En => &self.slogan_en,
        }
    }

    /// The class that carries the colours.
    pub fn colours_class(&self) -> &'static str {
        match self.colours {
            Colours::Lacquer => "house-lacquer",
            Colours::Jade => "house-jade",
        }
    }

    /// Whether visitors come over TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The host of the public address, with its port where one is written.
    pub fn host(&self) -> &str {
        self.public_url.split("://").nth(1).unwrap_or_default()
    }
}
