//! One way to sign in, as pages show it.

use outside::openid::OpenIdClient;
use web::Language;

/// One way to sign in.
pub(super) struct Way {
    /// Its name in addresses.
    pub(super) id: String,
    /// What it is called.
    pub(super) name: String,
    /// What that account is for; empty where nobody says.
    pub(super) about: String,
}

impl Way {
    /// A provider in the words of a language.
    pub(super) fn of(client: &OpenIdClient, language: Language) -> Self {
        let settings = &client.settings;
        let (name, about) = match language {
            Language::Vi => (&settings.name_vi, &settings.about_vi),
            Language::En => (&settings.name_en, &settings.about_en),
        };
        Self { id: settings.id.clone(), name: name.clone(), about: about.clone() }
    }
}
