//! The mail server: takes mail by SMTP (RFC 5321) and lays it in the mailbox of each receiver.

mod lines;
mod letter;
mod session;

use crate::door::serve_each;
use crate::world::World;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Serves SMTP on a listener until the sandbox stops.
pub(crate) async fn serve(listener: TcpListener, world: Arc<World>, stop: CancellationToken) {
    let most = world.settings.connections_max;
    serve_each(listener, most, &stop, |stream| {
        session::run(stream, Arc::clone(&world), stop.clone())
    })
    .await;
}
