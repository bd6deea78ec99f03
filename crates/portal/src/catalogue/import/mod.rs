//! Reading procedures from a file into the catalogue: entry by entry, however long the file is. What
//! cannot be is refused and said; the rest waits apart until the file is read to its end, and takes
//! its place in one transaction. The same file read twice changes nothing the second time.

mod clean;
mod national;
mod entry;
mod records;

use crate::portal::Portal;
use crate::reading::{Entries, Entry, Report, Told};
use civic::ProcedureCode;
use ground::fault::Doing;
use ground::jose::sha256;
use ground::{Fault, Moment, Span};
use records::{AT_ONCE, Newest};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;
use store::in_transaction;
use store::journal::{self, Entry as Line};
use uuid::Uuid;

/// How long what an import put aside is kept for it.
const KEPT: Span = Span::from_hours(24);

/// An import under way.
struct Import<'a> {
    portal: &'a Portal,
    run: Uuid,
    now: Moment,
    newest: HashMap<String, Newest>,
    codes: Codes,
    units: BTreeSet<String>,
    waiting: Vec<records::Model>,
    report: Report,
}

/// Reads procedures from a file in the shape of ours, or of the national database's service.
/// `tell` is told of every entry.
///
/// # Errors
/// A file that cannot be read, or a database that is away: then nothing has changed.
pub async fn procedures(
    portal: &Portal,
    from: impl BufRead,
    tell: &mut dyn FnMut(&Told),
) -> Result<Report, Fault> {
    let (now, reader) = (portal.clock.now(), portal.store.reader());
    let mut import = Import {
        portal,
        run: portal.chance.row_id(now),
        now,
        newest: records::newest(reader).await?,
        codes: Codes::of(records::own(reader).await?),
        units: crate::units::codes(reader).await?,
        waiting: Vec::new(),
        report: Report::default(),
    };
    let mut entries = Entries::of(from);
    while let Some(entry) = entries.next_entry().doing("reading the file")? {
        let Some(told) = import.take(&entry) else { continue };
        import.report.count(&told);
        tell(&told);
        if import.waiting.len() >= AT_ONCE {
            import.put_aside().await?;
        }
    }
    import.put_aside().await?;
    import.finish().await
}

impl Import<'_> {
    /// Reads one entry. Says nothing of what is no procedure at all.
    fn take(&mut self, entry: &Entry) -> Option<Told> {
        let line = entry.line;
        let refused = |what: String, why: String| Told::Refused { line, what, why };
        let read = match entry::read(entry)? {
            Ok(read) => read,
            Err((what, why)) => return Some(refused(what, why)),
        };
        let name = read.published.name.clone();
        if let Some(unit) = read.published.units.iter().find(|unit| !self.units.contains(*unit)) {
            return Some(refused(name, format!("units: {unit:?} is no unit of this province")));
        }
        let code = match self.codes.of_entry(read.code, &name, line) {
            Ok(code) => code.to_string(),
            Err(why) => return Some(refused(name, why)),
        };
        let Ok(content) = serde_json::to_string(&read.published) else {
            return Some(refused(name, "cannot be written as JSON".into()));
        };
        let digest = sha256(&content);
        let before = self.newest.get(&code).map(|newest| newest.digest == digest);
        if before == Some(true) {
            return Some(Told::Unchanged);
        }
        self.waiting.push(records::Model { run: self.run, code: code.clone(), digest, content });
        Some(match before {
            None => Told::Added { code, name },
            Some(_) => Told::Changed { code, name },
        })
    }

    async fn put_aside(&mut self) -> Result<(), Fault> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        in_transaction!(self.portal.store, |tx| {
            records::stage(tx, &self.waiting);
            Ok(())
        })?;
        self.waiting.clear();
        Ok(())
    }

    /// Everything is read: it takes its place.
    async fn finish(self) -> Result<Report, Fault> {
        let Self { portal, run, now, newest, report, .. } = self;
        let oldest = portal.chance.row_id(now.minus(KEPT));
        in_transaction!(portal.store, |tx| {
            records::forget_before(tx, oldest).await?;
            if report.added + report.changed == 0 {
                return Ok(());
            }
            records::apply(tx, run, &newest, now).await?;
            let detail = json!({ "added": report.added, "changed": report.changed });
            let (actor, subject) = ("operator".to_owned(), "catalogue".to_owned());
            let line = Line { at: now, actor, subject, event: "catalogue.imported", detail };
            journal::append(tx, &line, &portal.chance);
            Ok(())
        })?;
        Ok(report)
    }
}

/// The codes a file has named so far, and those of the province's own procedures.
struct Codes {
    /// With the line each stands in.
    seen: HashMap<ProcedureCode, u64>,
    own: HashMap<String, ProcedureCode>,
    last_own: u32,
}

impl Codes {
    fn of(own: Vec<(String, ProcedureCode)>) -> Self {
        let last_own = own.iter().filter_map(|(_, code)| code.local_number()).max().unwrap_or(0);
        let own = own.into_iter().map(|(title, code)| (folded(&title), code)).collect();
        Self { seen: HashMap::new(), own, last_own }
    }

    /// The code of an entry, which may stand in a file once. What has none is known by its title,
    /// or gets the next of the province's own.
    fn of_entry(
        &mut self,
        code: Option<ProcedureCode>,
        name: &str,
        line: u64,
    ) -> Result<ProcedureCode, String> {
        let code = match code.or_else(|| self.own.get(&folded(name)).cloned()) {
            Some(code) => code,
            None => ProcedureCode::local(self.last_own + 1).ok_or("no code of our own is left")?,
        };
        if let Some(first) = self.seen.get(&code) {
            return Err(format!("code: {code} stands in line {first}, too"));
        }
        if let Some(number) = code.local_number() {
            self.last_own = self.last_own.max(number);
            self.own.insert(folded(name), code.clone());
        }
        self.seen.insert(code.clone(), line);
        Ok(code)
    }
}

/// A title as it is compared.
fn folded(title: &str) -> String {
    civic::fold::without_diacritics(title).to_lowercase()
}
