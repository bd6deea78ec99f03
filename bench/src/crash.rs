//! The program is killed at random moments while citizens register; afterwards every acknowledged
//! step must be there, every message must have come, and none twice but those that were on their
//! way at a kill.

use crate::storm::{self, Acknowledged, Step};
use crate::wire::Wire;
use crate::{Citizen, Person, Running, Site, Trouble, citizen};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How a storm goes.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How often the program is killed.
    pub kills: u32,
    /// How many citizens register in one go; more goes follow until every kill has happened.
    pub registrations: u32,
    /// How many of them at once.
    pub at_once: usize,
    /// The longest time from a start to the next kill.
    pub longest_life: Duration,
    /// A PostgreSQL database instead of SQLite.
    pub database: Option<String>,
}

/// What a storm left behind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Aftermath {
    /// Registrations that were finished, all of them checked.
    pub registrations: usize,
    /// How often the program was killed.
    pub kills: u32,
    /// Submits at the SMS centre.
    pub submits: usize,
    /// Messages that were sent twice whose first submit had no answer at the kill.
    pub twice_unanswered: usize,
    /// Messages that were sent twice although the program had read the answer to the first; the
    /// kill fell between the answer and the commit that notes it.
    pub twice_answered: usize,
    /// The most letters that can be on their way at one kill.
    pub under_way: usize,
    /// The longest restart, to readiness.
    pub longest_restart: Duration,
}

/// How many letters `serve` has on their way at once, at most (`account.letters.at_once`).
const LETTERS_AT_ONCE: usize = 8;

/// Runs the storm on a site of its own.
///
/// # Errors
/// The first thing that was lost.
pub async fn run(binary: &Path, plan: &Plan) -> Result<Aftermath, Trouble> {
    let mut site = Site::new(binary)?;
    prepare(&mut site, plan);
    let site = Arc::new(site);
    let _sandbox = site.start_sandbox().await?;
    let (serve, _) = site.serve().await?;
    let killer = tokio::spawn(kill_again_and_again(Arc::clone(&site), serve, plan.clone()));
    let mut citizens = Vec::new();
    loop {
        let begin = u32::try_from(citizens.len()).unwrap_or(0);
        citizens.extend(one_go(&site, plan, begin).await?);
        if killer.is_finished() {
            break;
        }
    }
    let died = |error| Trouble::Wrong(format!("the killer: {error}"));
    let (serve, longest_restart) = killer.await.map_err(died)??;
    let mut aftermath = look_back(&site, plan, serve, &mut citizens).await?;
    aftermath.longest_restart = longest_restart;
    Ok(aftermath)
}

/// Short times for what a crash makes others wait for, and a cheap hash; all else is the default.
fn prepare(site: &mut Site, plan: &Plan) {
    if let Some(url) = &plan.database {
        site.use_postgres(url);
    }
    site.set("account.password.memory_kib", "1024");
    site.set("account.password.passes", "1");
    site.set("account.sms.smpp.reconnect_first", "50ms");
    site.set("account.letters.lease", "3s");
    // A lease must outlast every gateway, and telling a client of the end of a session.
    site.set("account.openid.logout_timeout", "2s");
    site.set("account.sms.smpp.connect_timeout", "500ms");
    site.set("account.sms.smpp.response_timeout", "2s");
    site.set("account.sms.http.timeout", "2s");
    site.set("account.mail.timeout", "900ms");
}

async fn kill_again_and_again(
    site: Arc<Site>,
    mut serve: Running,
    plan: Plan,
) -> Result<(Running, Duration), Trouble> {
    let mut longest_restart = Duration::ZERO;
    for kill in 0..plan.kills {
        let longest = plan.longest_life.as_micros().max(1);
        let life = u128::from(RandomState::new().hash_one(kill)) % longest;
        sleep(Duration::from_micros(u64::try_from(life).unwrap_or(0))).await;
        serve.kill();
        let (again, took) = site.serve().await?;
        longest_restart = longest_restart.max(took);
        serve = again;
    }
    Ok((serve, longest_restart))
}

type Registered = (Citizen, Acknowledged);

/// As many citizens as planned register, so many at once.
async fn one_go(site: &Arc<Site>, plan: &Plan, begin: u32) -> Result<Vec<Registered>, Trouble> {
    let places = Arc::new(Semaphore::new(plan.at_once));
    let mut all = JoinSet::new();
    for number in begin..begin + plan.registrations {
        let (site, places) = (Arc::clone(site), Arc::clone(&places));
        all.spawn(async move {
            let _place = places.acquire_owned().await;
            let mut citizen = Citizen::new(&site, Person::nth(number));
            citizen.subscribe().await?;
            let known = storm::register(&mut citizen, 0).await?;
            if known.step != Step::Finished {
                return Err(Trouble::Wrong(format!("a newcomer ended at {:?}", known.step)));
            }
            Ok((citizen, known))
        });
    }
    all.join_all().await.into_iter().collect()
}

/// One more kill, and then everything must be there.
async fn look_back(
    site: &Arc<Site>,
    plan: &Plan,
    mut serve: Running,
    citizens: &mut [Registered],
) -> Result<Aftermath, Trouble> {
    serve.kill();
    let (_serve, _) = site.serve().await?;
    let mut aftermath =
        Aftermath { registrations: citizens.len(), kills: plan.kills + 1, ..Aftermath::default() };
    for (citizen, known) in citizens.iter_mut() {
        let page = citizen.get(&known.at).await?;
        citizen::expect(&page, &[200], "the last page after all kills")?;
    }
    count_messages(site, citizens, &mut aftermath).await?;
    // The handset forgets nothing: whoever registers again reads the newest message.
    for (first, _) in citizens.iter_mut() {
        let seen = first.messages().await?.len();
        let mut again = Citizen::new(site, first.person.clone());
        let known = storm::register(&mut again, seen).await?;
        if known.step != Step::Exists {
            return Err(Trouble::Wrong("a finished registration left no account".into()));
        }
    }
    let config = site.config().display().to_string();
    let journal = site.command(&["verify-journal", "--config", &config]).output()?;
    match journal.status.success() {
        true => Ok(aftermath),
        false => Err(Trouble::Wrong(String::from_utf8_lossy(&journal.stderr).into_owned())),
    }
}

/// Counts what the SMS centre saw: every person's message, and none twice without reason.
async fn count_messages(
    site: &Site,
    citizens: &mut [Registered],
    aftermath: &mut Aftermath,
) -> Result<(), Trouble> {
    for (citizen, _) in citizens.iter_mut() {
        if citizen.messages().await?.is_empty() {
            return Err(Trouble::Wrong(format!("{} got no message", citizen.person.phone)));
        }
    }
    let reply = Wire::new(site.sandbox()).get("/api/submits", "").await?;
    let submits: Vec<serde_json::Value> = serde_json::from_slice(&reply.body)
        .map_err(|error| Trouble::Wrong(format!("the submits: {error}")))?;
    let mut seen: HashMap<(String, Option<String>), usize> = HashMap::new();
    for submit in &submits {
        let text = |key: &str| submit[key].as_str().unwrap_or_default().to_owned();
        *seen.entry((text("to"), citizen::code_in(&text("text")))).or_default() += 1;
    }
    let twice: usize = seen.values().map(|times| times - 1).sum();
    aftermath.submits = submits.len();
    aftermath.twice_answered = accepted_twice(&site.said("serve.log"));
    aftermath.twice_unanswered = twice.saturating_sub(aftermath.twice_answered);
    aftermath.under_way = LETTERS_AT_ONCE * aftermath.kills as usize;
    match twice <= aftermath.under_way {
        true => Ok(()),
        false => Err(Trouble::Wrong(format!("{twice} messages were sent twice"))),
    }
}

/// How often the log says of a letter once more that the gateway took it. Each line is written
/// when the answer was read, before the commit that notes it, and outlives the kill.
fn accepted_twice(log: &str) -> usize {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in log.lines().filter(|line| line.contains("sms accepted")) {
        let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let reference = line["reference"].as_str().unwrap_or_default();
        *seen.entry(reference.to_owned()).or_default() += 1;
    }
    seen.values().map(|times| times - 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_accepted_twice_are_counted() {
        let line = |reference: &str| {
            format!("{{\"message\":\"sms accepted\",\"reference\":\"{reference}\"}}\n")
        };
        let log = [line("a"), line("b"), line("a"), "no json, sms accepted\n".into()].concat();
        assert_eq!(accepted_twice(&log), 1);
    }
}
