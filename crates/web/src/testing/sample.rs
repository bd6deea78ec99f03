//! A small house for the tests of this crate.

use crate::{Answer, Arrival, Broken, Door, House, Language, Submission, Texts};
use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use ground::fault::FaultKind;
use ground::keys::KeyRing;
use ground::{Chance, Clock, Fault, Moment};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Unequal bytes that need not be unpredictable.
pub(crate) fn chance() -> Chance {
    let drawn = AtomicU64::new(1);
    Chance::new(move |buffer| {
        for chunk in buffer.chunks_mut(8) {
            let mixed = drawn.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
        }
    })
}

/// A house at this public address.
pub(crate) fn house(public_url: &str) -> House {
    House { public_url: public_url.into(), name_vi: "Nhà thử".into(), ..House::default() }
}

/// Its door.
pub(crate) fn door(house: House) -> Arc<Door> {
    let (texts, chance) = (Texts::gather(&[]).unwrap(), chance());
    let clock = Clock::new(|| Moment::from_unix_ms(1_795_332_720_000));
    let ring = KeyRing::generate(&chance);
    Arc::new(Door::new("sample", house, texts, &ring, (clock, chance)))
}

#[derive(Clone)]
struct Sample(Arc<Door>);

impl FromRef<Sample> for Arc<Door> {
    fn from_ref(house: &Sample) -> Self {
        Self::clone(&house.0)
    }
}

/// Its pages: a form, what was typed into it, and every way to break.
pub(crate) fn pages(door: &Arc<Door>) -> Router {
    let broken = |kind: FaultKind| async move {
        let fault = match kind {
            FaultKind::Broken => Fault::new("adding up", "the secret /srv/path of a library"),
            FaultKind::Unavailable => Fault::unavailable("reading", "the disk is full"),
            FaultKind::Busy => Fault::busy("hashing"),
        };
        Answer::Err(Broken::from(fault))
    };
    let pages = Router::new()
        .route("/vi/bieu-mau", get(form).post(sent))
        .route("/en/bieu-mau", get(form).post(sent))
        .route("/vi/di-tiep", get(async |Arrival { page, .. }: Arrival| page.go("/bieu-mau")))
        .route("/vi/hong", get(move || broken(FaultKind::Broken)))
        .route("/vi/vang", get(move || broken(FaultKind::Unavailable)))
        .route("/vi/ban", get(move || broken(FaultKind::Busy)))
        .route("/vi/roi", get(async || -> Answer { panic!("a handler of the sample") }))
        .with_state(Sample(Arc::clone(door)))
        .merge(crate::health::routes(async || Err(Fault::busy("everything"))));
    crate::guard::guarded(pages, Arc::clone(door))
}

async fn form(State(_): State<Sample>, arrival: Arrival) -> Answer {
    let (token, path) = (arrival.page.token(), arrival.page.path.clone());
    let page = format!(
        "<h1>{path}</h1><p>{}</p><form method=post><input type=hidden name=form-token \
         value=\"{token}\"><input name=name value=\"An\"><button>Gửi</button></form>",
        arrival.address
    );
    let go = arrival.page.go("/x");
    let mut response = Html(page).into_response();
    if let Some(cookie) = go.headers().get("set-cookie") {
        response.headers_mut().insert("set-cookie", cookie.clone());
    }
    Ok(response)
}

async fn sent(State(_): State<Sample>, submission: Submission) -> Answer {
    let genuine = if submission.is_genuine { "genuine" } else { "not ours" };
    let language = submission.arrival.page.language == Language::Vi;
    let said = format!("<p>{genuine} {} {language}</p>", submission.typed.get("name"));
    Ok((StatusCode::OK, Html(said)).into_response())
}
