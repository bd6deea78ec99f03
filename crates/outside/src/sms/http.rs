//! A gateway called by HTTP: one request by template for each message, no receipts.
//!
//! Vietnamese brand-name aggregators mostly offer this beside SMPP, each with its own shape.

pub mod settings;
mod template;
#[cfg(test)]
mod tests;

pub use settings::Settings;

use super::message::{Sms, SmsRefusal};
use crate::http_client::{Party, body, http_client};
use ground::Fault;
use ground::fault::Doing;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, StatusCode};
use std::sync::Arc;
use template::{Escape, fill};

/// A gateway that is called by HTTP.
#[derive(Debug)]
pub struct HttpGateway {
    client: Client,
    settings: Settings,
    method: Method,
    escape: Escape,
    name: Arc<str>,
}

impl HttpGateway {
    /// A gateway by these settings.
    ///
    /// # Errors
    /// An address, method or header that is none, or a content type we cannot escape for.
    pub fn new(settings: Settings) -> Result<Self, Fault> {
        let doing = "reading sms.http";
        let (client, url) = http_client(&Party {
            address: &settings.url,
            timeout: settings.timeout,
            ca_file: settings.ca_file.as_deref(),
            public_only: settings.public_only,
        })?;
        let method = Method::from_bytes(settings.method.as_bytes()).doing(doing)?;
        let mut content_type = None;
        for (name, value) in &settings.headers {
            let name: HeaderName = name.parse().doing(doing)?;
            HeaderValue::from_str(value.reveal()).doing(doing)?;
            if name == CONTENT_TYPE {
                content_type = Some(value.reveal());
            }
        }
        let escape = match content_type {
            Some(content_type) => Escape::for_content_type(content_type),
            None if settings.body.reveal().is_empty() => Some(Escape::Plain),
            None => None,
        };
        let unknown = Fault::new(
            doing,
            "sms.http.headers needs a content-type of application/json, \
             application/x-www-form-urlencoded or text/plain",
        );
        // Of the address the host alone: the rest may hold a password.
        let name = format!("http {}", url.host_str().unwrap_or_default()).into();
        Ok(Self { client, method, escape: escape.ok_or(unknown)?, name, settings })
    }

    /// What the gateway is called beside its ids of messages.
    pub fn name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// Hands a message over and answers the gateway's id of it, or its reference where the gateway
    /// gives none.
    ///
    /// # Errors
    /// Why the gateway did not accept it, or that it may have (`TimedOut`).
    pub async fn submit(&self, sms: &Sms) -> Result<String, SmsRefusal> {
        let url = fill(&self.settings.url, sms, Escape::Percent);
        let body_text = fill(self.settings.body.reveal(), sms, self.escape);
        let request = self
            .client
            .request(self.method.clone(), url)
            .headers(self.headers(sms)?)
            .body(body_text);
        let response = request.send().await.map_err(|error| {
            // Only before the connection stands is it sure that nothing was handed over.
            let nothing_sent = error.is_connect() || error.is_builder();
            if nothing_sent { SmsRefusal::Unreachable } else { SmsRefusal::TimedOut }
        })?;
        accepted(response.status())?;
        let Some(pointer) = &self.settings.id_pointer else {
            return Ok(sms.reference.to_string());
        };
        let answer = body(response).await.map_err(|_| SmsRefusal::TimedOut)?;
        id_at(&answer, pointer)
    }

    fn headers(&self, sms: &Sms) -> Result<HeaderMap, SmsRefusal> {
        let unfit = SmsRefusal::Rejected { permanent: false, reason: "a header does not fit" };
        let mut headers = HeaderMap::new();
        for (name, value) in &self.settings.headers {
            // Only the reference goes into headers: a number or text there would reach proxies' logs.
            let value = value.reveal().replace("{reference}", &sms.reference.to_string());
            let name: HeaderName = name.parse().map_err(|_| unfit)?;
            let mut value = HeaderValue::from_str(&value).map_err(|_| unfit)?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

/// What a status means for the message.
fn accepted(status: StatusCode) -> Result<(), SmsRefusal> {
    let rejected = |permanent, reason| Err(SmsRefusal::Rejected { permanent, reason });
    match status.as_u16() {
        200..=299 => Ok(()),
        300..=399 => rejected(false, "the gateway redirects"),
        401 | 403 | 407 => rejected(false, "the gateway does not know us"),
        404 | 405 => rejected(false, "the gateway is not at this address"),
        408 | 425 => rejected(false, "the gateway did not read the request"),
        429 => Err(SmsRefusal::Throttled),
        400..=499 => rejected(true, "the gateway refused the message"),
        503 => Err(SmsRefusal::Unreachable),
        // Something broke behind the gateway, perhaps after it passed the message on.
        _ => Err(SmsRefusal::TimedOut),
    }
}

/// Whether a text can be kept as a gateway's id (column `letter.provider_id`).
fn is_id(text: &str) -> bool {
    (1..=80).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn id_at(answer: &[u8], pointer: &str) -> Result<String, SmsRefusal> {
    // It was accepted, and asking again would send it twice.
    let missing = SmsRefusal::TimedOut;
    let answer: serde_json::Value = serde_json::from_slice(answer).map_err(|_| missing)?;
    match answer.pointer(pointer) {
        Some(serde_json::Value::String(id)) if is_id(id) => Ok(id.clone()),
        Some(serde_json::Value::Number(id)) if is_id(&id.to_string()) => Ok(id.to_string()),
        _ => Err(missing),
    }
}
