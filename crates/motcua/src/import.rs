//! What the portal knows from files: procedures and units. Running nodes learn of it by themselves.

use crate::place::Place;
use crate::{Outcome, Refusal, house, say};
use clap::{Args, Subcommand};
use portal::catalogue::import;
use portal::reading::{Report, Told};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// What to read.
#[derive(Subcommand)]
pub(crate) enum Order {
    /// Procedures, in the shape of our files or of the national database's service
    Procedures(Source),
    /// The province, its departments and its communes
    Units(Source),
    /// The procedures and units of the demonstration, and what its home page shows first
    Demonstration(Place),
}

/// Which file, and into which catalogue.
#[derive(Args)]
pub(crate) struct Source {
    /// The file, JSON
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// How many lines of a report are shown before it says only how far it is.
const SHOWN: u64 = 200;

/// Reads it, and says line by line what came of it.
pub(crate) async fn run(order: Order) -> Outcome {
    let mut told = 0;
    let mut tell = |one: &Told| {
        told += 1;
        show(one, told);
    };
    let (what, report) = match &order {
        Order::Procedures(source) => {
            let (from, portal) =
                (read(&source.file)?, house::portal_as_it_is(&source.place.config()?).await?);
            (source.file.as_path(), import::procedures(&portal, from, &mut tell).await?)
        }
        Order::Units(source) => {
            let (from, portal) =
                (read(&source.file)?, house::portal_as_it_is(&source.place.config()?).await?);
            (source.file.as_path(), portal::units::import(&portal, from, &mut tell).await?)
        }
        Order::Demonstration(place) => {
            let portal = house::portal_as_it_is(&place.config()?).await?;
            let report = portal::demonstration::load(&portal, &mut tell).await?;
            (Path::new("the demonstration"), report)
        }
    };
    let Report { added, changed, unchanged, refused } = report;
    let what = what.display();
    say(&format!(
        "{what}: {added} added, {changed} changed, {unchanged} unchanged, {refused} refused"
    ));
    match report.total() {
        0 => Err(Refusal("there was nothing of ours in that file".into())),
        _ => Ok(()),
    }
}

fn read(file: &Path) -> Result<BufReader<File>, Refusal> {
    let opened = File::open(file).map_err(|error| {
        Refusal(format!("{}: {error}; a JSON file would be right", file.display()))
    })?;
    Ok(BufReader::with_capacity(256 * 1024, opened))
}

fn show(one: &Told, told: u64) {
    let line = match one {
        Told::Added { code, name } => format!("added      {code}  {name}"),
        Told::Changed { code, name } => format!("changed    {code}  {name}"),
        Told::Refused { line, what, why } => {
            return say(&format!("refused    line {line}: {what}: {why}"));
        }
        Told::Unchanged => String::new(),
    };
    match told {
        ..=SHOWN if line.is_empty() => {}
        ..=SHOWN => say(&line),
        _ if told.is_multiple_of(1_000) => say(&format!("           {told} read so far")),
        _ => {}
    }
}
