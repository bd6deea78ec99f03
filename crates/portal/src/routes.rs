//! Every page of the portal, behind its guard.

use crate::portal::{Parts, Portal, Shared};
use crate::search::{self, Current};
use crate::{
    administrator, catalogue, connections, help, home, open_data, person, session, signin,
};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use ground::Fault;
use ground::fault::Doing;
use std::sync::Arc;
use web::text::Source;
use web::{MenuItem, Texts};

/// The texts of every slice.
const TEXTS: [Source; 8] = [
    signin::TEXTS,
    catalogue::TEXTS,
    search::TEXTS,
    home::TEXTS,
    open_data::TEXTS,
    administrator::TEXTS,
    connections::TEXTS,
    help::TEXTS,
];

/// The menu, as the guide has it: what leads somewhere.
const MENU: &[MenuItem] = &[search::MENU, search::MENU_ONLINE, connections::MENU, help::MENU];

/// Puts the portal together, with the texts of every slice.
///
/// # Errors
/// Texts that do not parse, or providers whose settings cannot be.
pub fn open(parts: Parts) -> Result<Arc<Portal>, Fault> {
    let texts = Texts::gather(&TEXTS).doing("reading the texts")?;
    Portal::new(parts, texts, MENU).map(Arc::new)
}

/// The whole house, searching in what is indexed.
///
/// # Errors
/// A page that cannot be drawn.
pub fn routes(portal: &Arc<Portal>, current: &Arc<Current>) -> Result<Router, Fault> {
    let ready = {
        let portal = Arc::clone(portal);
        move || {
            let portal = Arc::clone(&portal);
            async move { portal.store.ping().await }
        }
    };
    let pages = Router::new()
        .route("/", get(async || web::page::see_other("/vi")))
        .merge(home::routes())
        .merge(open_data::routes())
        .merge(signin::routes())
        .merge(catalogue::routes())
        .merge(administrator::routes(portal))
        .merge(search::routes(current))
        .merge(connections::routes())
        .merge(help::routes(portal)?)
        .with_state(Shared(Arc::clone(portal)));
    let pages = pages.merge(web::health::routes(ready));
    let guarded = web::guard::guarded(pages, Arc::clone(&portal.door));
    // Outside the guard, so that its pages about what went wrong know who reads them.
    let recognise = from_fn_with_state(Shared(Arc::clone(portal)), session::recognise);
    Ok(guarded.layer(recognise))
}

/// Forgets what no longer serves.
///
/// # Errors
/// A database that is away.
pub async fn sweep(portal: &Portal) -> Result<(), Fault> {
    let now = portal.clock.now();
    store::in_transaction!(portal.store, |tx| {
        person::sweep_offers(tx, now).await?;
        signin::sweep(tx, now).await?;
        session::sweep(tx, portal, now).await?;
        catalogue::turn_over(tx, now).await
    })
}

/// After a backup was put back: ends every session. Says how many there were.
///
/// # Errors
/// A database that is away.
pub async fn end_all(portal: &Portal) -> Result<usize, Fault> {
    let now = portal.clock.now();
    store::in_transaction!(portal.store, |tx| session::end_all(tx, portal, now).await)
}
