//! What happens in a life, and the procedures that belong to it.

use crate::catalogue::{self, words::LifeEvent};
use crate::portal::{Portal, Shared};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use std::sync::Arc;
use web::{Answer, Arrival, Broken, Page};

/// The page of each.
pub(super) const PATH: &str = "/viec-cua-ban/{event}";

#[derive(Template)]
#[template(path = "home/life.html")]
struct LifePage {
    page: Page,
    event: LifeEvent,
    procedures: Vec<catalogue::Brief>,
}

/// Shows the procedures of one.
pub(super) async fn show(
    State(portal): State<Shared>,
    Path(name): Path<String>,
    headers: HeaderMap,
    arrival: Arrival,
) -> Answer {
    let event = LifeEvent::named(&name.replace('-', "_")).ok_or_else(Broken::not_found)?;
    let fill = async |portal: &Arc<Portal>, page: Page| {
        let procedures = catalogue::of_life(portal.store.reader(), event).await?;
        Ok(LifePage { page, event, procedures })
    };
    Ok(super::answer(&portal, arrival, &headers, &super::path_of(event), fill).await?)
}
