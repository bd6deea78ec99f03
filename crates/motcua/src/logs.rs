//! Log lines: structured, without personal data whatever the level.

use crate::config::{Log, LogFormat};
use crate::{Outcome, Refusal};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;

/// Begins to write log lines on standard error.
pub(crate) fn begin(log: &Log) -> Outcome {
    let mut filter = EnvFilter::try_new(&log.level).map_err(|error| {
        let given = &log.level;
        Refusal(format!(
            "log.level: \"{given}\" is no filter ({error}); \"info\" or \"info,store=debug\" would \
             be right"
        ))
    })?;
    for target in outside::TARGETS_NEVER_LOGGED {
        let off: Directive = format!("{target}=off").parse().map_err(Refusal::from)?;
        filter = filter.add_directive(off);
    }
    // PostgreSQL says at each start what it found to be there already.
    let notices: Directive = "sqlx::postgres::notice=warn".parse().map_err(Refusal::from)?;
    filter = filter.add_directive(notices);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.format {
        LogFormat::Json => lines.json().flatten_event(true).init(),
        LogFormat::Text => lines.with_target(false).init(),
    }
    // A panic says where it was, not what it held: its message could hold what was typed.
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(at, "a panic");
    }));
    Ok(())
}
