//! What clients find out by themselves: our metadata (OpenID Connect Discovery 1.0, 3; RFC 8414)
//! and our keys.

use super::provider::{OpenId, Provider};
use super::refusal::Said;
use super::request::STANDARD;
use super::{AUTHORIZE, INTROSPECT, JWKS, LOGOUT, PUSHED, REVOKE, TOKEN, USERINFO, dpop, keys};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Our metadata.
pub(super) async fn metadata(State(openid): State<OpenId>) -> Response {
    kept_for_a_while(&of(&openid))
}

/// Our keys: those that sign, those that will, and those whose tokens may still be valid.
pub(super) async fn jwks(State(openid): State<OpenId>) -> Said {
    Ok(kept_for_a_while(&openid.keys().await?.published))
}

fn kept_for_a_while(body: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        // Programs of other origins may read what is public.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, body.to_string()).into_response()
}

fn of(provider: &Provider) -> Value {
    let at = |path| provider.at(path);
    let names = |all: &[ground::jose::Algorithm]| -> Vec<&str> {
        all.iter().map(|algorithm| algorithm.name()).collect()
    };
    let proofs = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
    let claims: Vec<&str> =
        ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid"]
            .into_iter()
            .chain(STANDARD)
            .collect();
    json!({
        "issuer": provider.issuer(),
        "authorization_endpoint": at(AUTHORIZE),
        "token_endpoint": at(TOKEN),
        "userinfo_endpoint": at(USERINFO),
        "jwks_uri": at(JWKS),
        "pushed_authorization_request_endpoint": at(PUSHED),
        "introspection_endpoint": at(INTROSPECT),
        "revocation_endpoint": at(REVOKE),
        "end_session_endpoint": at(LOGOUT),
        "scopes_supported": ["openid", "profile", "email", "phone", "identity", "offline_access"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "acr_values_supported": ["urn:motcua:acr:1", "urn:motcua:acr:2", "urn:motcua:acr:2s", "LoA1", "LoA2"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": names(&keys::ALGORITHMS),
        "token_endpoint_auth_methods_supported": proofs,
        "token_endpoint_auth_signing_alg_values_supported": names(&dpop::ALGORITHMS),
        "introspection_endpoint_auth_methods_supported": proofs,
        "revocation_endpoint_auth_methods_supported": proofs,
        "dpop_signing_alg_values_supported": names(&dpop::ALGORITHMS),
        "code_challenge_methods_supported": ["S256"],
        "claim_types_supported": ["normal"],
        "claims_supported": claims,
        "claims_parameter_supported": true,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "require_request_uri_registration": false,
        "require_pushed_authorization_requests": false,
        "authorization_response_iss_parameter_supported": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": ["vi", "en"],
    })
}
