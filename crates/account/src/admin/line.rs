//! One case in a list, and its stage in words.

use super::steps::{Case, Stage};
use ground::Moment;

/// One case in a list.
pub(super) struct Line {
    pub(super) path: String,
    pub(super) identity: String,
    pub(super) asked_at: String,
    pub(super) stage: &'static str,
}

impl Line {
    pub(super) fn of(case: &Case, now: Moment) -> Self {
        Self {
            path: format!("/quay/ho-so/{}", case.id),
            identity: case.asked.identity.masked(),
            asked_at: case.asked_at.in_vietnam(),
            stage: in_words(case.stage(now)),
        }
    }
}

/// A stage in words, by the key of its text.
pub(super) fn in_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Asked => "admin-stage-asked",
        Stage::Approved => "admin-stage-approved",
        Stage::Refused => "admin-stage-refused",
        Stage::Withdrawn => "admin-stage-withdrawn",
        Stage::Used => "admin-stage-used",
        Stage::Over => "admin-stage-over",
    }
}
