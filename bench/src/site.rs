//! A site to run the program on: an empty folder, a free row of ports, a configuration; and the
//! processes that run there, ended when they are dropped.

use crate::{Trouble, wire::Wire, worker_key};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// The ports one site takes, counted from its first.
const ROW: u16 = 10;
/// Below the ports that outgoing connections get.
const PORTS: std::ops::Range<u16> = 12_000..32_000;
/// How long a start may take before it counts as failed.
const START: Duration = Duration::from_secs(30);

/// A folder, ports and settings of one run of the program.
#[derive(Debug)]
pub struct Site {
    binary: PathBuf,
    folder: PathBuf,
    first: u16,
    settings: Vec<(String, String)>,
}

impl Site {
    /// A new site for this program, with a key file and a configuration in its folder.
    ///
    /// # Errors
    /// No place for the folder, or no free ports.
    pub fn new(binary: &Path) -> Result<Self, Trouble> {
        let first = free_row()?;
        let folder = folder_of(first);
        let site = Self { binary: binary.to_owned(), folder, first, settings: Vec::new() };
        let mut key = [0; 32];
        std::io::Read::read_exact(&mut File::open("/dev/urandom")?, &mut key)?;
        let keys = format!("current = 1\n[keys]\n1 = \"{}\"\n", STANDARD.encode(key));
        fs::write(site.folder.join("keys.toml"), keys)?;
        let jwks = worker_key::make(&site.folder)?.to_string();
        fs::write(site.config(), site.filled_in().replace("{jwks}", &jwks))?;
        Ok(site)
    }

    /// Sets a key over the configuration, by the environment: `account.password.passes`.
    pub fn set(&mut self, key: &str, value: impl Into<String>) {
        let name = format!("MOTCUA__{}", key.replace('.', "__").to_uppercase());
        self.settings.push((name, value.into()));
    }

    /// Puts both stores into a PostgreSQL database, each into a schema named after the site.
    pub fn use_postgres(&mut self, url: &str) {
        let mark = format!("{}_{}", std::process::id(), self.first);
        for house in ["account", "portal"] {
            self.set(&format!("{house}.database.url"), url);
            self.set(&format!("{house}.database.schema"), format!("{house}_{mark}"));
        }
    }

    /// Makes this a second node of another site: its keys, its databases, its sandbox.
    ///
    /// # Errors
    /// No place for the key file.
    pub fn join(&mut self, other: &Self) -> Result<(), Trouble> {
        self.settings.clone_from(&other.settings);
        fs::copy(other.folder.join("keys.toml"), self.folder.join("keys.toml"))?;
        let telco = format!("http://localhost:{}/telco", other.sandbox());
        self.set("account.operator.base_url", telco.clone());
        self.set("account.operator.token_url", format!("{telco}/oauth2/token"));
        self.set("account.sms.smpp.port", (other.first + 4).to_string());
        self.set("account.mail.port", (other.first + 5).to_string());
        Ok(())
    }

    /// The configuration file.
    pub fn config(&self) -> PathBuf {
        self.folder.join("motcua.toml")
    }

    /// The folder that goes with the site.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The portal's port.
    pub fn portal(&self) -> u16 {
        self.first
    }

    /// The account service's port.
    pub fn account(&self) -> u16 {
        self.first + 1
    }

    /// The sandbox's port.
    pub fn sandbox(&self) -> u16 {
        self.first + 2
    }

    /// The port of the figures.
    pub fn metrics(&self) -> u16 {
        self.first + 6
    }

    /// Ports that no part of the program listens on, for a bench's own servers.
    pub fn more_ports(&self) -> [u16; 3] {
        [self.first + 7, self.first + 8, self.first + 9]
    }

    /// Starts the sandbox and waits until it answers.
    ///
    /// # Errors
    /// It does not start.
    pub async fn start_sandbox(&self) -> Result<Running, Trouble> {
        let port = self.first.to_string();
        let mut running = self.start(&["sandbox", "--port", &port], "sandbox.log")?;
        running.answers(self.sandbox(), "/api/faults").await?;
        Ok(running)
    }

    /// Starts `serve` and waits until it is ready; says how long that took.
    ///
    /// # Errors
    /// It does not start.
    pub async fn serve(&self) -> Result<(Running, Duration), Trouble> {
        let began = Instant::now();
        let mut running = self.begin_to_serve()?;
        running.answers(self.account(), "/readyz").await?;
        running.answers(self.portal(), "/readyz").await?;
        Ok((running, began.elapsed()))
    }

    /// Starts `serve` without waiting.
    ///
    /// # Errors
    /// The program cannot be run.
    pub fn begin_to_serve(&self) -> Result<Running, Trouble> {
        let config = self.config().display().to_string();
        self.start(&["serve", "--config", &config], "serve.log")
    }

    /// Starts the program with these words; what it says goes to a file of the folder.
    ///
    /// # Errors
    /// The program cannot be run.
    pub fn start(&self, words: &[&str], log: &str) -> Result<Running, Trouble> {
        let said = File::options().create(true).append(true).open(self.folder.join(log))?;
        let mut command = self.command(words);
        command.stdout(said.try_clone()?).stderr(said);
        Ok(Running { child: command.spawn()? })
    }

    /// The program with these words and the site's settings, not started yet.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words).envs(self.settings.iter().map(|(key, value)| (key, value)));
        command.stdin(Stdio::null()).current_dir(&self.folder);
        command
    }

    /// What a process of this site has said so far.
    pub fn said(&self, log: &str) -> String {
        fs::read_to_string(self.folder.join(log)).unwrap_or_default()
    }

    fn filled_in(&self) -> String {
        let port = |nth: u16| (self.first + nth).to_string();
        let places = [
            ("folder", self.folder.display().to_string()),
            ("portal", port(0)),
            ("account", port(1)),
            ("sandbox", port(2)),
            ("smpp", port(4)),
            ("smtp", port(5)),
            ("metrics", port(6)),
        ];
        let template = include_str!("serve.toml").to_owned();
        places
            .iter()
            .fold(template, |text, (place, value)| text.replace(&format!("{{{place}}}"), value))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if std::env::var_os("MOTCUA_BENCH_KEEP").is_none() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Ports that were free a moment ago, all in a row; where in the range depends on the process, so
/// that runs beside each other seldom meet.
fn free_row() -> Result<u16, Trouble> {
    let rows = (PORTS.end - PORTS.start) / ROW;
    let begin = u16::try_from(std::process::id() % u32::from(rows)).unwrap_or(0);
    let mut taken: Vec<TcpListener> = Vec::new();
    for step in 0..rows {
        let first = PORTS.start + (begin + step) % rows * ROW;
        taken.clear();
        taken.extend(
            (0..ROW).map_while(|nth| TcpListener::bind((Ipv4Addr::LOCALHOST, first + nth)).ok()),
        );
        // The folder is made at once, so that a second site of the same process goes elsewhere.
        if taken.len() == usize::from(ROW) && fs::create_dir(folder_of(first)).is_ok() {
            return Ok(first);
        }
    }
    Err(Trouble::Away("no free ports".into()))
}

fn folder_of(first: u16) -> PathBuf {
    std::env::temp_dir().join(format!("motcua-bench-{first}"))
}

/// A process of the program; killed when it is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
}

impl Running {
    /// Its number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once (SIGKILL).
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to stop (SIGTERM).
    ///
    /// # Errors
    /// `kill` cannot be run.
    pub fn ask_to_stop(&self) -> Result<(), Trouble> {
        Command::new("kill").arg(self.pid().to_string()).status()?;
        Ok(())
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// It does not end in time.
    pub async fn end(&mut self, at_most: Duration) -> Result<ExitStatus, Trouble> {
        let until = Instant::now() + at_most;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            sleep(Duration::from_millis(5)).await;
        }
        Err(Trouble::Wrong("the process does not end".into()))
    }

    /// Waits until an address answers 200.
    ///
    /// # Errors
    /// It ends instead, or never answers.
    pub async fn answers(&mut self, port: u16, path: &str) -> Result<(), Trouble> {
        let until = Instant::now() + START;
        while Instant::now() < until {
            if let Ok(reply) = Wire::new(port).get(path, "").await
                && reply.status == 200
            {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(Trouble::Wrong(format!("the program ended at its start: {status}")));
            }
            sleep(Duration::from_millis(1)).await;
        }
        Err(Trouble::Wrong(format!("port {port} does not answer {path}")))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The program that was built with this one.
///
/// # Errors
/// It was not.
pub fn beside_this_program() -> Result<PathBuf, Trouble> {
    let here = std::env::current_exe()?;
    let binary = here.with_file_name("motcua");
    match binary.exists() {
        true => Ok(binary),
        false => Err(Trouble::Wrong(format!(
            "{} is not there; cargo build --release -p motcua makes it",
            binary.display()
        ))),
    }
}
