//! The SMS centre: speaks SMPP 3.4 with its clients and puts messages on the handsets.
//!
//! A client binds with name and password, submits messages (also long ones in parts), and gets a
//! receipt for each that asks for one. What a client sends in vain or twice stands in the record.

mod text;
mod submit;
mod parts;
mod receipt;
mod record;
mod binds;
mod centre;
mod session;

pub use centre::Centre;
pub use record::SubmitRecord;

use crate::door::serve_each;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Serves SMPP on a listener until the sandbox stops.
pub(crate) async fn serve(listener: TcpListener, centre: Arc<Centre>, stop: CancellationToken) {
    let most = centre.world.settings.connections_max;
    serve_each(listener, most, &stop, |stream| {
        session::run(stream, Arc::clone(&centre), stop.clone())
    })
    .await;
}
