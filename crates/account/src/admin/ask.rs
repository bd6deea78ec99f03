//! What an officer sees of an account or of a reference, and the form by which they ask that the
//! account be given to whoever stands before them.

use super::line::Line;
use super::steps::{Asked, CaseId, Check, Whom};
use super::{REASON_AT_MOST, journal, looks, records};
use crate::account::Shared;
use crate::citizen::{self, CitizenId, Person};
use crate::desk_reference;
use crate::officer::{Officer, Role};
use crate::session;
use askama::Template;
use axum::extract::{Path, State};
use civic::BirthDate;
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "admin/ask.html")]
struct AskPage {
    page: Page,
    form: FormView,
    name: String,
    identity: String,
    birth: String,
    /// The telephone, masked; empty for none that is theirs.
    phone: String,
    email: String,
    /// The reference they brought; empty for none.
    reference: String,
    /// Whether there is an account.
    has_account: bool,
    is_own: bool,
    /// When and with which browser they signed in last.
    sessions: Vec<(String, String)>,
    /// Cases about this account under way, which may have to be withdrawn.
    cases: Vec<Line>,
}

/// Whom the officer has before them.
struct Subject {
    whom: Whom,
    person: Person,
    phone: String,
    email: String,
    reference: Option<String>,
}

impl Subject {
    async fn of_account(account: &Shared, id: CitizenId) -> Result<Self, Broken> {
        let known = citizen::load(account.store.reader(), account, id).await?;
        let known = known.ok_or_else(Broken::not_found)?;
        let person = known.person;
        let phone = known.has_phone.then(|| person.phone.masked_for_registration());
        let email = person.email.as_ref().filter(|_| known.has_email);
        let email = email.map(civic::EmailAddress::masked).unwrap_or_default();
        let (whom, phone) = (Whom::Citizen(id), phone.unwrap_or_default());
        Ok(Self { whom, person, phone, email, reference: None })
    }

    async fn of_reference(
        account: &Shared,
        number: &str,
        arrival: &Arrival,
    ) -> Result<Self, Broken> {
        let reader = account.store.reader();
        let found = desk_reference::find(reader, account, number, arrival.now).await?;
        let found = found.ok_or_else(Broken::not_found)?;
        let reference = Some(found.number);
        if let Some(id) = citizen::find(reader, account, &found.person.identity).await? {
            return Ok(Self { reference, ..Self::of_account(account, id).await? });
        }
        let phone = found.person.phone.masked_for_registration();
        let whom = Whom::Newcomer(Box::new(found.person.clone()));
        Ok(Self { whom, person: found.person, phone, email: String::new(), reference })
    }

    fn is_own(&self, officer: &Officer) -> bool {
        matches!(self.whom, Whom::Citizen(id) if id == officer.citizen)
    }

    fn named(&self) -> String {
        match (&self.whom, &self.reference) {
            (Whom::Citizen(id), _) => format!("citizen {id}"),
            (Whom::Newcomer(_), reference) => {
                format!("reference {}", reference.as_deref().unwrap_or_default())
            }
        }
    }
}

/// Shows an account. Each look is noted.
pub(super) async fn show_account(
    State(account): State<Shared>,
    Path(id): Path<CitizenId>,
    officer: Officer,
    arrival: Arrival,
) -> Answer {
    officer.must_be(Role::Desk)?;
    let look = looks::at_account(id);
    if let Some(refused) = looks::refused(&account, &officer, &arrival, &look).await? {
        return Ok(refused);
    }
    let subject = Subject::of_account(&account, id).await?;
    show(&account, &officer, &arrival, &subject).await
}

/// Shows what the bearer of a reference typed. Each look is noted.
pub(super) async fn show_reference(
    State(account): State<Shared>,
    Path(number): Path<String>,
    officer: Officer,
    arrival: Arrival,
) -> Answer {
    officer.must_be(Role::Desk)?;
    let look = looks::at_reference(&number);
    if let Some(refused) = looks::refused(&account, &officer, &arrival, &look).await? {
        return Ok(refused);
    }
    let subject = Subject::of_reference(&account, &number, &arrival).await?;
    show(&account, &officer, &arrival, &subject).await
}

async fn show(account: &Shared, officer: &Officer, arrival: &Arrival, subject: &Subject) -> Answer {
    draw(account, officer, arrival, subject, (Typed::default(), Complaints::default())).await
}

/// Asks about an account.
pub(super) async fn submit_account(
    State(account): State<Shared>,
    Path(id): Path<CitizenId>,
    officer: Officer,
    submission: Submission,
) -> Answer {
    officer.must_be(Role::Desk)?;
    let look = looks::at_account(id);
    if let Some(refused) = looks::refused(&account, &officer, &submission.arrival, &look).await? {
        return Ok(refused);
    }
    let subject = Subject::of_account(&account, id).await?;
    submit(&account, &officer, submission, subject).await
}

/// Asks about whoever brought a reference.
pub(super) async fn submit_reference(
    State(account): State<Shared>,
    Path(number): Path<String>,
    officer: Officer,
    submission: Submission,
) -> Answer {
    officer.must_be(Role::Desk)?;
    let look = looks::at_reference(&number);
    if let Some(refused) = looks::refused(&account, &officer, &submission.arrival, &look).await? {
        return Ok(refused);
    }
    let subject = Subject::of_reference(&account, &number, &submission.arrival).await?;
    submit(&account, &officer, submission, subject).await
}

async fn submit(
    account: &Shared,
    officer: &Officer,
    submission: Submission,
    subject: Subject,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    }
    if subject.is_own(officer) {
        complaints.about_all("admin-ask-own");
    }
    let asked = read(&typed, &subject, &arrival, &mut complaints);
    let (Some(asked), true) = (asked, complaints.is_empty()) else {
        return draw(account, officer, &arrival, &subject, (typed, complaints)).await;
    };
    let (now, id) = (arrival.now, CaseId::new(arrival.now, &account.chance));
    let detail = json!({ "about": subject.named(), "check": asked.check.as_str() });
    in_transaction!(account.store, |tx| {
        records::insert(tx, account, (id, &asked), officer.citizen, now)?;
        journal::note(tx, account, (officer, id, &asked.whom), ("desk.asked", detail.clone()), now);
        Ok(())
    })?;
    Ok(arrival.page.go(&format!("/quay/ho-so/{id}")))
}

/// Reads what was seen on the card. The last digits are typed from the card, not from the page,
/// which masks them.
fn read(
    typed: &Typed,
    subject: &Subject,
    arrival: &Arrival,
    complaints: &mut Complaints,
) -> Option<Asked> {
    let check = Check::parse(typed.get("check"));
    if check.is_none() {
        complaints.about("check", "admin-ask-check-missing");
    }
    let digits: String = typed.get("card-digits").chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 6 || !subject.person.identity.as_str().ends_with(&digits) {
        complaints.about("card-digits", "admin-ask-digits-differ");
    }
    let today = arrival.now.day_in_vietnam();
    let issued = BirthDate::parse(typed.get("card-issued"), today);
    let issued = complaints.take("card-issued", issued, |_| "admin-ask-issued-shape");
    let reason = typed.get("reason").trim();
    if reason.is_empty() || reason.chars().count() > REASON_AT_MOST {
        complaints.about("reason", "admin-ask-reason-missing");
    }
    Some(Asked {
        whom: subject.whom.clone(),
        identity: subject.person.identity.clone(),
        check: check?,
        issued: issued?.in_vietnamese(),
        reason: reason.to_owned(),
        reference: subject.reference.clone(),
    })
}

/// Shows somebody with the form, and notes that an officer looked: whoever sends a form that is
/// refused looks, too.
async fn draw(
    account: &Shared,
    officer: &Officer,
    arrival: &Arrival,
    subject: &Subject,
    (typed, complaints): (Typed, Complaints),
) -> Answer {
    journal::looked(account, officer, subject.named(), arrival.now).await?;
    let (reader, now) = (account.store.reader(), arrival.now);
    let (sessions, cases) = match subject.whom {
        Whom::Citizen(id) => (
            session::of_citizen(reader, account, id, now).await?,
            records::under_way(reader, account, id, now).await?,
        ),
        Whom::Newcomer(_) => (Vec::new(), Vec::new()),
    };
    let person = &subject.person;
    let template = AskPage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, typed, &complaints),
        name: person.name.as_str().to_owned(),
        identity: person.identity.masked(),
        birth: person.birth.in_vietnamese(),
        phone: subject.phone.clone(),
        email: subject.email.clone(),
        reference: subject.reference.clone().unwrap_or_default(),
        has_account: matches!(subject.whom, Whom::Citizen(_)),
        is_own: subject.is_own(officer),
        sessions: sessions.into_iter().map(|one| (one.begun_at.in_vietnam(), one.label)).collect(),
        cases: cases.iter().map(|case| Line::of(case, now)).collect(),
    };
    Ok(arrival.page.draw(complaints.status(), &template)?)
}
