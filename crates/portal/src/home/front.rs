//! The home page: what do you need? What others look for most, what happens in a life, what is new.

use crate::announcement::{self, Announcement};
use crate::catalogue::words::{LifeEvent, Side};
use crate::featured;
use crate::portal::{Portal, Shared};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use ground::Fault;
use std::sync::Arc;
use web::{Answer, Arrival, Page};

/// How many announcements stand on it.
const ANNOUNCEMENTS: u64 = 3;

/// What the address says for those who look as a business.
const ENTERPRISE: &str = "doi-tuong=doanh-nghiep";

/// What people type, to show that everyday words will do.
const EXAMPLES: [&str; 4] = ["khai sinh", "sổ đỏ", "đổi bằng lái xe", "mở quán ăn"];

#[derive(Template)]
#[template(path = "home/front.html")]
struct FrontPage {
    page: Page,
    /// The side a small screen shows.
    side: Side,
    lists: Vec<(Side, Vec<(String, String)>)>,
    announcements: Vec<Announcement>,
}

impl FrontPage {
    fn events(&self) -> impl Iterator<Item = (&'static str, String, &'static str)> {
        LifeEvent::ALL
            .iter()
            .map(|event| (event.as_str(), super::path_of(*event), event.text_key()))
    }

    fn examples(&self) -> impl Iterator<Item = (&'static str, String)> {
        EXAMPLES.into_iter().map(|example| {
            let typed: String = form_urlencoded::byte_serialize(example.as_bytes()).collect();
            (example, self.page.to(&format!("/thu-tuc?q={typed}")))
        })
    }

    /// The address that shows a side first.
    fn showing(&self, side: &Side) -> String {
        let query = match side {
            Side::Citizen => String::new(),
            Side::Enterprise => format!("?{ENTERPRISE}"),
        };
        self.page.to(&format!("{query}#noi-bat"))
    }
}

/// Shows it. Where the database is away it stands without its lists: it is how people find the desk.
pub(super) async fn show(
    State(portal): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    mut arrival: Arrival,
) -> Answer {
    let is_enterprise = query.as_deref() == Some(ENTERPRISE);
    let (side, address) = match is_enterprise {
        true => (Side::Enterprise, format!("?{ENTERPRISE}")),
        false => (Side::Citizen, String::new()),
    };
    // Whatever else stands in the query is nobody's business.
    arrival.page.path = address.clone();
    let fill = async |portal: &Arc<Portal>, page: Page| fill(portal, page, side).await;
    let drawn = super::answer(&portal, arrival.clone(), &headers, &address, fill).await;
    Ok(match drawn {
        Ok(page) => page,
        Err(fault) => {
            tracing::warn!(%fault, "the home page stands without its lists");
            let page = arrival.page.without_new_visit();
            let (lists, announcements) = (Vec::new(), Vec::new());
            let template = FrontPage { page: page.clone(), side, lists, announcements };
            page.draw(StatusCode::OK, &template)?
        }
    })
}

async fn fill(portal: &Portal, page: Page, side: Side) -> Result<FrontPage, Fault> {
    let reader = portal.store.reader();
    let mut lists = Vec::with_capacity(Side::ALL.len());
    for side in Side::ALL {
        lists.push((*side, featured::list(reader, *side).await?));
    }
    let announcements = announcement::newest(reader, ANNOUNCEMENTS).await?;
    Ok(FrontPage { page, side, lists, announcements })
}
