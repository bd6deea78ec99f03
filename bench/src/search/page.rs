//! The page of results as it is served, and the memory of the program that has them indexed.

use super::varied;
use crate::load;
use crate::report::{line, median, micros_each, note};
use bench::{Site, Trouble, citizen, process, wire::Wire};
use serde_json::json;
use std::fs;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(2);
const MICROS_AT_MOST: f64 = 85.0;
const IDLE_AT_MOST_MIB: f64 = 38.0;

/// What is asked for: a few words, a slip of the finger, a field with words.
const ASKED: [(&str, &str); 3] = [
    ("a few words", "/vi/thu-tuc?q=giay+khai+sinh"),
    ("with a slip", "/vi/thu-tuc?q=dang+ki+khai+sihn"),
    ("narrowed", "/vi/thu-tuc?q=giay+phep&linh-vuc=thu-i"),
];

/// Measures so many procedures.
pub(super) async fn measure(many: usize) -> Result<(), Trouble> {
    let site = Site::new(&bench::site::beside_this_program()?)?;
    let file = site.folder().join("procedures.json");
    fs::write(&file, json!({ "procedures": varied::file(many)? }).to_string())?;
    let (file, config) = (file.display().to_string(), site.config().display().to_string());
    let mut import = site.command(&["import", "procedures", &file, "--config", &config]);
    import.stdout(std::process::Stdio::null());
    let died = |error| Trouble::Wrong(format!("the import: {error}"));
    let status = spawn_blocking(move || import.status()).await.map_err(died)??;
    if !status.success() {
        return Err(Trouble::Wrong(format!("the import ended with {status}")));
    }
    let (serve, took) = site.serve().await?;
    note(&format!("start with the index built: {:.0} ms", took.as_secs_f64() * 1e3));
    sleep(Duration::from_secs(3)).await;
    let idle = process::anonymous_kib(serve.pid())?;
    let idle = f64::from(u32::try_from(idle).unwrap_or(u32::MAX)) / 1024.0;
    line(
        idle <= IDLE_AT_MOST_MIB,
        &format!("idle {idle:.1} MiB (target at most {IDLE_AT_MOST_MIB})"),
    );
    for (what, path) in ASKED {
        let reply = Wire::new(site.portal()).get(path, "").await?;
        citizen::expect(&reply, &[200], what)?;
        let mut micros = Vec::new();
        for _ in 0..ROUNDS {
            let before = process::cpu(serve.pid())?;
            let host = vec![format!("host: localhost:{}", site.portal())];
            let round = load::on(site.portal(), path, &host, ROUND).await?;
            let spent = process::cpu(serve.pid())?.saturating_sub(before);
            micros.push(micros_each(spent, round.requests));
        }
        let micros = median(&micros);
        line(
            micros <= MICROS_AT_MOST,
            &format!("{what}: {micros:.1} µs CPU each (target at most {MICROS_AT_MOST})"),
        );
        note(&format!("{} bytes of body", reply.body.len()));
    }
    Ok(())
}
