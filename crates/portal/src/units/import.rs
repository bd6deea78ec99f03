//! Reading units from a file: the province, its departments and its communes. There are hundreds,
//! so they are read whole, compared, and written in one transaction.

use super::records;
use super::unit::Unit;
use crate::portal::Portal;
use crate::reading::{Entries, Entry, Report, Told, beginning, json};
use ground::Fault;
use ground::fault::Doing;
use ground::jose::sha256;
use serde_json::{Value, json as value};
use std::collections::BTreeMap;
use std::io::BufRead;
use store::in_transaction;
use store::journal::{self, Entry as Line};

/// More units than any country has.
const AT_MOST: usize = 20_000;

/// Reads units. `tell` is told of every one.
///
/// # Errors
/// A file that cannot be read, or a database that is away: then nothing has changed.
pub async fn import(
    portal: &Portal,
    from: impl BufRead,
    tell: &mut dyn FnMut(&Told),
) -> Result<Report, Fault> {
    let before = records::digests(portal.store.reader()).await?;
    let mut report = Report::default();
    let mut say = |told: &Told| {
        report.count(told);
        tell(told);
    };
    let read = read(from, &mut say)?;
    let mut changed = Vec::new();
    for (_, unit) in read.values() {
        let (code, name) = (unit.code.clone(), unit.name.clone());
        let content = serde_json::to_string(unit).doing("writing a unit")?;
        let digest = sha256(&content);
        say(&match before.get(&code) {
            Some(known) if *known == digest => Told::Unchanged,
            Some(_) => Told::Changed { code, name },
            None => Told::Added { code, name },
        });
        changed.push((unit, digest, content));
    }
    changed.retain(|(unit, digest, _)| before.get(&unit.code) != Some(digest));
    let now = portal.clock.now();
    in_transaction!(portal.store, |tx| {
        if changed.is_empty() {
            return Ok(());
        }
        for (unit, digest, content) in &changed {
            records::save(tx, unit, digest, content);
        }
        let (actor, subject) = ("operator".to_owned(), "units".to_owned());
        let detail = value!({ "changed": changed.len() });
        let line = Line { at: now, actor, subject, event: "units.imported", detail };
        journal::append(tx, &line, &portal.chance);
        Ok(())
    })?;
    Ok(report)
}

/// Everything the file holds, by code, with the line each stands in.
fn read(
    from: impl BufRead,
    say: &mut dyn FnMut(&Told),
) -> Result<BTreeMap<String, (u64, Unit)>, Fault> {
    let mut read: BTreeMap<String, (u64, Unit)> = BTreeMap::new();
    let mut entries = Entries::of(from);
    while let Some(entry) = entries.next_entry().doing("reading the file")? {
        let Some(kind) = kind_of(&entry.list) else { continue };
        let line = entry.line;
        let taken = one(&entry, kind).and_then(|unit| match read.get(&unit.code) {
            Some((first, _)) => Err((unit.code, format!("code: stands in line {first}, too"))),
            None if read.len() == AT_MOST => Err((unit.code, "there are too many".into())),
            None => Ok(unit),
        });
        match taken {
            Ok(unit) => drop(read.insert(unit.code.clone(), (line, unit))),
            Err((what, why)) => say(&Told::Refused { line, what, why }),
        }
    }
    Ok(read)
}

/// Of which kind the entries of a list are that do not say it; nothing for lists of something else.
fn kind_of(list: &str) -> Option<&'static str> {
    match list {
        "" | "units" | "commune_units" => Some("commune"),
        "departments" => Some("department"),
        "province" => Some("province"),
        _ => None,
    }
}

fn one(entry: &Entry, kind: &str) -> Result<Unit, (String, String)> {
    let text = entry.text()?;
    let refused = |why: String| (beginning(text.as_bytes()), why);
    let mut written: Value = json(text).map_err(refused)?;
    if let Some(fields) = written.as_object_mut() {
        if !fields.contains_key("group") {
            fields.entry("kind").or_insert_with(|| kind.into());
        }
        // Of a short name and a whole one, the whole one.
        if fields.contains_key("full_name") {
            fields.remove("name");
        }
        // What dossier codes call it may come with where that is known from.
        if let Some(value) = fields.get("dossier_sync_code").and_then(|code| code.get("value")) {
            let code = value.clone();
            fields.insert("dossier_code".into(), code);
        }
    }
    let unit: Unit = json(&written.to_string()).map_err(refused)?;
    unit.checked().map_err(refused)
}
