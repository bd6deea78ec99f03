//! A client's own proof for a token of its own (RFC 6749, 4.4). It tells of no person.

use super::Trade;
use crate::oidc::refusal::{Code, Said, refused};
use store::in_transaction;

/// Scopes that are about people.
const ABOUT_PEOPLE: [&str; 6] =
    ["openid", "profile", "email", "phone", "identity", "offline_access"];

pub(super) async fn trade(trade: &Trade<'_>) -> Said {
    let is_its_own = |scope: &str| !ABOUT_PEOPLE.contains(&scope);
    let scope = match trade.all.get("scope") {
        Some(asked) => {
            let allowed = trade.client.allowed(asked);
            let all = asked.split(' ').filter(|word| !word.is_empty());
            let is_all = all.clone().all(|word| allowed.iter().any(|scope| scope == word));
            if asked.len() > 1024 || !is_all || !all.clone().all(is_its_own) {
                let why = "a client may have its own scopes only, none about people";
                return Err(refused(Code::InvalidScope, why).into());
            }
            allowed.join(" ")
        }
        None => {
            let own = trade.client.scopes().filter(|scope| is_its_own(scope));
            own.collect::<Vec<_>>().join(" ")
        }
    };
    let tokens = trade.draw(false);
    in_transaction!(trade.openid.account.store, |tx| {
        trade.write(tx, &tokens, None, &scope);
        Ok(())
    })?;
    Ok(trade.told(&tokens, None, &scope).await?)
}
