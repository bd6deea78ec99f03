//! Load on one page: `wrk` where it is installed, else connections of our own.

use bench::{Trouble, wire::Wire};
use std::process::{Command, Stdio};
use std::time::Duration;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::Instant;

/// How many connections ask at once.
const CONNECTIONS: usize = 32;

/// What one round of load got.
pub(crate) struct Round {
    /// Requests that were answered.
    pub(crate) requests: f64,
    /// Requests in a second.
    pub(crate) each_second: f64,
}

/// Asks for a page again and again; `headers` are lines without their ends.
pub(crate) async fn on(
    port: u16,
    path: &str,
    headers: &[String],
    time: Duration,
) -> Result<Round, Trouble> {
    let began = Instant::now();
    let requests = match with_wrk(port, path, headers, time).await {
        Some(requests) => requests,
        None => with_our_own(port, path, headers, time).await,
    };
    match requests > 0.0 {
        true => Ok(Round { requests, each_second: requests / began.elapsed().as_secs_f64() }),
        false => Err(Trouble::Wrong(format!("no good answer at port {port}"))),
    }
}

async fn with_wrk(port: u16, path: &str, headers: &[String], time: Duration) -> Option<f64> {
    let mut wrk = Command::new("wrk");
    wrk.args(["-t1", &format!("-c{CONNECTIONS}"), &format!("-d{}s", time.as_secs().max(1))]);
    wrk.args(headers.iter().flat_map(|line| ["-H", line]));
    wrk.arg(format!("http://127.0.0.1:{port}{path}")).stdin(Stdio::null());
    let output = spawn_blocking(move || wrk.output()).await.ok()?.ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    if said.contains("Non-2xx") {
        return Some(0.0);
    }
    let line = said.lines().find(|line| line.contains(" requests in "))?;
    line.split_whitespace().next()?.parse().ok()
}

async fn with_our_own(port: u16, path: &str, headers: &[String], time: Duration) -> f64 {
    let until = Instant::now() + time;
    let lines: String = headers
        .iter()
        .filter(|line| !line.starts_with("host"))
        .map(|l| format!("{l}\r\n"))
        .collect();
    let mut all = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (path, lines, mut wire) = (path.to_owned(), lines.clone(), Wire::new(port));
        all.spawn(async move {
            let mut answered = 0_u32;
            while Instant::now() < until {
                match wire.get(&path, &lines).await {
                    Ok(reply) if reply.status == 200 => answered += 1,
                    _ => return 0,
                }
            }
            answered
        });
    }
    all.join_all().await.into_iter().map(f64::from).sum()
}
