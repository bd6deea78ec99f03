//! The wire to one provider: no redirects, bounded bodies, no address it may not name.

use super::refusal::OpenIdRefusal;
use super::settings::Settings;
use crate::http_client::{Party, body, http_client, is_allowed};
use ground::{Fault, Secret};
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use serde_json::Value;

/// Speaks to one provider.
#[derive(Debug)]
pub(super) struct Wire {
    client: Client,
    provider: String,
    is_secure: bool,
    public_only: bool,
}

impl Wire {
    pub(super) fn new(settings: &Settings) -> Result<Self, Fault> {
        let (client, url) = http_client(&Party {
            address: &settings.issuer,
            timeout: settings.timeout,
            ca_file: settings.ca_file.as_deref(),
            public_only: settings.public_only,
        })?;
        Ok(Self {
            client,
            provider: settings.id.clone(),
            is_secure: url.scheme() == "https",
            public_only: settings.public_only,
        })
    }

    /// An address that the provider names: as secure as its issuer, and none it may not send us to.
    pub(super) fn address(&self, text: &str) -> Result<Url, OpenIdRefusal> {
        let url = Url::parse(text).ok();
        let is_right = |url: &Url| {
            let is_http = url.scheme() == "https" || (!self.is_secure && url.scheme() == "http");
            is_http && url.has_host() && (!self.public_only || is_allowed(url))
        };
        let url = url.filter(is_right);
        url.ok_or_else(|| self.unreachable("it names an address it may not"))
    }

    pub(super) async fn get(&self, address: &str) -> Result<Value, OpenIdRefusal> {
        self.ask(self.client.get(self.address(address)?)).await
    }

    pub(super) async fn userinfo(
        &self,
        address: &str,
        posts: bool,
        token: &Secret,
    ) -> Result<Value, OpenIdRefusal> {
        let url = self.address(address)?;
        let request = if posts { self.client.post(url) } else { self.client.get(url) };
        self.ask(request.bearer_auth(token.reveal())).await
    }

    pub(super) async fn post(
        &self,
        address: &str,
        basic: Option<(String, String)>,
        form: &[(&str, &str)],
    ) -> Result<Value, OpenIdRefusal> {
        let mut request = self.client.post(self.address(address)?).form(form);
        if let Some((id, secret)) = basic {
            request = request.basic_auth(id, Some(secret));
        }
        self.ask(request).await
    }

    /// Sends a request and reads a JSON object. A 4xx is a no; everything else that is no 2xx is
    /// no answer.
    async fn ask(&self, request: RequestBuilder) -> Result<Value, OpenIdRefusal> {
        let request = request.header("accept", "application/json");
        let response = request.send().await.map_err(|error| {
            self.unreachable(if error.is_timeout() { "time ran out" } else { "no connection" })
        })?;
        let status = response.status();
        let answer = body(response).await.map_err(|_| self.unreachable("the answer broke off"))?;
        let answer: Option<Value> = serde_json::from_slice(&answer).ok().filter(Value::is_object);
        match (status, answer) {
            (status, Some(answer)) if status.is_success() => Ok(answer),
            (status, answer) if status.is_client_error() => {
                Err(self.refused(status, answer.as_ref()))
            }
            _ => Err(self.unreachable("no sensible answer")),
        }
    }

    fn unreachable(&self, why: &'static str) -> OpenIdRefusal {
        tracing::warn!(provider = self.provider, why, "OpenID provider not reached");
        OpenIdRefusal::Unreachable
    }

    fn refused(&self, status: StatusCode, answer: Option<&Value>) -> OpenIdRefusal {
        let error = answer.and_then(|answer| answer.get("error")?.as_str());
        let (provider, status) = (&self.provider, status.as_u16());
        let code = loggable(error.unwrap_or_default());
        tracing::warn!(provider, status, code, "OpenID provider refused");
        OpenIdRefusal::Refused
    }
}

/// OAuth's codes are small letters and underscores; anything else might repeat what we sent.
pub(super) fn loggable(code: &str) -> &str {
    let plain = |c: char| c.is_ascii_lowercase() || c == '_';
    if code.len() <= 40 && code.chars().all(plain) { code } else { "unreadable" }
}
