//! A code for tokens (RFC 6749, 4.1.3). A code serves once, for sixty seconds, its own client, with
//! the same address and the verifier of its challenge; one that comes twice ends what it began.

use super::Trade;
use crate::oidc::grant::{self, Grant, Redeemed};
use crate::oidc::opaque;
use crate::oidc::refusal::{Code, Refusal, Said, refused};
use crate::session;
use aws_lc_rs::constant_time;
use ground::jose::sha256;
use serde_json::json;
use store::in_transaction;
use store::journal::{self, Entry};

const DEAD: Refusal = refused(Code::InvalidGrant, "the code is not valid, or was used before");

pub(super) async fn trade(trade: &Trade<'_>) -> Said {
    let account = &trade.openid.account;
    let (code, now) = (trade.all.get("code"), trade.now);
    let code = code.ok_or(refused(Code::InvalidRequest, "code is missing"))?;
    let digest = opaque::known(code).ok_or(DEAD)?;
    let outcome = in_transaction!(account.store, |tx| {
        // The code is used up before anything is compared: of two hundred guesses one is looked at.
        let redeemed = grant::redeem(tx, account, &digest, &trade.client.id, now).await?;
        let grant = match redeemed {
            Redeemed::Now(grant) => grant,
            Redeemed::Before(id) => {
                grant::revoke(tx, id, now);
                let entry = Entry {
                    at: now,
                    actor: format!("client {}", trade.client.id),
                    subject: format!("grant {id}"),
                    event: "openid.code_replayed",
                    detail: json!({}),
                };
                journal::append(tx, &entry, &account.chance);
                return Ok(Err(DEAD));
            }
            Redeemed::Never => return Ok(Err(DEAD)),
        };
        if let Err(refusal) = fits(trade, &grant) {
            return Ok(Err(refusal));
        }
        // Who signed out since has taken the code back.
        if session::find(tx, account, grant.session, now).await?.is_none() {
            return Ok(Err(DEAD));
        }
        let scopes = &grant.terms.request.scopes;
        let tokens = trade.draw(scopes.iter().any(|scope| scope == "offline_access"));
        trade.write(tx, &tokens, Some(&grant), &scopes.join(" "));
        Ok(Ok((tokens, grant)))
    })?;
    let (tokens, grant) = outcome?;
    let scope = grant.terms.request.scopes.join(" ");
    Ok(trade.told(&tokens, Some(&grant), &scope).await?)
}

/// Whether the code is used as it was asked for.
fn fits(trade: &Trade<'_>, grant: &Grant) -> Result<(), Refusal> {
    let request = &grant.terms.request;
    // RFC 6749, 4.1.3: identical to the one in the request.
    if trade.all.get("redirect_uri") != Some(&request.redirect_uri) {
        return Err(refused(Code::InvalidGrant, "redirect_uri is not the one of the request"));
    }
    let is_bound_elsewhere = request.bound_to.is_some() && request.bound_to != trade.bound_to;
    if is_bound_elsewhere {
        return Err(refused(Code::InvalidDpopProof, "the code is bound to another key"));
    }
    match (&request.challenge, trade.all.get("code_verifier")) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) if is_verifier(verifier) => {
            let (asked, shown) = (challenge.as_bytes(), sha256(verifier));
            let is_same = constant_time::verify_slices_are_equal(asked, shown.as_bytes());
            is_same.map_err(|_| refused(Code::InvalidGrant, "code_verifier does not fit"))
        }
        (Some(_), _) => Err(refused(Code::InvalidGrant, "code_verifier is missing or no verifier")),
        // RFC 9700, 2.1.1: otherwise a challenge could be taken out of a request unnoticed.
        (None, Some(_)) => {
            Err(refused(Code::InvalidGrant, "code_verifier for a code without a challenge"))
        }
    }
}

/// RFC 7636, 4.1.
fn is_verifier(text: &str) -> bool {
    let is_unreserved = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    (43..=128).contains(&text.len()) && text.chars().all(is_unreserved)
}
