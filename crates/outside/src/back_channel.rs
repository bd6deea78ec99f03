//! Back-channel calls to clients of the account service: a logout token, posted to the address that
//! the client is configured with (OpenID Connect Back-Channel Logout, 2.5).

use crate::http_client::{Party, http_client};
use ground::{Fault, Span};
use reqwest::header::{CONTENT_TYPE, HeaderValue};

/// Calls clients.
pub struct BackChannel {
    timeout: Span,
    public_only: bool,
}

/// Whether a client has heard what it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It said so.
    Yes,
    /// It could not be reached, or did not take it.
    No,
}

impl BackChannel {
    /// A channel that waits so long for an answer; with `public_only` it calls no private address.
    pub fn new(timeout: Span, public_only: bool) -> Self {
        Self { timeout, public_only }
    }

    /// Tells a client that a session ended. Neither address nor token is ever logged.
    pub async fn tell(&self, uri: &str, token: &str) -> Heard {
        match self.post(uri, token).await {
            Ok(200 | 204) => Heard::Yes,
            Ok(status) => {
                tracing::info!(status, "a client did not take a logout token");
                Heard::No
            }
            Err(fault) => {
                tracing::info!(doing = %fault, "a client could not be told of a sign-out");
                Heard::No
            }
        }
    }

    async fn post(&self, uri: &str, token: &str) -> Result<u16, Fault> {
        let party = Party {
            address: uri,
            timeout: self.timeout,
            ca_file: None,
            public_only: self.public_only,
        };
        let (client, url) = http_client(&party)?;
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        // A token is base64url and dots: it needs no escaping.
        let body = format!("logout_token={token}");
        let sent = client.post(url).header(CONTENT_TYPE, form).body(body).send().await;
        let answer = sent.map_err(|error| Fault::new("calling a client", error.without_url()))?;
        Ok(answer.status().as_u16())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Peer, answer};

    #[tokio::test]
    async fn openid_back_channel_logout_2_8_heard_is_200_or_204_and_private_addresses_are_refused()
    {
        let second = Span::from_seconds(1);
        let peer = Peer::answering(vec![answer(200, ""), answer(400, "")]).await;
        let channel = BackChannel::new(second, false);
        assert_eq!(channel.tell(&peer.url("/logout"), "a.b.c").await, Heard::Yes);
        assert_eq!(channel.tell(&peer.url("/logout"), "a.b.c").await, Heard::No);
        let careful = BackChannel::new(second, true);
        assert_eq!(careful.tell(&peer.url("/logout"), "a.b.c").await, Heard::No);
        assert_eq!(careful.tell("no address", "a.b.c").await, Heard::No);
    }
}
