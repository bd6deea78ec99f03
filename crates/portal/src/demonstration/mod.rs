//! The demonstration's catalogue: procedures people ask for, units of one province, and what its
//! home page shows first. Read as any file is, and only where there is no catalogue yet.

use crate::catalogue::import;
use crate::catalogue::words::Side;
use crate::portal::Portal;
use crate::reading::{Report, Told};
use crate::{catalogue, featured, units};
use civic::ProcedureCode;
use ground::Fault;
use ground::fault::Doing;
use serde::Deserialize;
use store::in_transaction;

/// The procedures, in the shape of every import.
const PROCEDURES: &str = include_str!("../../demonstration/procedures.json");

/// The units, likewise.
const UNITS: &str = include_str!("../../demonstration/units.json");

/// How often it is tried: of several nodes that start on an empty database each but one is refused
/// where it meets another.
const TRIES: u32 = 8;

/// What the file of procedures says beside them.
#[derive(Deserialize)]
struct Beside {
    featured: Featured,
}

/// What the home page shows first, in its order.
#[derive(Deserialize)]
struct Featured {
    citizen: Vec<ProcedureCode>,
    business: Vec<ProcedureCode>,
}

/// Reads it where there is no procedure yet; says what came of it where it did.
///
/// # Errors
/// A database that is away, or a file of ours that cannot be read.
pub async fn load_once(portal: &Portal) -> Result<Option<Report>, Fault> {
    let mut tries = 0;
    while catalogue::is_empty(portal.store.reader()).await? {
        tries += 1;
        match load(portal, &mut |_| {}).await {
            Ok(report) => return Ok(Some(report)),
            Err(fault) if tries >= TRIES => return Err(fault),
            // Another node reads it at this very moment; what it has done need not be done again.
            Err(fault) => tracing::info!(%fault, "the demonstration is read once more"),
        }
    }
    Ok(None)
}

/// Reads it, whatever is there.
///
/// # Errors
/// A database that is away, or a file of ours that cannot be read.
pub async fn load(portal: &Portal, tell: &mut dyn FnMut(&Told)) -> Result<Report, Fault> {
    units::import(portal, UNITS.as_bytes(), tell).await?;
    let report = import::procedures(portal, PROCEDURES.as_bytes(), tell).await?;
    let Beside { featured: lists } =
        serde_json::from_str(PROCEDURES).doing("reading what is featured")?;
    in_transaction!(portal.store, |tx| {
        featured::set(tx, Side::Citizen, &lists.citizen).await?;
        featured::set(tx, Side::Enterprise, &lists.business).await
    })?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Office;
    use store::testing;

    #[tokio::test]
    async fn every_entry_of_ours_is_read_and_everything_featured_is_there() {
        let office = Office::of(testing::sqlite().await).await;
        let mut refused = Vec::new();
        let mut tell = |told: &Told| {
            if matches!(told, Told::Refused { .. }) {
                refused.push(told.clone());
            }
        };
        let report = load(&office.portal, &mut tell).await.unwrap();
        assert_eq!(refused, []);
        assert!(report.added >= 60, "{report:?}");
        let reader = office.portal.store.reader();
        for side in Side::ALL {
            let codes = featured::codes(reader, *side).await.unwrap();
            assert_eq!(featured::list(reader, *side).await.unwrap().len(), codes.len());
            assert!(codes.len() >= 9, "the guide's own");
        }
        assert_eq!(load_once(&office.portal).await.unwrap(), None, "there is a catalogue now");
    }
}
