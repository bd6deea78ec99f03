//! `motcua serve`: the real services.

use crate::config::Config;
use crate::work::Work;
use crate::{Outcome, Refusal, given, house, logs, signs, worker};
use axum::Router;
use clap::{Args, ValueEnum};
use ground::Span;
use ground::keys::KeyRing;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpSocket};

/// How many connections may wait to be let in.
const WAITING: u32 = 1024;

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
    let ring = house::ring(&config)?;
    let doors = Doors::take(&config, options.only)?;
    let mut work = Work::new(signs::stop()?);
    begin(&config, &ring, doors, &mut work).await?;
    tracing::info!("ready");
    work.finish().await
}

/// The addresses of the houses and of the figures, taken before anything else begins: one that
/// somebody listens on already stops the start before a database is opened.
pub(crate) struct Doors {
    account: Option<Taken>,
    portal: Option<Taken>,
    metrics: Taken,
}

impl Doors {
    /// Takes the addresses the configuration names.
    pub(crate) fn take(config: &Config, only: Option<Only>) -> Result<Self, Refusal> {
        let listen = &config.listen;
        let account = (only != Some(Only::Portal)).then_some(listen.account);
        let portal = (only != Some(Only::Account)).then_some(listen.portal);
        Ok(Self {
            account: account.map(|at| Taken::take("listen.account", at)).transpose()?,
            portal: portal.map(|at| Taken::take("listen.portal", at)).transpose()?,
            metrics: Taken::take("listen.metrics", listen.metrics)?,
        })
    }
}

/// Begins to serve the houses and the figures, and last the work that reaches outside: where
/// anything is in the way of a start, nothing was sent yet.
pub(crate) async fn begin(
    config: &Config,
    ring: &KeyRing,
    doors: Doors,
    work: &mut Work,
) -> Outcome {
    let (figures, unread) = (signs::gather_figures()?, config.listen.unread);
    let mut opened = None;
    if let Some(door) = doors.account {
        let account = house::account(config, ring).await?;
        work.begin(
            "serving the account service",
            door.serve(account::routes(&account), unread, work)?,
        );
        opened = Some(account);
    }
    if let Some(door) = doors.portal {
        let portal = house::portal(config, ring).await?;
        if config.portal.house.demonstration {
            portal::demonstration::load_once(&portal).await?;
        }
        let search = house::search(&portal).await?;
        let pages = portal::routes(&portal, &search)?;
        work.begin("serving the portal", door.serve(pages, unread, work)?);
        let renewing = worker::renew_search(Arc::clone(&portal), search, work.stop.clone());
        work.begin("keeping the search up to date", renewing);
        let sealing = worker::seal(portal.store.clone(), given::clock(), work.stop.clone());
        work.begin("sealing the portal's journal", sealing);
        let looking = worker::look_from_portal(Arc::clone(&portal), work.stop.clone());
        work.begin("looking at what the portal is connected to", looking);
        let sweeping = worker::sweep_portal(portal, work.stop.clone());
        work.begin("forgetting what no longer serves the portal", sweeping);
    }
    let sorting = signs::sort_figures(figures.clone(), work.stop.clone());
    work.begin("sorting the figures", sorting);
    let pages = signs::figures(figures);
    work.begin("serving the figures", doors.metrics.serve(pages, unread, work)?);
    match opened {
        Some(account) => worker::begin(&account, work),
        None => Ok(()),
    }
}

/// An address that is bound, at which nobody is let in yet: whoever connects is refused. Of two
/// programs that start at the same time both may bind it; the later one is refused when it is to
/// listen, which is before anything is sent.
pub(crate) struct Taken {
    key: &'static str,
    address: SocketAddr,
    socket: TcpSocket,
}

impl Taken {
    /// Takes an address that the setting or option `key` names.
    pub(crate) fn take(key: &'static str, address: SocketAddr) -> Result<Self, Refusal> {
        let taken = || {
            let socket = match address {
                SocketAddr::V4(_) => TcpSocket::new_v4(),
                SocketAddr::V6(_) => TcpSocket::new_v6(),
            }?;
            // A restart need not wait for the connections of the run before.
            socket.set_reuseaddr(true)?;
            socket.bind(address)?;
            Ok(socket)
        };
        let socket = taken().map_err(|error| not_ours(key, address, &error))?;
        Ok(Self { key, address, socket })
    }

    /// Opens the door.
    pub(crate) fn listen(self) -> Result<TcpListener, Refusal> {
        let Self { key, address, socket } = self;
        socket.listen(WAITING).map_err(|error| not_ours(key, address, &error))
    }

    /// Opens the door and serves pages until the work is stopped. An answer may lie unread so long.
    pub(crate) fn serve(
        self,
        pages: Router,
        unread: Span,
        work: &Work,
    ) -> Result<impl Future<Output = ()> + Send + use<>, Refusal> {
        Ok(web::server::serve_read_within(unread, self.listen()?, pages, work.stop.clone()))
    }
}

fn not_ours(key: &str, address: SocketAddr, error: &io::Error) -> Refusal {
    Refusal(format!(
        "{key}: \"{address}\" cannot be listened on: {error}; a free address of this machine would \
         be right"
    ))
}
