//! The pages of the sandbox: who lives in it and what has arrived on their phones and in their
//! mailboxes, for a person who tries the system without owning an invented SIM.
//!
//! `dien-thoai` lists the invented people and, by number, draws a phone with its messages;
//! `hop-thu` shows a mailbox; `them-nguoi` adds a person; `su-co` makes a party ill; `cong-chuc` is the
//! officials' sign-in. All of it
//! works without script; with script, phones and mailboxes show what arrives by themselves.

mod addresses;
mod people;
mod handset;
mod add_person;
mod mailbox;
mod faults;
mod officials;

use crate::Sandbox;
use axum::Router;
use axum::extract::FromRef;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use ground::Fault;
use ground::fault::Doing;
use ground::keys::KeyRing;
use std::sync::Arc;
use web::page::see_other;
use web::{Door, Language, Texts};

const STYLE: &str = include_str!("pages.css");
const SCRIPT: &str = include_str!("watch.js");

/// What every page needs: the world it shows and the door it is drawn at.
#[derive(Clone)]
pub(crate) struct Rooms {
    sandbox: Arc<Sandbox>,
    door: Arc<Door>,
}

impl FromRef<Rooms> for Arc<Door> {
    fn from_ref(rooms: &Rooms) -> Self {
        Self::clone(&rooms.door)
    }
}

/// The door of the sandbox. Its forms are worth nothing beyond this run, so its keys are new.
///
/// # Errors
/// Texts that do not parse.
pub(crate) fn door(world: &crate::world::World) -> Result<Arc<Door>, Fault> {
    let texts = Texts::gather(&[web::texts!()]).doing("gathering the sandbox's texts")?;
    let ring = KeyRing::generate(&world.chance);
    let ways = (world.clock.clone(), world.chance.clone());
    Ok(Arc::new(Door::new("sandbox", world.settings.house.clone(), texts, &ring, ways)))
}

/// The pages, behind the guard of the web kit.
pub(crate) fn routes(sandbox: &Arc<Sandbox>) -> Router {
    let rooms = Rooms { sandbox: Arc::clone(sandbox), door: Arc::clone(&sandbox.door) };
    let mut pages = Router::new()
        .route("/", get(async || see_other("/vi/dien-thoai")))
        .route("/mo-phong/pages.css", get(async || own(STYLE, "text/css; charset=utf-8")))
        .route("/mo-phong/watch.js", get(async || own(SCRIPT, "text/javascript; charset=utf-8")));
    for language in Language::ALL {
        let home = format!("/{}/dien-thoai", language.code());
        let at = |path: &str| format!("/{}{path}", language.code());
        pages = pages
            .route(&at(""), get(async move || see_other(&home)))
            .route(&at("/dien-thoai"), get(people::show))
            .route(&at("/dien-thoai/{e164}"), get(handset::show))
            .route(&at("/them-nguoi"), get(add_person::show).post(add_person::add))
            .route(&at("/hop-thu"), get(mailbox::find))
            .route(&at("/hop-thu/{address}"), get(mailbox::show))
            .route(&at("/cong-chuc"), get(officials::show).post(officials::pick))
            .route(&at("/su-co"), get(faults::show).post(faults::change));
    }
    web::guard::guarded(pages.with_state(rooms), Arc::clone(&sandbox.door))
}

/// A style or script of the sandbox alone. It is asked for anew each time: nobody waits for it
/// over a slow line.
fn own(text: &'static str, kind: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text)
}
