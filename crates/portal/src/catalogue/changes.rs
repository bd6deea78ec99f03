//! What is different between two versions of a procedure: by part, what stood there and what stands
//! there now.

use super::procedure::{Procedure, Way};
use super::words::TimeLimit;

/// What is different in one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// The key of the part's name.
    pub(super) part: &'static str,
    /// What stands there no more.
    pub(super) gone: Vec<String>,
    /// What is new.
    pub(super) new: Vec<String>,
}

/// What became different from one version to the next.
pub(super) fn between(before: &Procedure, after: &Procedure) -> Vec<Change> {
    let parts = parts(before).into_iter().zip(parts(after));
    parts.filter_map(|((part, before), (_, after))| change(part, &before, &after)).collect()
}

fn change(part: &'static str, before: &[String], after: &[String]) -> Option<Change> {
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).cloned().collect()
    };
    let (gone, new) = (only(before, after), only(after, before));
    (!gone.is_empty() || !new.is_empty()).then_some(Change { part, gone, new })
}

/// A procedure part by part, each as lines that can be compared.
fn parts(of: &Procedure) -> Vec<(&'static str, Vec<String>)> {
    let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    let case = |case: &str, text: &str| match case {
        "" => text.to_owned(),
        case => format!("{case}: {text}"),
    };
    let papers = of.dossier.iter().flat_map(|papers| {
        papers.items.iter().map(|paper| {
            let count = format!("{} ({}+{})", paper.name, paper.originals, paper.copies);
            case(&papers.case, &count)
        })
    });
    let steps =
        of.steps.iter().flat_map(|steps| steps.items.iter().map(|step| case(&steps.case, step)));
    vec![
        ("catalogue-title", one(&of.name)),
        ("catalogue-description", one(&of.description)),
        ("catalogue-field", one(&of.field)),
        ("catalogue-publisher", one(&of.ministry)),
        ("catalogue-implementing", one(&of.implementing_agency)),
        ("catalogue-papers", papers.collect()),
        ("catalogue-steps", steps.collect()),
        ("catalogue-ways", of.channels.iter().map(way).collect()),
        ("catalogue-conditions", of.conditions.clone()),
        ("catalogue-outcomes", of.results.iter().map(|one| one.name.clone()).collect()),
        (
            "catalogue-laws",
            of.legal_basis
                .iter()
                .map(|law| format!("{} {}", law.number, law.name).trim().to_owned())
                .collect(),
        ),
    ]
}

fn way(way: &Way) -> String {
    let limit = |limit: TimeLimit| format!("{} {}", limit.value, limit.unit.as_str());
    let mut parts = vec![way.channel.as_str().to_owned()];
    parts.extend(way.time_limit.map(limit));
    parts.extend(
        way.fees().iter().map(|fee| format!("{} {} {}", fee.amount, fee.currency, fee.note)),
    );
    parts.push(way.note.clone());
    parts.retain(|part| !part.trim().is_empty());
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::written;

    #[test]
    fn says_what_changed_and_nothing_else() {
        let before: Procedure = serde_json::from_value(written("1.000001", "Khai sinh")).unwrap();
        let mut after = before.clone();
        assert_eq!(between(&before, &after), []);
        after.name = "Đăng ký khai sinh".into();
        after.dossier[0].items.remove(1);
        let changes = between(&before, &after);
        let parts: Vec<&str> = changes.iter().map(|change| change.part).collect();
        assert_eq!(parts, ["catalogue-title", "catalogue-papers"]);
        assert_eq!(changes[0].gone, ["Khai sinh"]);
        assert_eq!(changes[0].new, ["Đăng ký khai sinh"]);
        assert_eq!((changes[1].gone.len(), changes[1].new.len()), (1, 0));
    }
}
