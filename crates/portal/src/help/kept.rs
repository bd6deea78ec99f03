//! What the portal keeps of people, why, and for how long: each line speaks of tables that are really
//! there, and its time is the setting or rule that ends it.

use crate::portal::Portal;
use ground::Span;
use web::Page;

/// One line of the notice.
pub(super) struct Kept {
    /// The tables it speaks of.
    pub(super) tables: &'static [&'static str],
    /// The key of what is kept.
    pub(super) what: &'static str,
    /// The key of what for.
    pub(super) why: &'static str,
    /// How long.
    pub(super) how_long: HowLong,
}

/// How long something is kept.
pub(super) enum HowLong {
    /// So long.
    For(fn(&Portal) -> Span),
    /// The key of words that say it.
    Words(&'static str),
}

/// Everything.
pub(super) const KEPT: [Kept; 5] = [
    Kept {
        tables: &["person", "identity"],
        what: "help-kept-person",
        why: "help-kept-person-why",
        how_long: HowLong::Words("help-kept-person-long"),
    },
    Kept {
        tables: &["session"],
        what: "help-kept-session",
        why: "help-kept-session-why",
        how_long: HowLong::For(|portal| portal.settings.session.at_most),
    },
    Kept {
        tables: &["signin_attempt", "identity_offer", "signed_out"],
        what: "help-kept-attempt",
        why: "help-kept-attempt-why",
        how_long: HowLong::For(|portal| portal.settings.session.attempt),
    },
    Kept {
        tables: &["limit_bucket"],
        what: "help-kept-address",
        why: "help-kept-address-why",
        how_long: HowLong::For(|portal| portal.settings.session.attempts_per_address.within),
    },
    Kept {
        tables: &["journal"],
        what: "help-kept-journal",
        why: "help-kept-journal-why",
        how_long: HowLong::Words("help-kept-journal-long"),
    },
];

/// A span in words.
pub(super) fn in_words(page: &Page, span: Span) -> String {
    const HOUR: i64 = 60;
    let minutes = span.as_minutes();
    match minutes % HOUR {
        0 => page.t1("help-hours", "n", &(minutes / HOUR)).into_owned(),
        _ => page.t1("help-minutes", "n", &minutes).into_owned(),
    }
}
