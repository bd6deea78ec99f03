//! Telling clients that a session ended (OpenID Connect Back-Channel Logout, 2): a job for each,
//! tried again with growing waits until the client has heard it or nobody can still be signed in.

use super::records;
use crate::account::Account;
use crate::citizen::CitizenId;
use crate::oidc::grant;
use crate::oidc::id_token::seconds;
use crate::oidc::provider::Provider;
use crate::session::{self, SessionId};
use ground::{Fault, Moment, Span};
use outside::back_channel::{BackChannel, Heard};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use store::in_transaction;
use store::job::{self, Claimed, NewJob};

const TELL: &str = "backchannel-logout";

/// How long an idle worker sleeps at most: sessions may end on another node.
const NAP: Duration = Duration::from_millis(500);

/// How long a logout token is valid (2.4 advises two minutes at most).
const TOKEN_LIVES: Span = Span::from_minutes(2);

/// The wait after the first failure, and the longest.
const WAITS: [Span; 2] = [Span::from_seconds(5), Span::from_hours(2)];

const AT_ONCE: u64 = 8;

/// Tells clients of the ends of sessions until `stop`. What was not told is told after the next
/// start.
pub async fn tell_of_ends(provider: Arc<Provider>, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let settings = &provider.account.settings.openid;
    let channel = BackChannel::new(settings.logout_timeout, settings.public_only);
    loop {
        let worked = work(&provider, &channel).await.unwrap_or_else(|fault| {
            tracing::warn!(%fault, "clients cannot be told of ends of sessions");
            false
        });
        if worked {
            continue;
        }
        tokio::select! {
            () = &mut stop => return,
            _ = provider.account.store.written(session::ENDED, NAP) => {}
            _ = provider.account.store.written(TELL, NAP) => {}
        }
    }
}

/// Does what is due. Says whether there was anything.
async fn work(provider: &Arc<Provider>, channel: &BackChannel) -> Result<bool, Fault> {
    let ended = claimed(&provider.account, session::ENDED).await?;
    for job in &ended {
        spread(provider, job).await?;
    }
    let told = claimed(&provider.account, TELL).await?;
    let telling = told.iter().map(|job| tell(provider, channel, job));
    for outcome in futures_util::future::join_all(telling).await {
        outcome?;
    }
    Ok(!ended.is_empty() || !told.is_empty())
}

async fn claimed(account: &Account, kind: &str) -> Result<Vec<Claimed>, Fault> {
    let now = account.clock.now();
    if !job::is_any_due(&account.store, kind, now).await? {
        return Ok(Vec::new());
    }
    let lease = account.settings.letters.lease;
    job::claim(&account.store, kind, AT_ONCE, lease, now, &account.chance).await
}

/// A session ended: its grants end, and each client that wants to hear of it gets a job.
async fn spread(provider: &Provider, ended: &Claimed) -> Result<(), Fault> {
    let (account, now) = (&provider.account, provider.account.clock.now());
    if let Some(citizen) = ended.payload["reset"].as_str().and_then(|id| id.parse().ok()) {
        return in_transaction!(account.store, |tx| {
            grant::revoke_of_citizen(tx, citizen, now);
            job::drop_finished(tx, ended);
            Ok(())
        });
    }
    let Some((session, _)) = named(ended) else {
        return in_transaction!(account.store, |tx| job::bury(tx, ended, "it names nobody").await);
    };
    in_transaction!(account.store, |tx| {
        grant::revoke_of_session(tx, session, now);
        for client in records::take_clients(tx, session).await? {
            let wants = account.clients.find(&client);
            if wants.is_none_or(|client| client.backchannel_logout_uri.is_none()) {
                continue;
            }
            let mut payload = ended.payload.clone();
            payload["client"] = client.into();
            let attempts_at_most = account.settings.openid.logout_attempts;
            let job = NewJob { kind: TELL, payload, run_at: now, attempts_at_most };
            job::enqueue(tx, &job, now, &account.chance);
        }
        job::drop_finished(tx, ended);
        Ok(())
    })
}

/// Tells one client.
async fn tell(provider: &Provider, channel: &BackChannel, job: &Claimed) -> Result<(), Fault> {
    let account = &provider.account;
    let heard = match due(provider, job).await? {
        Some((uri, token)) => channel.tell(&uri, &token).await,
        // The client is gone from the configuration, or wants to hear no more.
        None => Heard::Yes,
    };
    let outcome = if heard == Heard::Yes { "heard" } else { "failed" };
    metrics::counter!("openid_logouts_told_total", "outcome" => outcome).increment(1);
    in_transaction!(account.store, |tx| {
        if heard == Heard::Yes {
            job::drop_finished(tx, job);
            return Ok(());
        }
        let again = account.clock.now().plus(wait_after(job.attempt));
        if job::postpone(tx, job, again, "the client did not hear of it").await? {
            tracing::warn!(job = %job.id, "a client was never told that a session ended");
        }
        Ok(())
    })
}

/// Where the client wants to hear it, and the token that says it (2.4).
async fn due(provider: &Provider, job: &Claimed) -> Result<Option<(String, String)>, Fault> {
    let account = &provider.account;
    let client = job.payload["client"].as_str().and_then(|id| account.clients.find(id));
    let Some((client, (session, citizen))) = client.zip(named(job)) else { return Ok(None) };
    let Some(uri) = client.backchannel_logout_uri.clone() else { return Ok(None) };
    let (keys, now): (_, Moment) = (provider.keys().await?, account.clock.now());
    let claims = json!({
        "iss": provider.issuer(),
        "aud": client.id,
        "iat": seconds(now),
        "exp": seconds(now.plus(TOKEN_LIVES)),
        "jti": account.chance.row_id(now),
        "sub": keys.subject(&client.sector, citizen),
        "sid": keys.session(&client.id, session),
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    let signer = keys.signer(client.id_token_algorithm, now);
    let signer = signer.ok_or(Fault::impossible("a key for logout tokens"))?;
    Ok(Some((uri, signer.sign("logout+jwt", &claims)?)))
}

fn named(job: &Claimed) -> Option<(SessionId, CitizenId)> {
    let id = |name: &str| job.payload[name].as_str();
    Some((id("session")?.parse().ok()?, id("citizen")?.parse().ok()?))
}

fn wait_after(attempt: i32) -> Span {
    let [first, longest] = WAITS;
    let doubled = first.as_ms().saturating_mul(1 << attempt.clamp(1, 20).saturating_sub(1));
    Span::from_ms(doubled).min(longest)
}
