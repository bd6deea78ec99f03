//! What a challenge fetches: its picture, its reading, and new ones while the form lies open.

use crate::account::Shared;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;
use web::cookie::Visit;
use web::{Answer, Arrival, Broken};

/// The purposes a challenge is renewed for.
const PURPOSES: [&str; 4] = ["registration", "login", "recovery", "recovery.new_number"];

/// The routes, without a language: what they serve has none, or is Vietnamese (the reading).
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/thu-thach/hinh/{token}", get(picture))
        .route("/thu-thach/doc/{token}", get(reading))
        .route("/thu-thach/moi/{purpose}", get(renew_puzzle))
        .route("/thu-thach/hinh-moi/{purpose}", get(renew_picture))
}

/// What stands in the place of a picture where an address has seen too many. Browsers show it
/// whatever the status.
const TOO_MANY: &str = include_str!("too_many.svg");

async fn picture(
    State(account): State<Shared>,
    Path(token): Path<String>,
    arrival: Arrival,
) -> Answer {
    if !account.easel.may_draw(arrival.address, arrival.now) {
        let headers =
            [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")];
        return Ok((StatusCode::TOO_MANY_REQUESTS, headers, TOO_MANY).into_response());
    }
    let image = account.challenge.image().clone();
    let drawn = account.easel.draw(move || image.draw(&token, arrival.now)).await??;
    Ok(kept_briefly("image/png", drawn.ok_or_else(Broken::not_found)?))
}

async fn reading(
    State(account): State<Shared>,
    Path(token): Path<String>,
    arrival: Arrival,
) -> Answer {
    if !account.easel.may_draw(arrival.address, arrival.now) {
        return Err(Broken::refused(StatusCode::TOO_MANY_REQUESTS));
    }
    let image = account.challenge.image().clone();
    let read = account.easel.draw(move || image.read_aloud(&token, arrival.now)).await?;
    Ok(kept_briefly("audio/wav", read.ok_or_else(Broken::not_found)?))
}

fn kept_briefly(kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, max-age=600")];
    (headers, bytes).into_response()
}

async fn renew_puzzle(
    State(account): State<Shared>,
    Path(purpose): Path<String>,
    arrival: Arrival,
) -> Answer {
    let (purpose, visit) = asked(&purpose, &arrival)?;
    let pressure = account.watch.pressure(arrival.address, arrival.now);
    let (token, bits) =
        account.challenge.puzzle(arrival.now, &account.chance, visit.as_bytes(), purpose, pressure);
    Ok(fresh(json!({ "token": token, "bits": bits })))
}

async fn renew_picture(
    State(account): State<Shared>,
    Path(purpose): Path<String>,
    arrival: Arrival,
) -> Answer {
    let (purpose, visit) = asked(&purpose, &arrival)?;
    let image = account.challenge.image();
    let token = image.issue(arrival.now, &account.chance, visit.as_bytes(), purpose)?;
    Ok(fresh(json!({
        "image": format!("/thu-thach/hinh/{token}"),
        "audio": format!("/thu-thach/doc/{token}"),
        "token": token,
    })))
}

/// What a new one is for, and the browser it is bound to.
fn asked(purpose: &str, arrival: &Arrival) -> Result<(&'static str, Visit), Broken> {
    let known = PURPOSES.into_iter().find(|known| *known == purpose);
    let visit = arrival.visit.ok_or_else(|| Broken::refused(StatusCode::FORBIDDEN));
    Ok((known.ok_or_else(Broken::not_found)?, visit?))
}

fn fresh(body: serde_json::Value) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
