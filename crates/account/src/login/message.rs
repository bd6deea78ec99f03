//! How far the message with the code has come, for the script on the page that asks again.

use super::code;
use super::steps::Login;
use crate::flow::Here;
use axum::response::IntoResponse;
use web::Answer;

/// Answers as every page of a code is answered.
pub(super) async fn show(Here { account, arrival, held }: Here<Login>) -> Answer {
    Ok(code::message(&account, &arrival.page, &held).await?.into_response())
}
