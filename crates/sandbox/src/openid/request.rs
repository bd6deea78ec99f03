//! Authorization requests: what a client asks for through the browser.

use web::Typed;

/// What a client asks for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(super) redirect_uri: String,
    pub(super) nonce: String,
    pub(super) challenge: String,
    state: String,
    locale: String,
}

impl Asked {
    /// Reads a request. Nothing where it is not of the client we know, would lead off this machine,
    /// or asks for anything but a code for an ID token.
    pub(super) fn read(typed: &Typed, client_id: &str) -> Option<Self> {
        let is_sound = typed.get("client_id") == client_id
            && typed.get("response_type") == "code"
            && typed.get("scope").split(' ').any(|scope| scope == "openid")
            && ["", "S256"].contains(&typed.get("code_challenge_method"));
        let redirect_uri = typed.get("redirect_uri").to_owned();
        (is_sound && is_here(&redirect_uri)).then(|| Self {
            redirect_uri,
            nonce: typed.get("nonce").to_owned(),
            challenge: typed.get("code_challenge").to_owned(),
            state: typed.get("state").to_owned(),
            locale: typed.get("ui_locales").to_owned(),
        })
    }

    /// Where it leads back to.
    pub(crate) fn leads_to(&self) -> &str {
        &self.redirect_uri
    }

    pub(super) fn in_english(&self) -> bool {
        self.locale.starts_with("en")
    }

    /// The address that leads back (RFC 6749, 4.1.2, and RFC 9207).
    pub(super) fn back(&self, issuer: &str, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(more).append_pair("iss", issuer);
        if !self.state.is_empty() {
            query.append_pair("state", &self.state);
        }
        format!("{}?{}", self.redirect_uri, query.finish())
    }
}

/// Whether an address is on this machine, so that nobody is led away from it.
pub(super) fn is_here(address: &str) -> bool {
    let rest = ["http://localhost:", "http://127.0.0.1:"];
    let rest = rest.into_iter().find_map(|start| address.strip_prefix(start));
    let port = rest.and_then(|rest| rest.split('/').next());
    port.is_some_and(|port| port.parse::<u16>().is_ok()) && !address.contains(['?', '#'])
}
