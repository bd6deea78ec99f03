//! `motcua` without a command: the demonstration, everything in one process on one machine.

use crate::config::Config;
use crate::serve::{self, Doors, Taken};
use crate::work::Work;
use crate::{Outcome, Refusal, given, logs, say, signs};
use clap::Args;
use ground::jose::base64url;
use ground::keys::KeyRing;
use sandbox::Sandbox;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// How to start the demonstration.
#[derive(Args)]
pub(crate) struct Options {
    /// Where its data lies
    #[arg(long, default_value = "var/demo")]
    data: PathBuf,
    /// The portal's port; the account service, the sandbox and the rest take those after it
    #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..=65_000))]
    port: u16,
    /// A PostgreSQL database for both stores, instead of two SQLite files
    #[arg(long)]
    database: Option<String>,
}

impl Options {
    fn port(&self, nth: u16) -> u16 {
        self.port + nth
    }

    /// The demonstration's configuration with its places filled in.
    fn config(&self) -> Result<Config, Refusal> {
        let data = self.data.display().to_string();
        let file = |name: &str| format!("sqlite:{data}/{name}.db");
        let database = |name: &str| self.database.clone().unwrap_or_else(|| file(name));
        let schema = |name: &str| if self.database.is_some() { name } else { "" }.to_owned();
        let places = [
            ("data", data.clone()),
            ("portal", self.port(0).to_string()),
            ("account", self.port(1).to_string()),
            ("sandbox", self.port(2).to_string()),
            ("smpp", self.port(4).to_string()),
            ("smtp", self.port(5).to_string()),
            ("metrics", self.port(6).to_string()),
            ("portal_database", database("portal")),
            ("account_database", database("account")),
            ("portal_schema", schema("portal")),
            ("account_schema", schema("account")),
            // Both houses read it from here; it is good for this start.
            ("national_secret", base64url(given::chance().bytes::<32>())),
        ];
        let mut text = include_str!("demo.toml").to_owned();
        for (place, value) in places {
            text = text.replace(&format!("{{{place}}}"), &quotable(&value));
        }
        Config::of_text(&text, "the demonstration")
    }
}

/// The configuration of a demonstration whose data lie in this folder.
pub(crate) fn config_of(data: &Path) -> Result<Config, Refusal> {
    Options { data: data.to_owned(), port: 8080, database: None }.config()
}

/// A value that is put between the quotation marks of a TOML text.
fn quotable(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Starts everything and runs until it is asked to stop.
pub(crate) async fn run(options: Options) -> Outcome {
    let config = options.config()?;
    logs::begin(&config.log)?;
    let ring = ring(&options.data, &config.keys.file)?;
    let outer_doors = OuterDoors::take(&options)?;
    let doors = Doors::take(&config, None)?;
    let stop = signs::stop()?;
    // The sandbox goes last: the letters under way still need its SMS centre.
    let mut outside = Work::new(CancellationToken::new());
    let sandbox = begin_sandbox(&config, outer_doors, &mut outside)?;
    let outside_stop = outside.stop.clone();
    let mut work = Work::new(stop.clone());
    serve::begin(&config, &ring, doors, &mut work).await?;
    greet(&options, &config, &sandbox);
    let outside = tokio::spawn(async move {
        let outcome = outside.finish().await;
        // Where the invented world breaks, the rest stops with it.
        stop.cancel();
        outcome
    });
    let outcome = work.finish().await;
    outside_stop.cancel();
    outcome.and(outside.await?)
}

/// Starts the invented outside world alone.
pub(crate) async fn run_sandbox(options: Options) -> Outcome {
    let config = options.config()?;
    logs::begin(&config.log)?;
    let doors = OuterDoors::take(&options)?;
    let mut work = Work::new(signs::stop()?);
    begin_sandbox(&config, doors, &mut work)?;
    say(&format!("Sandbox  {}", config.sandbox.house.public_url));
    work.finish().await
}

/// The addresses of the invented outside world.
struct OuterDoors {
    pages: Taken,
    smpp: Taken,
    smtp: Taken,
}

impl OuterDoors {
    fn take(options: &Options) -> Result<Self, Refusal> {
        let at = |nth| Taken::take("--port", SocketAddr::from(([127, 0, 0, 1], options.port(nth))));
        Ok(Self { pages: at(2)?, smpp: at(4)?, smtp: at(5)? })
    }
}

fn begin_sandbox(
    config: &Config,
    doors: OuterDoors,
    work: &mut Work,
) -> Result<Arc<Sandbox>, Refusal> {
    let sandbox = Sandbox::new(config.sandbox.clone(), given::clock(), given::chance())?;
    let stop = &work.stop;
    let smpp = sandbox::serve_smpp(doors.smpp.listen()?, Arc::clone(&sandbox), stop.clone());
    let smtp = sandbox::serve_smtp(doors.smtp.listen()?, Arc::clone(&sandbox), stop.clone());
    let pages = doors.pages.serve(sandbox::router(&sandbox), config.listen.unread, work)?;
    work.begin("the sandbox's SMS centre", smpp);
    work.begin("the sandbox's mail server", smtp);
    work.begin("the sandbox's pages", pages);
    Ok(sandbox)
}

/// The demonstration's keys: made on its first start.
fn ring(data: &Path, file: &Path) -> Result<KeyRing, Refusal> {
    std::fs::create_dir_all(data).map_err(|error| {
        Refusal(format!("--data: the folder {} cannot be made: {error}", data.display()))
    })?;
    if file.exists() { KeyRing::load(file) } else { KeyRing::create(file, &given::chance()) }
        .map_err(Refusal::from)
}

fn greet(options: &Options, config: &Config, sandbox: &Sandbox) {
    say("Một Cửa: the demonstration is running.\n");
    say(&format!("  Portal           {}", config.portal.house.public_url));
    say(&format!("  Account service  {}", config.account.house.public_url));
    say(&format!(
        "  Sandbox          {}  (handsets, mail, faults)",
        config.sandbox.house.public_url
    ));
    say(&format!("  Data             {}\n", options.data.display()));
    if let Some(person) = sandbox.world.people().all().first() {
        say("An invented citizen to try:");
        say(&format!("  Số CMT/CCCD    {}", person.citizen_number));
        say(&format!("  Họ tên         {}", person.name));
        say(&format!("  Ngày sinh      {}", in_vietnamese(&person.birth_date)));
        say(&format!("  Số điện thoại  {}\n", person.phone));
    }
    say("Limits are generous here, so that one can try things out; serve has tighter ones.");
    say("Ctrl-C stops it.");
}

/// `1988-03-05` as `05/03/1988`.
fn in_vietnamese(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}
