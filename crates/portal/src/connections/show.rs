//! The two pages: how the systems are, and how to connect one.

use crate::portal::{Portal, REPORT, Shared};
use crate::watched::Seen;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use ground::Moment;
use outside::condition::{Condition, Lately, Party};
use web::{Answer, Arrival, Language, Page};

/// One system as the page shows it.
struct System {
    name: String,
    about: String,
    lately: Lately,
}

impl System {
    /// The key of the words for how it is.
    fn key(&self) -> &'static str {
        match self.lately.condition {
            Condition::Works => "connections-works",
            Condition::Troubled => "connections-troubled",
            Condition::Unknown => "connections-unknown",
        }
    }

    fn icon(&self) -> &'static str {
        match self.lately.condition {
            Condition::Works => "success",
            Condition::Troubled => "trouble",
            Condition::Unknown => "info",
        }
    }

    fn class(&self) -> &'static str {
        match self.lately.condition {
            Condition::Works => "works",
            Condition::Troubled => "troubled",
            Condition::Unknown => "unknown",
        }
    }

    fn since(&self) -> Option<String> {
        self.lately.since.map(Moment::in_vietnam)
    }
}

#[derive(Template)]
#[template(path = "connections/systems.html")]
struct SystemsPage {
    page: Page,
    providers: Vec<System>,
    /// The account service and the parties it speaks to; none where it is not connected.
    account: Vec<System>,
    /// Whether the account service has not said how its parties are now.
    is_silent: bool,
    looked_at: Option<String>,
}

/// Shows how the systems are, as a worker saw them last.
pub(super) async fn systems(State(portal): State<Shared>, arrival: Arrival) -> Answer {
    let Arrival { page, now, .. } = arrival;
    let seen = portal.watched.seen();
    let is_connected = portal.account_report.is_some();
    let template = SystemsPage {
        providers: providers(&portal, &seen, &page),
        account: if is_connected { account(&seen, &page, now) } else { Vec::new() },
        is_silent: is_connected && seen.report_of(now).is_none(),
        looked_at: seen.looked_at.map(Moment::in_vietnam),
        page: page.clone(),
    };
    Ok(page.draw(StatusCode::OK, &template)?)
}

fn providers(portal: &Portal, seen: &Seen, page: &Page) -> Vec<System> {
    let clients = portal.providers.iter().zip(&seen.providers);
    clients
        .filter(|(client, _)| client.settings.enabled)
        .map(|(client, lately)| {
            let settings = &client.settings;
            let (name, about) = match page.language {
                Language::Vi => (&settings.name_vi, &settings.about_vi),
                Language::En => (&settings.name_en, &settings.about_en),
            };
            System { name: name.clone(), about: about.clone(), lately: *lately }
        })
        .collect()
}

/// The account service, and what it says of its parties; what it does not say now nobody knows.
fn account(seen: &Seen, page: &Page, now: Moment) -> Vec<System> {
    let system = |name, about, lately| System {
        name: page.t(name).into_owned(),
        about: page.t(about).into_owned(),
        lately,
    };
    let reported = |party| {
        let parties = seen.report_of(now).map(|report| report.parties.as_slice());
        let found = parties.unwrap_or_default().iter().find(|seen| seen.party == party);
        found.map_or(Lately::UNSEEN, |seen| seen.lately)
    };
    vec![
        system("connections-account", "connections-account-about", seen.account),
        system("connections-sms", "connections-sms-about", reported(Party::Sms)),
        system("connections-operator", "connections-operator-about", reported(Party::Operator)),
        system("connections-mail", "connections-mail-about", reported(Party::Mail)),
    ]
}

#[derive(Template)]
#[template(path = "connections/integrators.html")]
struct IntegratorsPage {
    page: Page,
    /// Where the account service says how to sign in with it.
    discovery: String,
    /// Where it says how its parties are.
    report: String,
    mail: String,
}

/// Shows how to connect a system.
pub(super) async fn integrators(State(portal): State<Shared>, arrival: Arrival) -> Answer {
    let page = arrival.page;
    let account = &portal.settings.connections.account_url;
    let at = |path: &str| {
        if account.is_empty() { String::new() } else { format!("{account}{path}") }
    };
    let template = IntegratorsPage {
        discovery: at("/.well-known/openid-configuration"),
        report: at(REPORT),
        mail: portal.settings.help.mail.clone(),
        page: page.clone(),
    };
    Ok(page.draw(StatusCode::OK, &template)?)
}
