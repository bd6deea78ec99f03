//! Granting the administration of the portal and taking it back: at the command line, and nowhere
//! else.

use super::records;
use crate::person::{self, PersonId};
use crate::portal::Portal;
use ground::{Fault, Moment};
use serde_json::json;
use store::in_transaction;
use store::journal::{self, Entry};

/// Who is meant.
pub enum Whom {
    /// The reference that their own page shows.
    Person(PersonId),
    /// What their provider calls them.
    Called {
        /// The provider.
        issuer: String,
        /// What it calls them.
        subject: String,
    },
}

/// Whether something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granted {
    /// It is so now.
    Now,
    /// It was so before.
    Before,
}

/// Nobody is known so: whoever is to be an administrator signs in once before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPerson;

/// Makes a person an administrator.
///
/// # Errors
/// A database that is away.
pub async fn grant(portal: &Portal, whom: &Whom) -> Result<Result<Granted, NoPerson>, Fault> {
    change(portal, whom, true).await
}

/// Takes that back, from the next page on.
///
/// # Errors
/// A database that is away.
pub async fn take_back(portal: &Portal, whom: &Whom) -> Result<Result<Granted, NoPerson>, Fault> {
    change(portal, whom, false).await
}

async fn change(
    portal: &Portal,
    whom: &Whom,
    is_to_be: bool,
) -> Result<Result<Granted, NoPerson>, Fault> {
    let reader = portal.store.reader();
    let person = match whom {
        Whom::Person(id) => person::is_known(reader, *id).await?.then_some(*id),
        Whom::Called { issuer, subject } => person::find(reader, portal, issuer, subject).await?,
    };
    let Some(person) = person else { return Ok(Err(NoPerson)) };
    let now = portal.clock.now();
    let event = if is_to_be { "administrator.granted" } else { "administrator.taken_back" };
    let changed = in_transaction!(portal.store, |tx| {
        let changed = match is_to_be {
            true => records::insert(tx, person, now).await?,
            false => records::delete(tx, person).await?,
        };
        if changed {
            let (actor, subject) = ("operator".to_owned(), format!("person {person}"));
            let entry = Entry { at: now, actor, subject, event, detail: json!({}) };
            journal::append(tx, &entry, &portal.chance);
        }
        Ok(changed)
    })?;
    Ok(Ok(if changed { Granted::Now } else { Granted::Before }))
}

/// Every administrator with the moment it was granted.
///
/// # Errors
/// A database that is away.
pub async fn list(portal: &Portal) -> Result<Vec<(PersonId, Moment)>, Fault> {
    records::all(portal.store.reader()).await
}
