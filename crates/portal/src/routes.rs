//! Every page of the portal, behind its guard.

use crate::home;
use crate::portal::{Parts, Portal};
use axum::Router;
use axum::routing::get;
use ground::Fault;
use ground::fault::Doing;
use std::sync::Arc;
use web::Texts;
use web::text::Source;

/// The texts of every slice.
const TEXTS: [Source; 1] = [home::TEXTS];

/// Puts the portal together, with the texts of every slice.
///
/// # Errors
/// Texts that do not parse.
pub fn open(parts: Parts) -> Result<Arc<Portal>, Fault> {
    let texts = Texts::gather(&TEXTS).doing("reading the texts")?;
    Ok(Arc::new(Portal::new(parts, texts)))
}

/// The whole house.
///
/// # Errors
/// A page that cannot be drawn.
pub fn routes(portal: &Arc<Portal>) -> Result<Router, Fault> {
    let ready = {
        let portal = Arc::clone(portal);
        move || {
            let portal = Arc::clone(&portal);
            async move { portal.store.ping().await }
        }
    };
    let pages = Router::new()
        .route("/", get(async || web::page::see_other("/vi")))
        .merge(home::routes(portal)?)
        .merge(web::health::routes(ready));
    Ok(web::guard::guarded(pages, Arc::clone(&portal.door)))
}
