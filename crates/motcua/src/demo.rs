//! `motcua` without a command: the demonstration, everything in one process on one machine.

use crate::config::Config;
use crate::serve::{self, bind, listen};
use crate::{Outcome, Refusal, given, logs, say, signs};
use clap::Args;
use ground::keys::KeyRing;
use sandbox::Sandbox;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::task::JoinSet;
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
        ];
        let mut text = include_str!("demo.toml").to_owned();
        for (place, value) in places {
            text = text.replace(&format!("{{{place}}}"), &quotable(&value));
        }
        Config::of_text(&text, "the demonstration")
    }
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
    let stop = signs::stop()?;
    // The sandbox goes last: the letters under way still need its SMS centre.
    let (outside_stop, mut outside) = (CancellationToken::new(), JoinSet::new());
    let sandbox = begin_sandbox(&options, &config, &outside_stop, &mut outside).await?;
    let mut work = JoinSet::new();
    serve::begin(&config, &ring, None, &stop, &mut work).await?;
    greet(&options, &config, &sandbox);
    work.join_all().await;
    outside_stop.cancel();
    outside.join_all().await;
    Ok(())
}

/// Starts the invented outside world alone.
pub(crate) async fn run_sandbox(options: Options) -> Outcome {
    let config = options.config()?;
    logs::begin(&config.log)?;
    let (stop, mut work) = (signs::stop()?, JoinSet::new());
    begin_sandbox(&options, &config, &stop, &mut work).await?;
    say(&format!("Sandbox  {}", config.sandbox.house.public_url));
    work.join_all().await;
    Ok(())
}

async fn begin_sandbox(
    options: &Options,
    config: &Config,
    stop: &CancellationToken,
    work: &mut JoinSet<()>,
) -> Result<Arc<Sandbox>, Refusal> {
    let sandbox = Sandbox::new(config.sandbox.clone(), given::clock(), given::chance())?;
    let at = |nth| SocketAddr::from(([127, 0, 0, 1], options.port(nth)));
    let smpp = bind("--port", at(4)).await?;
    let smtp = bind("--port", at(5)).await?;
    listen("--port", at(2), sandbox::router(&sandbox), stop, work).await?;
    work.spawn(sandbox::serve_smpp(smpp, Arc::clone(&sandbox), stop.clone()));
    work.spawn(sandbox::serve_smtp(smtp, Arc::clone(&sandbox), stop.clone()));
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
