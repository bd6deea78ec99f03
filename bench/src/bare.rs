//! `bench bare`: the ceiling of pages, and what carries the traffic of the ceiling of walks. An axum
//! server without anything of ours that answers with the very bytes and headers ours answered with.

use crate::kept::Kept;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use bench::{Trouble, wire::Wire};
use clap::Args;
use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What to serve.
#[derive(Args)]
pub(crate) struct Options {
    /// Where to listen, on the loopback
    #[arg(long)]
    port: u16,
    /// Where passwords are hashed (`bench hash --port`)
    #[arg(long)]
    hashes: Option<u16>,
    /// Answers that were kept; where there is one, it answers everything
    files: Vec<PathBuf>,
}

struct Walk {
    answers: HashMap<String, Kept>,
    hashes: Option<u16>,
    idle: Mutex<Vec<TcpStream>>,
}

/// Serves them until it is killed.
pub(crate) async fn run(options: Options) -> Result<(), Trouble> {
    let kept = options.files.iter().map(|file| Kept::read(file));
    let mut kept = kept.collect::<Result<Vec<_>, _>>()?;
    let pages = match (kept.len(), kept.pop()) {
        (1, Some(one)) => Router::new().fallback(async move || one),
        (_, last) => {
            let answers = kept.into_iter().chain(last).map(|one| (one.asked.clone(), one));
            let idle = Mutex::default();
            let walk = Walk { answers: answers.collect(), hashes: options.hashes, idle };
            Router::new().fallback(walked).with_state(Arc::new(walk))
        }
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, pages).await?)
}

/// A step of a walk that was kept; where a password comes with it, one is hashed first.
async fn walked(
    State(walk): State<Arc<Walk>>,
    method: Method,
    uri: Uri,
    body: Bytes,
) -> Result<Response, StatusCode> {
    let answer = walk.answers.get(&format!("{method} {uri}")).ok_or(StatusCode::NOT_FOUND)?;
    if body.windows(9).any(|nine| nine == b"password=") {
        walk.hash().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    }
    Ok(answer.clone().into_response())
}

impl Walk {
    /// Has one password hashed, in the other process.
    async fn hash(&self) -> std::io::Result<()> {
        let Some(port) = self.hashes else { return Ok(()) };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut stream = match idle {
            Some(stream) => stream,
            None => TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?,
        };
        stream.write_u8(1).await?;
        stream.read_u8().await?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(stream);
        Ok(())
    }
}

/// Begins to serve answers that were kept, and waits until it does.
pub(crate) async fn begin(
    files: &[&Path],
    port: u16,
    hashes: Option<u16>,
) -> Result<Bare, Trouble> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command.args(["bare", "--port", &port.to_string()]);
    command.args(hashes.iter().flat_map(|port| ["--hashes".to_owned(), port.to_string()]));
    command.args(files);
    let bare = Bare(command.stdin(Stdio::null()).spawn()?);
    for _ in 0..500 {
        if Wire::new(port).get("/", "").await.is_ok() {
            return Ok(bare);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Err(Trouble::Wrong("the bare server does not answer".into()))
}

/// The bare server; killed when it is dropped.
pub(crate) struct Bare(std::process::Child);

impl Bare {
    /// The number of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
