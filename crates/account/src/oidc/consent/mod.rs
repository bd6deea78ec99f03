//! Consent: what a citizen agreed that a client may learn, remembered for a year and revocable at
//! any time (OWASP ASVS 10.7.3).

mod records;
pub(super) mod ask;
pub(super) mod given;

pub(super) use records::sweep;
pub use records::{Agreed, all_of, forget};

use crate::account::Account;
use crate::citizen::CitizenId;
use crate::client::Client;
use crate::oidc::request::Request;
use ground::{Fault, Moment};

/// Whether the citizen has to be asked before this request is answered.
pub(super) async fn is_needed(
    account: &Account,
    client: &Client,
    citizen: CitizenId,
    request: &Request,
    now: Moment,
) -> Result<bool, Fault> {
    if !client.asks_consent() {
        return Ok(false);
    }
    if request.prompt.consent {
        return Ok(true);
    }
    let agreed = records::agreed(account.store.reader(), citizen, &client.id, now).await?;
    Ok(!request.disclosed().iter().all(|scope| agreed.contains(scope)))
}

/// What a scope tells, in words; nothing where it tells only that somebody signed in.
fn in_words(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "openid" => return None,
        "profile" => "openid-scope-profile",
        "email" => "openid-scope-email",
        "phone" => "openid-scope-phone",
        "identity" => "openid-scope-identity",
        "offline_access" => "openid-scope-offline",
        _ => "openid-scope-other",
    })
}
