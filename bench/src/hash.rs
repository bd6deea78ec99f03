//! `bench hash`: the ceiling of whatever needs a password. Hashes by our own `Hasher` with the
//! default parameters and nothing else: in a loop that prints processor time of one in microseconds
//! and hashes a second, or each when it is asked for, beside the traffic that asks.

use crate::say;
use bench::{Trouble, process};
use clap::Args;
use credentials::password::{Candidate, Hasher, Settings};
use ground::Chance;
use ground::keys::KeyRing;
use std::net::Ipv4Addr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::Instant;

/// How much to hash.
#[derive(Args)]
pub(crate) struct Options {
    /// How many hashes
    #[arg(long, default_value_t = 200)]
    count: u32,
    /// How many wait at once
    #[arg(long, default_value_t = 4)]
    at_once: u32,
    /// Where to listen on the loopback for who wants one: a byte comes, a hash is made, a byte goes
    #[arg(long)]
    port: Option<u16>,
}

/// What the loop measured.
pub(crate) struct Measured {
    /// Processor time of one hash, in microseconds.
    pub(crate) micros: f64,
    /// Hashes in a second.
    pub(crate) each_second: f64,
}

/// Hashes and says what it cost.
pub(crate) async fn run(options: Options) -> Result<(), Trouble> {
    let wrong = |what: &str| Trouble::Wrong(what.to_owned());
    let settings =
        Settings { queue_wait_new: ground::Span::from_minutes(5), ..Settings::default() };
    // Which bytes are hashed makes no difference; they need not be unpredictable here.
    let ring = KeyRing::generate(&Chance::new(|buffer| buffer.fill(7)));
    let hasher = Hasher::new(&settings, &ring).map_err(|error| wrong(&error.to_string()))?;
    let candidate = Candidate::parse("kT9#vQ2m").map_err(|_| wrong("no candidate"))?;
    // Memory is taken at the first hash; a service has done that long ago.
    hash(&hasher, &candidate, options.at_once, options.at_once).await?;
    if let Some(port) = options.port {
        return on_demand(&hasher, &candidate, port).await;
    }
    let pid = std::process::id();
    let (before, began) = (process::cpu(pid)?, Instant::now());
    hash(&hasher, &candidate, options.count, options.at_once).await?;
    let spent = process::cpu(pid)?.saturating_sub(before);
    let micros = spent.as_secs_f64() * 1e6 / f64::from(options.count);
    let each_second = f64::from(options.count) / began.elapsed().as_secs_f64();
    say(&format!("{micros} {each_second}"));
    Ok(())
}

async fn hash(
    hasher: &Hasher,
    candidate: &Candidate,
    count: u32,
    at_once: u32,
) -> Result<(), Trouble> {
    let mut all = JoinSet::new();
    for worker in 0..at_once {
        let (hasher, candidate) = (hasher.clone(), candidate.clone());
        let share = count / at_once + u32::from(worker < count % at_once);
        all.spawn(async move {
            for number in 0..share {
                let salt = (u128::from(worker) << 64 | u128::from(number)).to_be_bytes();
                let made = hasher.hash(&candidate, salt).await;
                made.map_err(|fault| Trouble::Wrong(fault.to_string()))?;
            }
            Ok(())
        });
    }
    all.join_all().await.into_iter().collect()
}

/// Hashes for whoever asks, until it is killed.
async fn on_demand(hasher: &Hasher, candidate: &Candidate, port: u16) -> Result<(), Trouble> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    loop {
        let (mut asker, _) = listener.accept().await?;
        let (hasher, candidate) = (hasher.clone(), candidate.clone());
        tokio::spawn(async move {
            let mut number = 0_u128;
            while asker.read_u8().await.is_ok() {
                number += 1;
                let made = hasher.hash(&candidate, number.to_be_bytes()).await;
                if made.is_err() || asker.write_u8(1).await.is_err() {
                    return;
                }
            }
        });
    }
}

/// Hashes on demand, in a process of its own; killed when it is dropped.
pub(crate) struct OnDemand(std::process::Child);

impl OnDemand {
    /// Begins to listen there.
    pub(crate) fn begin(port: u16) -> Result<Self, Trouble> {
        let mut command = std::process::Command::new(std::env::current_exe()?);
        Ok(Self(command.args(["hash", "--port", &port.to_string()]).spawn()?))
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for OnDemand {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the loop in a process of its own.
pub(crate) async fn in_a_process(count: u32, at_once: usize) -> Result<Measured, Trouble> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command.args(["hash", "--count", &count.to_string(), "--at-once", &at_once.to_string()]);
    let died = |error| Trouble::Wrong(format!("the loop of hashes: {error}"));
    let output = spawn_blocking(move || command.output()).await.map_err(died)??;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut figures = said.split_whitespace().map_while(|figure| figure.parse().ok());
    match (figures.next(), figures.next()) {
        (Some(micros), Some(each_second)) => Ok(Measured { micros, each_second }),
        _ => Err(Trouble::Wrong("the loop of hashes said nothing".into())),
    }
}
