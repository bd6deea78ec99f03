//! Asking another house how the parties are that it speaks to: the portal asks the account service,
//! which alone knows the SMS centre, the operator and the mail relay.

use crate::condition::Report;
use crate::http_client::{Party, body, http_client};
use ground::{Fault, Span};
use reqwest::{Client, Url};
use std::path::Path;

/// Reads the report of another house.
#[derive(Debug)]
pub struct ReportReader {
    client: Client,
    url: Url,
}

/// No report could be had, or it was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoReport;

impl ReportReader {
    /// A reader of the report at this address, which waits no longer than this. Nothing is
    /// connected yet.
    ///
    /// # Errors
    /// An address that is none, or certificates that cannot be read.
    pub fn new(address: &str, timeout: Span, ca_file: Option<&Path>) -> Result<Self, Fault> {
        let party = Party { address, timeout, ca_file, public_only: false };
        let (client, url) = http_client(&party)?;
        Ok(Self { client, url })
    }

    /// Reads it.
    ///
    /// # Errors
    /// A house that does not answer, or answers something else.
    pub async fn read(&self) -> Result<Report, NoReport> {
        let answer = self.client.get(self.url.clone()).send().await.map_err(|_| NoReport)?;
        if !answer.status().is_success() {
            return Err(NoReport);
        }
        let body = body(answer).await.map_err(|_| NoReport)?;
        serde_json::from_slice(&body).map_err(|_| NoReport)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Peer, answer};

    #[tokio::test]
    async fn a_report_is_a_report_and_nothing_else_is() {
        let sound = serde_json::to_string(&Report::unseen()).unwrap();
        let answers =
            [answer(200, &sound), answer(503, &sound), answer(200, "{}"), answer(200, "<html>")];
        let peer = Peer::answering(answers.into()).await;
        let second = Span::from_seconds(1);
        let reader = ReportReader::new(&peer.url("/trang-thai.json"), second, None).unwrap();
        assert_eq!(reader.read().await, Ok(Report::unseen()));
        for _ in 0..3 {
            assert_eq!(reader.read().await, Err(NoReport));
        }
    }
}
