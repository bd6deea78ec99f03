//! Roles are granted and taken back by whoever runs the service, at its command line only: no page
//! grants one, so no officer can give what they do not hold.

use super::{Role, records};
use crate::account::Account;
use crate::citizen::{self, CitizenId};
use civic::{IdentityNumber, PersonName};
use ground::{Fault, Moment};
use serde_json::json;
use store::journal::{self, Entry};
use store::{Tx, in_transaction};

/// No account has this identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoAccount;

/// What became of a grant, or of taking one back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granted {
    /// It is so from now on.
    Now,
    /// It was so before.
    Before,
}

/// One officer with one role.
pub struct Listed {
    /// What they sign in with.
    pub identity: IdentityNumber,
    /// Their name.
    pub name: PersonName,
    /// Their role.
    pub role: Role,
    /// Since when they have it.
    pub granted_at: Moment,
}

/// Grants a role to the citizen of an identity number.
///
/// # Errors
/// A database that is away.
pub async fn grant(
    account: &Account,
    identity: &IdentityNumber,
    role: Role,
) -> Result<Result<Granted, NoAccount>, Fault> {
    change(account, identity, role, true).await
}

/// Takes a role back from the citizen of an identity number, from the next page on.
///
/// # Errors
/// A database that is away.
pub async fn take_back(
    account: &Account,
    identity: &IdentityNumber,
    role: Role,
) -> Result<Result<Granted, NoAccount>, Fault> {
    change(account, identity, role, false).await
}

async fn change(
    account: &Account,
    identity: &IdentityNumber,
    role: Role,
    is_granted: bool,
) -> Result<Result<Granted, NoAccount>, Fault> {
    let now = account.clock.now();
    in_transaction!(account.store, |tx| {
        let Some(citizen) = citizen::find(tx, account, identity).await? else {
            return Ok(Err(NoAccount));
        };
        let (is_changed, event) = match is_granted {
            true => (records::insert(tx, citizen, role, now).await?, "officer.role_granted"),
            false => (records::delete(tx, citizen, role).await?, "officer.role_taken_back"),
        };
        if !is_changed {
            return Ok(Ok(Granted::Before));
        }
        note(tx, account, (citizen, role), event, now);
        Ok(Ok(Granted::Now))
    })
}

/// Every officer with every role.
///
/// # Errors
/// A database that is away, or a field that does not open.
pub async fn list(account: &Account) -> Result<Vec<Listed>, Fault> {
    let reader = account.store.reader();
    let mut listed = Vec::new();
    for (citizen, role, granted_at) in records::all(reader).await? {
        let known = citizen::load(reader, account, citizen).await?;
        listed.extend(known.map(|known| Listed {
            identity: known.person.identity,
            name: known.person.name,
            role,
            granted_at,
        }));
    }
    Ok(listed)
}

fn note(
    tx: &Tx,
    account: &Account,
    (citizen, role): (CitizenId, Role),
    event: &'static str,
    now: Moment,
) {
    let entry = Entry {
        at: now,
        actor: "command line".into(),
        subject: format!("citizen {citizen}"),
        event,
        detail: json!({ "role": role.as_str() }),
    };
    journal::append(tx, &entry, &account.chance);
}
