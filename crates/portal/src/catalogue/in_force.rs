//! What is in force of a procedure: the published text with what an agency here made of it.

use super::Listed;
use super::configuration::Configuration;
use super::procedure::{Fee, Procedure, Way};
use super::words::{Channel, Level, OnlineLevel};
use civic::ProcedureCode;

/// What lists and the search know of a procedure, from its two layers.
pub fn listed(code: &ProcedureCode, published: &Procedure, here: &Configuration) -> Listed {
    let effective = effective(published, here);
    Listed {
        code: code.clone(),
        aliases: published.aliases.clone(),
        title: published.name.clone(),
        keywords: published.keywords.clone(),
        field: published.field.clone(),
        ministry: published.ministry.clone(),
        levels: published.levels.clone(),
        audiences: published.audience.clone(),
        online_level: effective.online_level.unwrap_or(OnlineLevel::Information),
        has_fee: effective.has_fee(),
        limit: effective.limit(),
        is_offered: is_offered(published, here),
        uses: published.uses,
    }
}

/// The published procedure as it is handled here: its text untouched, its ways as the agency says.
pub fn effective(published: &Procedure, here: &Configuration) -> Procedure {
    let mut effective = published.clone();
    effective.online_level = Some(online_level(published, here));
    for case in &here.cases {
        let fee = |amount| vec![Fee { amount, currency: "VND".into(), note: String::new() }];
        let ways = effective.channels.iter_mut();
        let mut theirs = ways.filter(|way| way.channel == case.channel && way.note == case.case);
        match theirs.next() {
            Some(way) => {
                way.time_limit = case.time_limit.or(way.time_limit);
                way.fees = case.fee.map(fee).or(way.fees.take());
            }
            None => effective.channels.push(Way {
                channel: case.channel,
                time_limit: case.time_limit,
                fees: case.fee.map(fee),
                note: case.case.clone(),
            }),
        }
    }
    effective
}

/// What can be asked for here: what the province or its communes decide, unless the agency says
/// otherwise. What is no more cannot.
fn is_offered(published: &Procedure, here: &Configuration) -> bool {
    let ours = [Level::Province, Level::Commune];
    let by_level = published.levels.iter().any(|level| ours.contains(level));
    !published.is_withdrawn() && here.is_offered.unwrap_or(by_level)
}

/// How much can be done online: as the agency says, else as was published, else a part where there
/// is a way online.
fn online_level(published: &Procedure, here: &Configuration) -> OnlineLevel {
    let has_way = published.channels.iter().any(|way| way.channel == Channel::Online);
    let by_way = if has_way { OnlineLevel::Partial } else { OnlineLevel::Information };
    here.online_level.or(published.online_level).unwrap_or(by_way)
}
