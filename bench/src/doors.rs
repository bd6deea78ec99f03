//! Bench of the doors of the OpenID Provider that programs call: discovery and keys against bare axum
//! with the same bytes; userinfo, client credentials and a whole code with PKCE against a bare hello.
//!
//! One userinfo is one GET with a bearer token. One grant of client credentials is one POST with a new
//! assertion (ES256) of the client's. One code is an authorization request of a person who is signed
//! in, answered with a code, and the trade of that code for tokens, without a password anywhere.

use crate::report::{line, median, micros_each, note};
use crate::{bare, kept, pages, say};
use bench::wire::{Reply, Wire};
use bench::{Citizen, Person, Running, Site, Trouble, citizen, process, worker};
use std::sync::Arc;

const ROUNDS: usize = 5;
const WORKERS: usize = 4;
const EACH: u32 = 200;

/// Processor times in microseconds, round by round.
#[derive(Default)]
struct Costs {
    hello: Vec<f64>,
    userinfo: Vec<f64>,
    credentials: Vec<f64>,
    code: Vec<f64>,
}

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    say("doors: what programs ask of the OpenID Provider");
    let site = Arc::new(Site::new(&bench::site::beside_this_program()?)?);
    let sandbox = site.start_sandbox().await?;
    let (serve, _) = site.serve().await?;
    let mut citizens = Vec::new();
    for number in 0..WORKERS {
        let mut citizen = Citizen::new(&site, Person::nth(u32::try_from(number).unwrap_or(0)));
        citizen.subscribe().await?;
        citizen.register().await?;
        let seen = citizen.messages().await?.len();
        let tokens = citizen.sign_in(seen).await?;
        citizens.push((citizen, tokens.access));
    }
    drop(sandbox);
    for (name, path) in
        [("discovery", "/.well-known/openid-configuration"), ("keys", "/oauth2/jwks")]
    {
        pages::compare_door(&site, &serve, name, path, 0.7).await?;
    }
    let costs = costs(&site, &serve, citizens).await?;
    let hello = median(&costs.hello);
    for (name, cost, at_most) in [
        ("userinfo", &costs.userinfo, 4.0),
        ("client credentials", &costs.credentials, 6.0),
        ("code with PKCE", &costs.code, 35.0),
    ] {
        let ratio = median(cost) / hello;
        let what = format!("{name}: {ratio:.1} × a bare hello (target at most {at_most})");
        line(ratio <= at_most, &what);
        note(&format!("{:.0} µs CPU each; a bare hello {hello:.0} µs", median(cost)));
    }
    Ok(())
}

async fn costs(
    site: &Arc<Site>,
    serve: &Running,
    mut citizens: Vec<(Citizen, String)>,
) -> Result<Costs, Trouble> {
    let file = site.folder().join("hello");
    let text = ("content-type".to_owned(), "text/plain".to_owned());
    let body = b"hello".to_vec();
    kept::write("", &Reply { status: 200, headers: vec![text], body, bytes: 0 }, &file)?;
    let [bare_port, ..] = site.more_ports();
    let bare = bare::begin(&[file.as_path()], bare_port, None).await?;
    let mut costs = Costs::default();
    for _ in 0..ROUNDS {
        let hello = (0..WORKERS).map(|_| gets(bare_port, "/", String::new()));
        costs.hello.push(cost(bare.pid(), hello.collect()).await?);
        let asks = citizens.iter().map(|(_, access)| {
            let who = format!("authorization: Bearer {access}\r\n");
            gets(site.account(), "/oauth2/userinfo", who)
        });
        costs.userinfo.push(cost(serve.pid(), asks.collect()).await?);
        let grants = (0..WORKERS).map(|_| granted(Arc::clone(site)));
        costs.credentials.push(cost(serve.pid(), grants.collect()).await?);
        let (going, back): (Vec<_>, Vec<_>) = citizens.into_iter().map(goes).unzip();
        costs.code.push(cost(serve.pid(), going).await?);
        citizens = Vec::new();
        for one in back {
            citizens.push(one.await.map_err(|_| Trouble::Wrong("a citizen is lost".into()))?);
        }
    }
    Ok(costs)
}

/// Processor time that a process spends on one of what the workers do, each of them `EACH` times.
async fn cost<Work: Future<Output = Result<(), Trouble>> + Send + 'static>(
    pid: u32,
    workers: Vec<Work>,
) -> Result<f64, Trouble> {
    let count = f64::from(EACH) * f64::from(u32::try_from(workers.len()).unwrap_or(1));
    let before = process::cpu(pid)?;
    let all: tokio::task::JoinSet<_> = workers.into_iter().collect();
    all.join_all().await.into_iter().collect::<Result<(), _>>()?;
    Ok(micros_each(process::cpu(pid)?.saturating_sub(before), count))
}

async fn gets(port: u16, path: &'static str, headers: String) -> Result<(), Trouble> {
    let mut wire = Wire::new(port);
    for _ in 0..EACH {
        citizen::expect(&wire.get(path, &headers).await?, &[200], path)?;
    }
    Ok(())
}

async fn granted(site: Arc<Site>) -> Result<(), Trouble> {
    let (worker, mut wire) = (worker::Worker::of(&site)?, Wire::new(site.account()));
    for _ in 0..EACH {
        worker.asks_for_a_token(&mut wire).await?;
    }
    Ok(())
}

type Back = tokio::sync::oneshot::Receiver<(Citizen, String)>;

/// A person who is signed in goes to the client again and again, and gives the browser back.
fn goes(
    (mut citizen, access): (Citizen, String),
) -> (impl Future<Output = Result<(), Trouble>> + Send + 'static, Back) {
    let (gives, back) = tokio::sync::oneshot::channel();
    let going = async move {
        for _ in 0..EACH {
            citizen.go_to_client().await?;
        }
        let _ = gives.send((citizen, access));
        Ok(())
    };
    (going, back)
}
