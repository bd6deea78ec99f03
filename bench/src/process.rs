//! What the system says about a running process: its processor time and its memory.

use crate::Trouble;
use std::time::Duration;

/// A tick of `/proc/PID/stat`: Linux counts 100 of them a second for every program.
const TICK: Duration = Duration::from_millis(10);

/// Processor time of a process so far, its own and the kernel's for it (utime + stime).
///
/// # Errors
/// No such process.
pub fn cpu(pid: u32) -> Result<Duration, Trouble> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in brackets may hold spaces; utime and stime are the 12th and 13th after it.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let mut ticks = after.split_whitespace().skip(11).map_while(|tick| tick.parse::<u32>().ok());
    match (ticks.next(), ticks.next()) {
        (Some(user), Some(kernel)) => Ok(TICK * (user + kernel)),
        _ => Err(Trouble::Wrong(format!("/proc/{pid}/stat cannot be read"))),
    }
}

/// Anonymous memory of a process that lies in RAM (`RssAnon`), in KiB.
///
/// # Errors
/// No such process.
pub fn anonymous_kib(pid: u32) -> Result<u64, Trouble> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .ok_or_else(|| Trouble::Wrong(format!("/proc/{pid}/status says no RssAnon")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_used_memory() {
        let pid = std::process::id();
        assert!(anonymous_kib(pid).unwrap() > 100);
        assert!(cpu(pid).unwrap() < Duration::from_secs(3600));
        assert!(cpu(u32::MAX).is_err());
    }
}
