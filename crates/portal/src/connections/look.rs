//! Looking at the systems: by a worker, never by a request for the page.

use crate::portal::Portal;
use futures_util::future::join_all;
use outside::openid::OpenIdClient;

/// Looks once: each provider is asked who it is, and the account service how its parties are, all
/// at the same time; none waits longer than its settings say.
pub async fn look(portal: &Portal) {
    let providers = async {
        let conditions = join_all(portal.providers.iter().map(OpenIdClient::condition)).await;
        portal.watched.note_providers(&conditions, portal.clock.now());
    };
    let account = async {
        let Some(reader) = &portal.account_report else { return };
        let answer = reader.read().await;
        portal.watched.note_account(answer, portal.clock.now());
    };
    tokio::join!(providers, account);
}
