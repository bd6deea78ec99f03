//! What a person sees: one line per step, and how long it took.
use std::io::Write;
use std::time::{Duration, Instant};

/// Writes one line (or several) to standard output; a closed pipe is not our trouble.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// Writes one line (or several) to standard error.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Announces a step, does it, and says how long it took.
///
/// # Errors
/// Hands on what the step answered, with the step's name in front.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    say(&format!("── {name}"));
    let began = now();
    let outcome = work();
    let spent = seconds(began.elapsed());
    match outcome {
        Ok(value) => {
            say(&format!("── {name}: done in {spent}"));
            Ok(value)
        }
        Err(reason) => Err(format!("── {name}: FAILED after {spent}: {reason}")),
    }
}

/// The moment a step began; steps are timed for a person to read, nothing depends on it.
#[expect(clippy::disallowed_methods, reason = "a build command times its steps")]
#[must_use]
pub fn now() -> Instant {
    Instant::now()
}

/// A length of time as a person reads it: `4.2 s` or `3 min 12 s`.
#[must_use]
pub fn seconds(spent: Duration) -> String {
    let whole = spent.as_secs();
    if whole >= 60 {
        format!("{} min {} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", spent.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_times_read_well() {
        assert_eq!(seconds(Duration::from_millis(4_230)), "4.2 s");
        assert_eq!(seconds(Duration::from_secs(192)), "3 min 12 s");
    }

    #[test]
    fn a_failed_step_names_itself() {
        let outcome: Result<(), String> = step("paint", || Err("no brush".to_owned()));
        let reason = outcome.unwrap_err();
        assert!(reason.contains("paint: FAILED") && reason.ends_with("no brush"), "{reason}");
    }
}
