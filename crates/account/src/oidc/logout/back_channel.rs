//! Telling clients that a session ended (OpenID Connect Back-Channel Logout, 2): a job for each,
//! tried again with growing waits until the client has heard it or nobody can still be signed in.
//! A client that does not answer has some of the slots and rests after each failure, so that nobody
//! else waits for it.

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
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::in_transaction;
use store::job::{self, Claimed, NewJob};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

const TELL: &str = "backchannel-logout";

/// How long an idle worker sleeps at most: sessions may end on another node.
const NAP: Duration = Duration::from_millis(500);

/// How long a logout token is valid (2.4 advises two minutes at most).
const TOKEN_LIVES: Span = Span::from_minutes(2);

/// The wait after the first failure, and the longest; between them each wait is as long as all
/// before it together.
const WAITS: [Span; 2] = [Span::from_seconds(5), Span::from_hours(1)];

/// How many clients are called at once, and how many calls go to one of them.
const AT_ONCE: usize = 8;
const TO_ONE: usize = 2;
/// How long a call waits whose client has as many as it may.
const A_MOMENT: Span = Span::from_seconds(1);

/// Tells clients of the ends of sessions until `stop`. What was not told is told after the next
/// start.
pub async fn tell_of_ends(provider: Arc<Provider>, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let settings = &provider.account.settings.openid;
    let channel = Arc::new(BackChannel::new(settings.logout_timeout, settings.public_only));
    let (mut telling, mut lines) = (JoinSet::new(), HashMap::new());
    loop {
        while telling.try_join_next().is_some() {}
        let worked = work(&provider, &channel, &mut telling, &mut lines).await;
        let worked = worked.unwrap_or_else(|fault| {
            tracing::warn!(%fault, "clients cannot be told of ends of sessions");
            false
        });
        if worked {
            continue;
        }
        tokio::select! {
            () = &mut stop => break,
            _ = provider.account.store.written(session::ENDED, NAP) => {}
            _ = provider.account.store.written(TELL, NAP) => {}
            Some(_) = telling.join_next() => {}
        }
    }
    while telling.join_next().await.is_some() {}
}

/// The calls to one client, on this node.
struct Line {
    free: Arc<Semaphore>,
    /// Not before then, in milliseconds since the Unix epoch: it did not answer.
    rests_until: AtomicI64,
}

impl Line {
    fn new() -> Arc<Self> {
        let free = Arc::new(Semaphore::new(TO_ONE));
        Arc::new(Self { free, rests_until: AtomicI64::new(i64::MIN) })
    }

    /// A place in the line, or when to come again.
    fn place(&self, now: Moment) -> Result<OwnedSemaphorePermit, Moment> {
        let rests_until = Moment::from_unix_ms(self.rests_until.load(Ordering::Relaxed));
        if now < rests_until {
            return Err(rests_until);
        }
        Arc::clone(&self.free).try_acquire_owned().map_err(|_| now.plus(A_MOMENT))
    }
}

/// Does what is due, as far as there is room for calls. Says whether there was anything.
async fn work(
    provider: &Arc<Provider>,
    channel: &Arc<BackChannel>,
    telling: &mut JoinSet<()>,
    lines: &mut HashMap<String, Arc<Line>>,
) -> Result<bool, Fault> {
    let account = &provider.account;
    let ended = claimed(account, session::ENDED, AT_ONCE).await?;
    for job in &ended {
        spread(provider, job).await?;
    }
    let room = AT_ONCE.saturating_sub(telling.len());
    let due = if room == 0 { Vec::new() } else { claimed(account, TELL, room).await? };
    let worked = !ended.is_empty() || !due.is_empty();
    for job in due {
        let client = job.payload["client"].as_str().unwrap_or_default().to_owned();
        let line = Arc::clone(lines.entry(client).or_insert_with(Line::new));
        match line.place(account.clock.now()) {
            Ok(place) => {
                let (provider, channel) = (Arc::clone(provider), Arc::clone(channel));
                telling.spawn(async move {
                    if let Err(fault) = tell(&provider, &channel, &line, &job).await {
                        tracing::warn!(job = %job.id, %fault, "a client could not be told");
                    }
                    drop(place);
                });
            }
            Err(again) => in_transaction!(account.store.soon(), |tx| {
                job::postpone(tx, &job, again, "others of its client go first").await.map(|_| ())
            })?,
        }
    }
    Ok(worked)
}

async fn claimed(account: &Account, kind: &str, room: usize) -> Result<Vec<Claimed>, Fault> {
    let now = account.clock.now();
    if !job::is_any_due(&account.store, kind, now).await? {
        return Ok(Vec::new());
    }
    let lease = account.settings.letters.lease;
    let room = u64::try_from(room).unwrap_or(1);
    job::claim(&account.store, kind, room, lease, now, &account.chance).await
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
            payload["since"] = now.unix_ms().into();
            let job = NewJob { kind: TELL, payload, run_at: now, attempts_at_most: i32::MAX };
            job::enqueue(tx, &job, now, &account.chance);
        }
        job::drop_finished(tx, ended);
        Ok(())
    })
}

/// Tells one client. What is not heard for long enough is given up.
async fn tell(
    provider: &Provider,
    channel: &BackChannel,
    line: &Line,
    job: &Claimed,
) -> Result<(), Fault> {
    let account = &provider.account;
    let heard = match due(provider, job).await? {
        Some((uri, token)) => channel.tell(&uri, &token).await,
        // The client is gone from the configuration, or wants to hear no more.
        None => Heard::Yes,
    };
    let outcome = if heard == Heard::Yes { "heard" } else { "failed" };
    metrics::counter!("openid_logouts_told_total", "outcome" => outcome).increment(1);
    let now = account.clock.now();
    let tried_for = job.payload["since"]
        .as_i64()
        .map_or(Span::ZERO, |since| now.since(Moment::from_unix_ms(since)));
    let again = now.plus(wait_after(tried_for));
    if heard == Heard::No {
        line.rests_until.store(again.unix_ms(), Ordering::Relaxed);
    }
    in_transaction!(account.store, |tx| {
        if heard == Heard::Yes {
            job::drop_finished(tx, job);
        } else if tried_for < account.settings.openid.logout_for {
            job::postpone(tx, job, again, "the client did not hear of it").await?;
        } else {
            job::bury(tx, job, "the client did not hear of it").await?;
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

/// How long to wait after a failure, where it was tried for so long: twice as long each time.
fn wait_after(tried_for: Span) -> Span {
    let [first, longest] = WAITS;
    tried_for.max(first).min(longest)
}
