//! Beginning an attempt with a provider.

use super::records::{self, Kept};
use super::refusal::Refusal;
use super::return_path::ReturnPath;
use crate::portal::Shared;
use crate::session::SessionId;
use ground::Fault;
use outside::openid::{Attempt, OpenIdClient};
use web::Arrival;

/// Begins an attempt of this browser. The address of the provider that it goes to. `links` is the
/// session that wishes to link what comes of it.
pub(super) async fn begin(
    portal: &Shared,
    client: &OpenIdClient,
    arrival: &Arrival,
    back: &ReturnPath,
    links: Option<SessionId>,
) -> Result<Result<String, Refusal>, Fault> {
    let Arrival { page, now, address, .. } = arrival;
    if !client.settings.enabled {
        return Ok(Err(Refusal::Disabled));
    }
    if !records::may_begin(portal, *address, *now).await? {
        return Ok(Err(Refusal::TooMany));
    }
    let language = page.language.code();
    let mut attempt = Attempt::new(&portal.chance, *now);
    // What comes back says in which language to go on, also where nothing else is known of it.
    attempt.state = format!("{language}.{}", attempt.state);
    match client.begin(&attempt, language).await {
        Ok(address) => {
            let kept = Kept { attempt, return_path: back.as_str().to_owned(), links };
            records::insert(portal, &client.settings.id, &kept, page.visit(), *now).await?;
            Ok(Ok(address))
        }
        Err(refusal) => Ok(Err(refusal.into())),
    }
}
