//! Which clients are taken, and what they may do.

use super::*;
use ground::Secret;

pub(super) fn portal() -> openid::Client {
    openid::Client {
        id: "portal".into(),
        secret: Some(Secret::new("0123456789abcdef0123456789abcdef")),
        redirect_uris: vec!["http://localhost:8080/callback".into()],
        ..Default::default()
    }
}

fn why(change: impl FnOnce(&mut openid::Client)) -> String {
    let mut client = portal();
    change(&mut client);
    Clients::read(&[client], false).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn a_client_is_found_by_its_id_and_known_by_its_secret() {
    let clients = Clients::read(&[portal()], false).unwrap();
    let client = clients.find("portal").unwrap();
    assert!(client.has_secret("0123456789abcdef0123456789abcdef"));
    assert!(!client.has_secret("0123456789abcdef0123456789abcdeF"));
    assert!(!client.has_secret(""));
    assert_eq!(client.allowed("profile openid profile email"), ["profile", "openid"]);
    assert_eq!(client.leads_to().as_str(), "http://localhost:8080");
    assert!(client.demands_pkce() && client.asks_consent());
    assert!(clients.find("Portal").is_none());
    assert!(!format!("{client:?}").contains("cdef"));
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    assert!(why(|client| client.id = "a b".into()).contains("id:"));
    assert!(why(|client| client.secret = Some(Secret::new("short"))).contains("32 characters"));
    assert!(why(|client| client.secret = None).contains("either a secret or jwks"));
    assert!(why(|client| client.profile = Profile::Fapi2).contains("fapi2"));
    assert!(why(|client| client.redirect_uris.clear()).contains("redirect_uris"));
    assert!(
        why(|client| (client.secret, client.jwks) = (None, Some("{}".into()))).contains("jwks:")
    );
    let twice = Clients::read(&[portal(), portal()], false).unwrap_err().to_string();
    assert!(twice.contains("stands twice"));
    for uri in [
        "javascript:alert(1)",
        "http://localhost:80@evil.example/",
        "http://*.example.vn/cb",
        "https://example.vn/cb#fragment",
        "//example.vn/cb",
        "https://",
        "https://example.vn/a;b",
        "https://example.vn/ cb",
    ] {
        let refused = why(|client| client.redirect_uris = vec![uri.into()]);
        assert!(refused.contains("whole https address"), "{uri}: {refused}");
    }
    let secure = Clients::read(&[portal()], true).unwrap_err().to_string();
    assert!(secure.contains("whole https address"), "no plain http beside TLS");
}
