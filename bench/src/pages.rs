//! Bench (a): the home page and the form against a bare axum server that serves the same bytes.
//!
//! One operation is one GET over a kept connection, answered whole: for the form that is a new
//! visit, its cookie, its form token, both challenges and the page drawn; for the home page the
//! page that stands ready. Asked as load generators ask (no compression), and once more as a
//! browser asks (gzip), which our server packs anew for each form and the bare one does not.

use crate::report::{line, median, micros_each, note};
use crate::{bare, kept, load, say};
use bench::{Running, Site, Trouble, citizen, process, wire::Wire};
use std::time::Duration;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const GZIP: &str = "accept-encoding: gzip";

struct Page {
    name: &'static str,
    path: &'static str,
    at_least: f64,
    gzip: bool,
}

const PAGES: [Page; 4] = [
    Page { name: "home page", path: "/vi", at_least: 0.7, gzip: false },
    Page { name: "form page", path: citizen::FORM, at_least: 0.5, gzip: false },
    Page { name: "home page, gzip", path: "/vi", at_least: 0.7, gzip: true },
    Page { name: "form page, gzip", path: citizen::FORM, at_least: 0.5, gzip: true },
];

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    say("(a) pages against bare axum serving the same bytes");
    let site = Site::new(&bench::site::beside_this_program()?)?;
    let (serve, _) = site.serve().await?;
    for page in &PAGES {
        compare(&site, &serve, page).await?;
    }
    Ok(())
}

/// One side of a comparison, round by round.
#[derive(Default)]
struct Side {
    each_second: Vec<f64>,
    micros: Vec<f64>,
}

impl Side {
    async fn round(&mut self, pid: u32, port: u16, page: &Page, host: u16) -> Result<(), Trouble> {
        let mut headers = vec![format!("host: localhost:{host}")];
        headers.extend(page.gzip.then(|| GZIP.to_owned()));
        let before = process::cpu(pid)?;
        let round = load::on(port, page.path, &headers, ROUND).await?;
        let spent = process::cpu(pid)?.saturating_sub(before);
        self.each_second.push(round.each_second);
        self.micros.push(micros_each(spent, round.requests));
        Ok(())
    }
}

/// Compares a door that programs call, as they call it.
pub(crate) async fn compare_door(
    site: &Site,
    serve: &Running,
    name: &'static str,
    path: &'static str,
    at_least: f64,
) -> Result<(), Trouble> {
    compare(site, serve, &Page { name, path, at_least, gzip: false }).await
}

async fn compare(site: &Site, serve: &Running, page: &Page) -> Result<(), Trouble> {
    let port = if page.path == "/vi" { site.portal() } else { site.account() };
    let gzip = if page.gzip { format!("{GZIP}\r\n") } else { String::new() };
    let reply = Wire::new(port).get(page.path, &gzip).await?;
    citizen::expect(&reply, &[200], page.name)?;
    let file = site.folder().join("page");
    kept::write(page.path, &reply, &file)?;
    // The sandbox does not run here; its port is free for the ceiling.
    let bare_port = site.sandbox();
    let bare = bare::begin(&[file.as_path()], bare_port, None).await?;
    let (mut ours, mut ceiling) = (Side::default(), Side::default());
    for _ in 0..ROUNDS {
        ours.round(serve.pid(), port, page, port).await?;
        ceiling.round(bare.pid(), bare_port, page, port).await?;
    }
    drop(bare);
    let throughput = median(&ours.each_second) / median(&ceiling.each_second);
    let processor = median(&ceiling.micros) / median(&ours.micros);
    line(
        throughput.max(processor) >= page.at_least,
        &format!(
            "{}: throughput {throughput:.2}, processor {processor:.2} of bare (target {:.1})",
            page.name, page.at_least
        ),
    );
    note(&format!(
        "ours {:.0}/s, {:.1} µs CPU each; bare {:.0}/s, {:.1} µs; {} bytes of body",
        median(&ours.each_second),
        median(&ours.micros),
        median(&ceiling.each_second),
        median(&ceiling.micros),
        reply.body.len()
    ));
    Ok(())
}
