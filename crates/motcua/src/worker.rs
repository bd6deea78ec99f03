//! Work behind the pages: letters go out, receipts come in, the journal is sealed, what no longer
//! serves is forgotten.

use crate::Refusal;
use crate::work::Work;
use account::Account;
use outside::letters::{Compose, PostOffice};
use outside::{MailClient, SmsGateways};
use portal::Portal;
use portal::search::Current;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, job, journal};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How often the journal is sealed.
const SEAL_EVERY: Duration = Duration::from_secs(5);
/// How often a node asks whether the catalogue changed.
const RENEW_EVERY: Duration = Duration::from_secs(1);
/// How often what no longer serves is forgotten.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// Begins the account service's work; it ends after `stop`, once what is under way is finished.
pub(crate) fn begin(account: &Arc<Account>, work: &mut Work) -> Result<(), Refusal> {
    let stop = work.stop.clone();
    let (receipts, received) = mpsc::channel(256);
    let sms = Arc::new(SmsGateways::new(account.settings.sms.clone(), receipts)?);
    sms.open();
    let compose: Compose = {
        let account = Arc::clone(account);
        Arc::new(move |letter| {
            let account = Arc::clone(&account);
            Box::pin(async move { account.compose(&letter).await })
        })
    };
    let mail = Arc::new(MailClient::new(&account.settings.mail)?);
    let looking = look(Arc::clone(account), Arc::clone(&sms), Arc::clone(&mail), stop.clone());
    work.begin("looking at the parties outside", looking);
    let office = PostOffice {
        store: account.store.clone(),
        cipher: account.cipher.clone(),
        sms: Arc::clone(&sms),
        mail,
        compose,
        settings: account.settings.letters.clone(),
        clock: account.clock.clone(),
        chance: account.chance.clone(),
    };
    let (receiving, until) = (office.clone().receive(received), stop.clone());
    work.begin("receiving receipts", async move {
        receiving.await;
        // Gateways without receipts have none to receive.
        until.cancelled().await;
    });
    let (gateways, until) = (Arc::clone(&sms), stop.clone());
    work.begin("the SMS connection", async move {
        until.run_until_cancelled(gateways.lost()).await;
    });
    let until = stop.clone();
    work.begin("sending letters", async move {
        office.work(until.cancelled_owned()).await;
        sms.shutdown().await;
    });
    let provider = Arc::new(account::oidc::Provider::new(account));
    let until = stop.clone().cancelled_owned();
    work.begin("telling clients of sign-outs", account::oidc::tell_of_ends(provider, until));
    let sealing = seal(account.store.clone(), account.clock.clone(), stop.clone());
    work.begin("sealing the account service's journal", sealing);
    work.begin("forgetting what no longer serves", sweep(Arc::clone(account), stop));
    Ok(())
}

/// Looks at the parties outside, again and again until `stop`.
async fn look(
    account: Arc<Account>,
    sms: Arc<SmsGateways>,
    mail: Arc<MailClient>,
    stop: CancellationToken,
) {
    let every = account.settings.parties.look_every.duration();
    loop {
        let looking = account::parties::look(&account, &sms, &mail);
        if stop.run_until_cancelled(looking).await.is_none() || paused(every, &stop).await {
            return;
        }
    }
}

/// Seals a journal until `stop`.
pub(crate) async fn seal(store: Store, clock: ground::Clock, stop: CancellationToken) {
    while !paused(SEAL_EVERY, &stop).await {
        if let Err(fault) = journal::seal(&store, clock.now()).await {
            tracing::warn!(%fault, "the journal cannot be sealed");
        }
    }
    let _ = journal::seal(&store, clock.now()).await;
}

async fn sweep(account: Arc<Account>, stop: CancellationToken) {
    while !paused(SWEEP_EVERY, &stop).await {
        if let Err(fault) = account.sweep().await {
            tracing::warn!(%fault, "what no longer serves cannot be forgotten");
        }
        if let Ok(counts) = job::counts(&account.store).await {
            metrics::gauge!("jobs", "state" => "waiting").set(exact(counts.waiting));
            metrics::gauge!("jobs", "state" => "dead").set(exact(counts.dead));
        }
    }
}

/// Forgets what no longer serves the portal, until `stop`.
pub(crate) async fn sweep_portal(portal: Arc<Portal>, stop: CancellationToken) {
    while !paused(SWEEP_EVERY, &stop).await {
        if let Err(fault) = portal::sweep(&portal).await {
            tracing::warn!(%fault, "what no longer serves cannot be forgotten");
        }
    }
}

/// Searches in what changed soon after it did, until `stop`.
pub(crate) async fn renew_search(
    portal: Arc<Portal>,
    search: Arc<Current>,
    stop: CancellationToken,
) {
    while !paused(RENEW_EVERY, &stop).await {
        match search.renew(&portal).await {
            Ok(Some(procedures)) => tracing::info!(procedures, "the search was built anew"),
            Ok(None) => {}
            Err(fault) => tracing::warn!(%fault, "the search stays as it was"),
        }
    }
}

/// Looks at the systems the portal is connected to, again and again until `stop`.
pub(crate) async fn look_from_portal(portal: Arc<Portal>, stop: CancellationToken) {
    let every = portal.settings.connections.look_every.duration();
    loop {
        let looking = portal::connections::look(&portal);
        if stop.run_until_cancelled(looking).await.is_none() || paused(every, &stop).await {
            return;
        }
    }
}

/// A count as a gauge holds it.
fn exact(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Waits; says whether the program was asked to stop meanwhile.
async fn paused(span: Duration, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = stop.cancelled() => true,
        () = tokio::time::sleep(span) => false,
    }
}
