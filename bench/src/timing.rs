//! Whether the time of an answer tells who has an account: wrong passwords for identity numbers that
//! are known and for such that are not, in turns, and the two samples compared (Kolmogorov-Smirnov,
//! two samples, at one in a hundred).
//!
//! The citizens are asked in an order that has nothing to do with when they registered, one try each,
//! one at a time, so that no limit and no neighbour stands between them.

use crate::registration::register;
use crate::report::{line, median, note};
use crate::say;
use bench::{Citizen, Person, Site, Trouble, citizen};
use std::sync::Arc;
use tokio::time::Instant;

const EACH: u32 = 1_000;
const AT_ONCE: usize = 8;
/// Nobody of these registers.
const STRANGERS: u32 = 500_000;
/// c(α) for α = 0.01: sqrt(-ln(α / 2) / 2).
const CRITICAL: f64 = 1.628;

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    say("timing: wrong passwords of known and of unknown identity numbers");
    let mut site = Site::new(&bench::site::beside_this_program()?)?;
    site.set("account.login.accounts_per_address", "10000000/1h");
    let site = Arc::new(site);
    let _sandbox = site.start_sandbox().await?;
    let _serve = site.serve().await?;
    register(&site, 0, EACH, AT_ONCE).await?;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..EACH {
        // 7 and 1000 have no divisor in common: every citizen once.
        let number = number * 7 % EACH;
        let pair = [(number, &mut known), (STRANGERS + number, &mut unknown)];
        let turn = if number.is_multiple_of(2) {
            pair
        } else {
            let [one, two] = pair;
            [two, one]
        };
        for (person, sample) in turn {
            sample.push(refused(&site, Person::nth(person)).await?);
        }
    }
    known.sort_by(f64::total_cmp);
    unknown.sort_by(f64::total_cmp);
    let distance = distance(&known, &unknown);
    let at_most = CRITICAL * (2.0 / f64::from(EACH)).sqrt();
    line(
        distance <= at_most,
        &format!("distance of the two samples {distance:.3} (they differ from {at_most:.3} on)"),
    );
    let (one, other) = (median(&known) * 1e3, median(&unknown) * 1e3);
    note(&format!("{EACH} each; medians {one:.2} ms known, {other:.2} ms unknown"));
    Ok(())
}

/// Seconds until a wrong password is refused.
async fn refused(site: &Site, person: Person) -> Result<f64, Trouble> {
    let mut citizen = Citizen::new(site, person);
    let form = citizen::form_of(&citizen.get("/vi/dang-nhap").await?)?;
    let typed = citizen.sign_in_text(&form).replace("password=", "password=x");
    let began = Instant::now();
    let reply = citizen.post("/vi/dang-nhap", &typed).await?;
    let took = began.elapsed().as_secs_f64();
    citizen::expect(&reply, &[200, 422], "a wrong password")?;
    Ok(took)
}

/// The greatest distance between the shares of two sorted samples that lie below a figure.
fn distance(one: &[f64], other: &[f64]) -> f64 {
    let share = |sample: &[f64], figure: f64| {
        let below = sample.partition_point(|value| *value <= figure);
        f64::from(u32::try_from(below).unwrap_or(0))
            / f64::from(u32::try_from(sample.len()).unwrap_or(1))
    };
    let all = one.iter().chain(other);
    all.map(|figure| (share(one, *figure) - share(other, *figure)).abs()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_apart_have_the_distance_one() {
        assert!((distance(&[1.0, 2.0], &[3.0, 4.0]) - 1.0).abs() < f64::EPSILON);
        assert!(distance(&[1.0, 2.0], &[1.0, 2.0]) < f64::EPSILON);
        assert!((distance(&[1.0, 3.0], &[2.0, 3.0]) - 0.5).abs() < f64::EPSILON);
    }
}
