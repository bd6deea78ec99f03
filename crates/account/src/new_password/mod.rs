//! Choosing a password: two fields under the rule, the same wherever one is chosen.
//!
//! A slice names its words ([`Words`]) and draws the page with them ([`draw`]), or holds
//! [`PasswordFields`] as `fields` on a page of its own and includes `new_password/fields.html`; what
//! comes back is read and hashed by [`chosen`]. Whose password it becomes is the slice's own.

mod page;

pub use page::{Words, draw};

use crate::account::Account;
use crate::citizen::{self, CitizenId, Person};
use credentials::password::{
    Candidate, CandidateRefusal, Checklist, PasswordRule, PersonalData, Verdict, Weak, screen,
};
use ground::Fault;
use web::text::Fill;
use web::{Complaints, Page, Submission, Typed};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// What the fields show: the rule, and whose password it will be.
pub struct PasswordFields {
    /// What its owner signs in with, for programs that keep passwords.
    pub identity: String,
    /// Fewest characters together with the four kinds.
    pub shortest_mixed: usize,
    /// Fewest characters where the kinds do not matter.
    pub shortest_any: usize,
    /// The first of them as the script knows it.
    pub length_rule: String,
    /// The second.
    pub length_alone_rule: String,
}

impl PasswordFields {
    /// The fields for whoever signs in with this number.
    pub fn new(account: &Account, identity: &str) -> Self {
        let rule = PasswordRule::new(&account.settings.password);
        Self {
            identity: identity.to_owned(),
            shortest_mixed: rule.shortest_mixed,
            shortest_any: rule.shortest_any,
            length_rule: format!("min:{}", rule.shortest_mixed),
            length_alone_rule: format!("alone:{}", rule.shortest_any),
        }
    }
}

/// The hash of the password that was chosen for a person, or what is to be said of it. Where they
/// have an account, it may not be the present one of it: what is said then is named, too.
///
/// # Errors
/// A database that is away, or nobody to hash it.
pub async fn chosen(
    account: &Account,
    submission: &Submission,
    person: &Person,
    present: Option<(CitizenId, &'static str)>,
) -> Result<Result<String, Complaints>, Fault> {
    let mut complaints = Complaints::default();
    if !submission.is_genuine {
        complaints.about_all("form-cookies-again");
    }
    let (page, typed) = (&submission.arrival.page, &submission.typed);
    let candidate = read(account, page, typed, person, &mut complaints);
    let (Some(candidate), true) = (candidate, complaints.is_empty()) else {
        return Ok(Err(complaints));
    };
    if let Some((citizen, complaint)) = present
        && is_the_present_one(account, citizen, &candidate).await?
    {
        complaints.about("password", complaint);
        return Ok(Err(complaints));
    }
    Ok(Ok(account.hasher.hash(&candidate, account.chance.bytes()).await?))
}

/// Reads the two fields by the rule, and screens what was typed against what is guessed first and
/// what is known of its owner. Nothing where the text cannot be a password at all.
fn read(
    account: &Account,
    page: &Page,
    typed: &Typed,
    person: &Person,
    complaints: &mut Complaints,
) -> Option<Candidate> {
    let candidate =
        complaints.take("password", Candidate::parse(typed.get("password")), |refusal| {
            match refusal {
                CandidateRefusal::Empty => "new-password-empty",
                CandidateRefusal::TooLong => "new-password-long",
                CandidateRefusal::ControlCharacter => "new-password-control",
            }
        })?;
    let rule = PasswordRule::new(&account.settings.password);
    let known = PersonalData {
        identity: Some(&person.identity),
        name: Some(&person.name),
        born: Some(person.birth),
        phone: Some(&person.phone),
        email: person.email.as_ref(),
    };
    let checklist = rule.check(&candidate);
    if !checklist.is_met() {
        let missing = vec![("missing", Fill::Text(missing(page, &rule, checklist)))];
        complaints.about_with("password", "new-password-rule", missing);
    } else if let Err(weak) = screen(&candidate, &known) {
        complaints.about(
            "password",
            match weak {
                Weak::Common => "new-password-common",
                Weak::PersonalData => "new-password-personal",
                Weak::Pattern => "new-password-pattern",
            },
        );
    }
    let repeated = typed.get("repeated");
    if repeated.is_empty() {
        complaints.about("repeated", "new-password-repeated-empty");
    } else if Candidate::parse(repeated).ok().as_ref() != Some(&candidate) {
        complaints.about("repeated", "new-password-repeated-differs");
    }
    Some(candidate)
}

/// Whether a password is the one its owner has now, or had until it was disabled.
async fn is_the_present_one(
    account: &Account,
    citizen: CitizenId,
    candidate: &Candidate,
) -> Result<bool, Fault> {
    let present = citizen::password_hash(account.store.reader(), citizen).await?;
    let Some(present) = present else { return Ok(false) };
    Ok(matches!(account.hasher.verify(&present, candidate).await?, Verdict::Right { .. }))
}

/// What a password lacks, in words.
fn missing(page: &Page, rule: &PasswordRule, met: Checklist) -> String {
    let length = page.t1("new-password-lacks-length", "n", &rule.shortest_mixed);
    let points = [
        (met.length, length),
        (met.lower, page.t("new-password-lacks-lower")),
        (met.upper, page.t("new-password-lacks-upper")),
        (met.digit, page.t("new-password-lacks-digit")),
        (met.special, page.t("new-password-lacks-special")),
    ];
    let lacks: Vec<_> =
        points.into_iter().filter(|(is_met, _)| !is_met).map(|(_, words)| words).collect();
    lacks.join(", ")
}
