//! The userinfo endpoint (OpenID Connect Core, 5.3): what a client may know of a citizen, for the
//! token it holds (RFC 6750, RFC 9449).

use super::grant::{self, Access, Grant};
use super::parameters::Parameters;
use super::provider::OpenId;
use super::pushed::unreadable;
use super::refusal::{Code, NotSaid, Refusal, Said, json_never_kept, refused};
use super::{USERINFO, claims, dpop, opaque};
use crate::citizen;
use crate::settings::openid::ClaimShape;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header, request::Parts};
use axum::response::IntoResponse;
use ground::Moment;
use serde_json::Value;

/// How a token was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Dpop,
}

/// Answers by GET and by POST.
pub(super) async fn tell(State(openid): State<OpenId>, request: Request) -> Said {
    let now = openid.account.clock.now();
    let (parts, body) = request.into_parts();
    let form = match parts.method {
        Method::POST => Parameters::of_body(&parts.headers, body).await.map_err(unreadable)?,
        _ => Parameters::default(),
    };
    let Some((scheme, token)) = shown(&parts.headers, &form)? else {
        // RFC 6750, 3.1: who shows nothing is told no more than how.
        let how = [(header::WWW_AUTHENTICATE, "Bearer, DPoP algs=\"ES256 PS256 EdDSA\"")];
        let kind = [(header::CONTENT_TYPE, "application/json")];
        return Ok((StatusCode::UNAUTHORIZED, how, kind, "{}").into_response());
    };
    let (access, grant) = held(&openid, &parts, (scheme, token), now).await?;
    let account = &openid.account;
    let client = account.clients.find(&access.client);
    let client = client.ok_or_else(|| dead(scheme))?;
    let citizen = citizen::load(account.store.reader(), account, grant.citizen).await?;
    let citizen = citizen.ok_or_else(|| dead(scheme))?;
    let sub = openid.keys().await?.subject(&client.sector, grant.citizen);
    let scopes: Vec<String> = access.scope.split(' ').map(str::to_owned).collect();
    let mut told = match client.claims {
        ClaimShape::Standard => {
            claims::standard(&citizen, &scopes, &grant.terms.request.asked.userinfo)
        }
        ClaimShape::National => claims::national(&citizen, &sub, grant.terms.evidence.acr()),
    };
    told.insert("sub".into(), sub.into());
    Ok(json_never_kept(&Value::Object(told)))
}

/// The token that is shown in one way: the header, or the form of a POST (RFC 6750, 2).
fn shown<'a>(
    headers: &'a HeaderMap,
    form: &'a Parameters,
) -> Result<Option<(Scheme, &'a str)>, NotSaid> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let in_header = header.and_then(|value| value.split_once(' ')).and_then(|(scheme, token)| {
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Scheme::Bearer,
            "dpop" => Scheme::Dpop,
            _ => return None,
        };
        Some((scheme, token.trim()))
    });
    let in_form = form.get("access_token").map(|token| (Scheme::Bearer, token));
    match (in_header, in_form) {
        (Some(_), Some(_)) => {
            Err(refused(Code::InvalidRequest, "a token is shown in one way").into())
        }
        (one, other) => Ok(one.or(other)),
    }
}

/// The token, where it is valid, held by who shows it, and about a citizen.
async fn held(
    openid: &OpenId,
    parts: &Parts,
    (scheme, token): (Scheme, &str),
    now: Moment,
) -> Result<(Access, Grant), NotSaid> {
    let Some(digest) = opaque::known(token) else { return Err(dead(scheme)) };
    let access = grant::access(&openid.account, &digest, now).await?;
    let access = access.ok_or_else(|| dead(scheme))?;
    match (scheme, &access.bound_to) {
        (Scheme::Bearer, None) => {}
        (Scheme::Dpop, Some(bound_to)) => {
            let at = (&parts.method, USERINFO);
            let proved = dpop::proved(openid, &parts.headers, at, Some(token), now).await;
            let proved = proved.map_err(|not| match not {
                NotSaid::Refused(refusal) => challenged(scheme, unauthorized(refusal)),
                not => not,
            })?;
            if proved.as_ref() != Some(bound_to) {
                return Err(dead(scheme));
            }
        }
        // RFC 9449, 7.2: a bound token serves nobody without its key.
        _ => return Err(dead(scheme)),
    }
    let Some(grant) = access.grant.clone() else {
        let refusal = refused(Code::InsufficientScope, "the token is about no person");
        return Err(challenged(scheme, refusal));
    };
    Ok((access, grant))
}

fn dead(scheme: Scheme) -> NotSaid {
    challenged(scheme, refused(Code::InvalidToken, "the token is not valid"))
}

/// At a resource a proof that does not hold is no authentication (RFC 9449, 7.1).
fn unauthorized(refusal: Refusal) -> Refusal {
    Refusal { code: Code::InvalidToken, ..refusal }
}

fn challenged(scheme: Scheme, refusal: Refusal) -> NotSaid {
    let error = refusal.code.as_str();
    let why = refusal.why;
    NotSaid::Challenged(
        refusal,
        match scheme {
            Scheme::Bearer => format!("Bearer error=\"{error}\", error_description=\"{why}\""),
            Scheme::Dpop => {
                format!(
                    "DPoP error=\"{error}\", error_description=\"{why}\", algs=\"ES256 PS256 EdDSA\""
                )
            }
        },
    )
}
