//! A refresh token for new tokens (RFC 6749, 6). Those of clients of the Basic profile are traded for
//! a new one each time; one that comes again ends its grant (RFC 9700, 4.14.2).

use super::Trade;
use crate::oidc::grant::{self, Refreshed};
use crate::oidc::opaque;
use crate::oidc::refusal::{Code, Refusal, Said, refused};
use serde_json::json;
use store::in_transaction;
use store::journal::{self, Entry};

const DEAD: Refusal = refused(Code::InvalidGrant, "the refresh token is not valid");

pub(super) async fn trade(trade: &Trade<'_>) -> Said {
    let (account, now) = (&trade.openid.account, trade.now);
    let token = trade.all.get("refresh_token");
    let token = token.ok_or(refused(Code::InvalidRequest, "refresh_token is missing"))?;
    let digest = opaque::known(token).ok_or(DEAD)?;
    let outcome = in_transaction!(account.store, |tx| {
        let used = grant::refresh(tx, account, &digest, &trade.client.id, now).await?;
        let token = match used {
            Refreshed::Now(token) => token,
            Refreshed::Before(token) => {
                grant::revoke(tx, token.grant.id, now);
                let entry = Entry {
                    at: now,
                    actor: format!("client {}", trade.client.id),
                    subject: format!("grant {}", token.grant.id),
                    event: "openid.refresh_token_replayed",
                    detail: json!({}),
                };
                journal::append(tx, &entry, &account.chance);
                return Ok(Err(DEAD));
            }
            Refreshed::Never => return Ok(Err(DEAD)),
        };
        let scope = match narrowed(trade, &token.grant.terms.request.scopes) {
            Ok(scope) => scope,
            Err(refusal) => return Ok(Err(refusal)),
        };
        // FAPI 2.0, 5.3.2.1: what is bound to a client's keys is not traded each time.
        let rotates = !trade.client.is_fapi();
        if rotates {
            grant::use_refresh_up(tx, &digest, now);
        }
        let tokens = trade.draw(rotates);
        trade.write(tx, &tokens, Some(&token.grant), &scope);
        Ok(Ok((tokens, token.grant, scope)))
    })?;
    let (tokens, grant, scope) = outcome?;
    Ok(trade.told(&tokens, Some(&grant), &scope).await?)
}

/// The scope that was asked for: as it was granted, or less (RFC 6749, 6).
fn narrowed(trade: &Trade<'_>, granted: &[String]) -> Result<String, Refusal> {
    let Some(asked) = trade.all.get("scope") else { return Ok(granted.join(" ")) };
    let mut words = asked.split(' ').filter(|word| !word.is_empty());
    match words.all(|word| granted.iter().any(|scope| scope == word)) {
        true => Ok(asked.to_owned()),
        false => Err(refused(Code::InvalidScope, "more than was granted")),
    }
}
