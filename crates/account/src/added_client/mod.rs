//! Clients that were added by command, and rotated and removed while the program runs. Each node
//! reads them when it starts and once a minute. Those of the configuration win; the same id in both
//! places stops a start.

mod records;
#[cfg(test)]
mod tests;

use crate::account::Account;
use crate::client::{Client, secret_digest};
use crate::settings::openid;
use ground::fault::Doing;
use ground::jose::base64url;
use ground::{Fault, Moment, Secret, Span};
use records::Model;
use serde_json::{Value, json};
use std::sync::Arc;
use store::journal::{self, Entry};
use store::{Tx, in_transaction};

const READING: &str = "reading the clients";

/// A client of the table, as it is listed.
pub struct Kept {
    /// Its name in the protocol.
    pub id: String,
    /// Whether it has a secret; otherwise it has keys.
    pub has_secret: bool,
    /// When it was added, or rotated last.
    pub changed_at: Moment,
    /// Until when its old secret serves, too.
    pub old_until: Option<Moment>,
}

/// Reads the clients of the table when the program starts.
///
/// # Errors
/// A database that is away, a client that stands in the configuration, too, or that cannot be.
pub async fn read(account: &Account) -> Result<(), Fault> {
    let mut all = Vec::new();
    for row in records::all(account.store.reader()).await? {
        all.push(checked(account, &row).map_err(|why| Fault::new(READING, why))?);
    }
    account.clients.take_in(all);
    Ok(())
}

/// Reads them again while the program runs: what cannot be is left out, and said.
///
/// # Errors
/// A database that is away.
pub async fn refresh(account: &Account) -> Result<(), Fault> {
    let mut all = Vec::new();
    for row in records::all(account.store.reader()).await? {
        match checked(account, &row) {
            Ok(client) => all.push(client),
            Err(why) => tracing::warn!(why, "a client is left out"),
        }
    }
    account.clients.take_in(all);
    Ok(())
}

fn checked(account: &Account, row: &Model) -> Result<Arc<Client>, String> {
    let id = &row.id;
    if account.clients.is_configured(id) {
        return Err(format!(
            "client \"{id}\" stands in account.clients and was added by command, too; one of both \
             would be right (\"motcua client remove {id}\" takes the added one away)"
        ));
    }
    let settings: openid::Client = serde_json::from_str(&row.settings)
        .map_err(|error| format!("client \"{id}\" of the table: {error}"))?;
    let now = account.clock.now().unix_ms();
    let old = row.old_secret.as_ref().filter(|_| row.old_until.is_some_and(|until| now < until));
    let secrets = row.secret.iter().chain(old);
    let secrets = secrets.filter_map(|one| <[u8; 32]>::try_from(one.as_slice()).ok()).collect();
    let client = Client::added(&settings, account.settings.house.is_secure(), secrets);
    client.map(Arc::new).map_err(|why| format!("client \"{id}\" of the table: {why}"))
}

/// Adds a client as the configuration would describe it, but for its secret, which is drawn here and
/// given once; none where it has keys.
///
/// # Errors
/// A database that is away. Inside: why it cannot be added, in words.
pub async fn add(
    account: &Account,
    settings: &Value,
) -> Result<Result<Option<Secret>, String>, Fault> {
    let id = settings["id"].as_str().unwrap_or_default().to_owned();
    let secret = settings.get("jwks").is_none().then(|| draw(account));
    let now = account.clock.now();
    let row = Model {
        id: id.clone(),
        settings: settings.to_string(),
        secret: secret.as_ref().map(digest),
        old_secret: None,
        old_until: None,
        changed_at: now.unix_ms(),
    };
    if let Err(why) = checked(account, &row) {
        return Ok(Err(why));
    }
    let is_new = in_transaction!(account.store, |tx| {
        let is_new = records::insert(tx, row.clone()).await?;
        if is_new {
            note(tx, account, &id, ("client.added", json!({})), now);
        }
        Ok(is_new)
    })?;
    Ok(match is_new {
        true => Ok(secret),
        false => Err(format!("client \"{id}\" is there already; another id would be right")),
    })
}

/// Gives a client a new secret; the old one serves beside it for so long. One with keys gets these.
///
/// # Errors
/// A database that is away. Inside: why it cannot be rotated, in words.
pub async fn rotate(
    account: &Account,
    id: &str,
    keep: Span,
    jwks: Option<&str>,
) -> Result<Result<Option<Secret>, String>, Fault> {
    let now = account.clock.now();
    let secret = jwks.is_none().then(|| draw(account));
    in_transaction!(account.store, |tx| {
        let Some(row) = records::find(tx, id).await? else { return Ok(Err(unknown(id))) };
        if row.secret.is_some() != secret.is_some() {
            let right = if row.secret.is_some() { "without --jwks" } else { "with --jwks" };
            return Ok(Err(format!("client \"{id}\": {right} would be right")));
        }
        let mut settings: Value = serde_json::from_str(&row.settings).doing(READING)?;
        if let Some(jwks) = jwks {
            settings["jwks"] = jwks.into();
        }
        let old_until = row.secret.as_ref().map(|_| now.plus(keep).unix_ms());
        let next = Model {
            settings: settings.to_string(),
            secret: secret.as_ref().map(digest),
            old_secret: row.secret,
            old_until,
            changed_at: now.unix_ms(),
            id: row.id,
        };
        if let Err(why) = checked(account, &next) {
            return Ok(Err(why));
        }
        records::change(tx, next).await?;
        let detail = json!({ "old_serves_for_seconds": old_until.map(|_| keep.as_seconds()) });
        note(tx, account, id, ("client.rotated", detail), now);
        Ok(Ok(secret.clone()))
    })
}

/// Removes a client; people can sign in to it no more.
///
/// # Errors
/// A database that is away. Inside: that there is none.
pub async fn remove(account: &Account, id: &str) -> Result<Result<(), String>, Fault> {
    let now = account.clock.now();
    in_transaction!(account.store, |tx| {
        if !records::delete(tx, id).await? {
            return Ok(Err(unknown(id)));
        }
        note(tx, account, id, ("client.removed", json!({})), now);
        Ok(Ok(()))
    })
}

/// The clients of the table.
///
/// # Errors
/// A database that is away.
pub async fn all(account: &Account) -> Result<Vec<Kept>, Fault> {
    let now = account.clock.now();
    let rows = records::all(account.store.reader()).await?;
    let kept = |row: Model| Kept {
        id: row.id,
        has_secret: row.secret.is_some(),
        changed_at: Moment::from_unix_ms(row.changed_at),
        old_until: row.old_until.map(Moment::from_unix_ms).filter(|until| now < *until),
    };
    Ok(rows.into_iter().map(kept).collect())
}

fn unknown(id: &str) -> String {
    format!("no client \"{id}\" was added; \"motcua client list\" says which were")
}

/// 256 bits: a digest that is quickly made keeps them well.
fn draw(account: &Account) -> Secret {
    Secret::new(base64url(account.chance.bytes::<32>()))
}

fn digest(secret: &Secret) -> Vec<u8> {
    secret_digest(secret.reveal()).to_vec()
}

fn note(tx: &Tx, account: &Account, id: &str, (event, detail): (&'static str, Value), now: Moment) {
    let (actor, subject) = ("operator".to_owned(), format!("client {id}"));
    journal::append(tx, &Entry { at: now, actor, subject, event, detail }, &account.chance);
}
