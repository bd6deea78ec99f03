//! `motcua serve`: the real services.

use crate::config::Config;
use crate::{Outcome, Refusal, given, house, logs, signs, worker};
use axum::Router;
use clap::{Args, ValueEnum};
use ground::keys::KeyRing;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How to serve.
#[derive(Args)]
pub(crate) struct Options {
    /// The configuration file
    #[arg(long)]
    config: PathBuf,
    /// Serve only one of the two houses
    #[arg(long)]
    only: Option<Only>,
}

/// One of the two houses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// The account service
    Account,
    /// The portal
    Portal,
}

/// Serves until the program is asked to stop.
pub(crate) async fn run(options: Options) -> Outcome {
    let config = Config::of_file(&options.config)?;
    logs::begin(&config.log)?;
    let ring = KeyRing::load(&config.keys.file).map_err(|error| {
        Refusal(format!(
            "keys.file: {error}; a key file is needed and never made here, since data sealed under \
             a lost one cannot be read: \"motcua\" without a command makes one for the \
             demonstration, which shows its form"
        ))
    })?;
    let stop = signs::stop()?;
    let mut work = JoinSet::new();
    begin(&config, &ring, options.only, &stop, &mut work).await?;
    tracing::info!("ready");
    work.join_all().await;
    Ok(())
}

/// Begins to serve the houses, their work and the figures.
pub(crate) async fn begin(
    config: &Config,
    ring: &KeyRing,
    only: Option<Only>,
    stop: &CancellationToken,
    work: &mut JoinSet<()>,
) -> Outcome {
    let figures = signs::gather_figures()?;
    if only != Some(Only::Portal) {
        let account = house::account(config, ring).await?;
        let pages = account::routes(&account);
        listen("listen.account", config.listen.account, pages, stop, work).await?;
        worker::begin(&account, stop, work)?;
    }
    if only != Some(Only::Account) {
        let portal = house::portal(config, ring).await?;
        let pages = portal::routes(&portal)?;
        listen("listen.portal", config.listen.portal, pages, stop, work).await?;
        work.spawn(worker::seal(portal.store.clone(), given::clock(), stop.clone()));
    }
    work.spawn(signs::sort_figures(figures.clone(), stop.clone()));
    let figures = signs::figures(figures);
    listen("listen.metrics", config.listen.metrics, figures, stop, work).await
}

/// Serves pages on an address.
pub(crate) async fn listen(
    key: &str,
    address: SocketAddr,
    pages: Router,
    stop: &CancellationToken,
    work: &mut JoinSet<()>,
) -> Outcome {
    let listener = bind(key, address).await?;
    work.spawn(web::server::serve(listener, pages, stop.clone()));
    Ok(())
}

/// Takes an address.
pub(crate) async fn bind(key: &str, address: SocketAddr) -> Result<TcpListener, Refusal> {
    TcpListener::bind(address).await.map_err(|error| {
        Refusal(format!(
            "{key}: \"{address}\" cannot be listened on: {error}; a free address of this machine \
             would be right"
        ))
    })
}
