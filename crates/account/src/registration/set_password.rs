//! Choosing a password: the last step, which opens the account.

use super::journal;
use super::records::{self, Held};
use super::steps::{PASSWORD_SET_BEFORE, PhoneConfirmed, Registration, RegistrationId};
use crate::account::Shared;
use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{self, CitizenId, NewAccount, Opened, Person};
use crate::email;
use askama::Template;
use axum::extract::{Path, State};
use credentials::password::{
    Candidate, CandidateRefusal, Checklist, PasswordRule, PersonalData, Weak, screen,
};
use ground::Fault;
use store::in_transaction;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "registration/set_password.html")]
struct SetPasswordPage {
    page: Page,
    form: FormView,
    identity: String,
    shortest_mixed: usize,
    shortest_any: usize,
    length_rule: String,
    length_alone_rule: String,
}

/// Shows the two fields and the rule.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    draw(&account, &arrival.page, &held, &Complaints::default())
}

/// Takes the password and opens the account.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let held = records::here(&account, id, &arrival).await?;
    let Registration::PhoneConfirmed(confirmed) = &held.registration else {
        return Ok(arrival.page.go(&after(&held)));
    };
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    }
    let candidate = read(&account, &arrival.page, &typed, &confirmed.person, &mut complaints);
    let (Some(candidate), true) = (candidate, complaints.is_empty()) else {
        return draw(&account, &arrival.page, &held, &complaints);
    };
    let hash = account.hasher.hash(&candidate, account.chance.bytes()).await?;
    if let Some(next) = open_account(&account, &arrival, &held, confirmed, &hash).await? {
        return Ok(arrival.page.go(&next.page().path(id)));
    }
    tracing::debug!("a password was sent twice; the first opened the account");
    let present = records::here(&account, id, &arrival).await?;
    Ok(arrival.page.go(&after(&present)))
}

/// The page after another press of the button, here or in another tab, has gone on. It says whose
/// password counts, and does not compare the two: that would let whoever sits here next guess.
fn after(held: &Held) -> String {
    let path = held.registration.page().path(held.id);
    match held.registration {
        Registration::Finished(_) => format!("{path}?{}", PASSWORD_SET_BEFORE),
        _ => path,
    }
}

/// Opens the account; nothing where another press of the button was first.
async fn open_account(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    confirmed: &PhoneConfirmed,
    hash: &str,
) -> Result<Option<Registration>, Fault> {
    let (now, language) = (arrival.now, arrival.page.language);
    let id = CitizenId::new(now, &account.chance);
    let codes = RecoveryCode::draw_set(&account.chance);
    in_transaction!(account.store, |tx| {
        let Some(taken) = records::take(tx, held).await? else { return Ok(None) };
        let confirmed = confirmed.clone();
        let new = NewAccount {
            person: &confirmed.person,
            assurance: confirmed.assurance(),
            password_hash: hash,
            recovery_codes: &codes,
            id,
        };
        let next = match citizen::open_account(tx, account, &new, now).await? {
            Opened::Before => {
                journal::note(tx, account, held.id, "registration.already_registered", now);
                Registration::AlreadyRegistered(confirmed.has_account())
            }
            Opened::Now => {
                journal::note_opened(tx, account, held.id, id, now);
                if let Some(address) = &confirmed.person.email {
                    email::ask_to_confirm(tx, account, id, address, language, now).await?;
                }
                Registration::Finished(confirmed.account_opened(id, codes.clone(), now))
            }
        };
        records::save(tx, account, taken, &next)?;
        records::keep_until(tx, held.id, now.plus(account.settings.registration.pending));
        Ok(Some(next))
    })
}

/// Reads the two fields by the rule, and screens what was typed.
fn read(
    account: &Shared,
    page: &Page,
    typed: &Typed,
    person: &Person,
    complaints: &mut Complaints,
) -> Option<Candidate> {
    let candidate =
        complaints.take("password", Candidate::parse(typed.get("password")), |refusal| {
            match refusal {
                CandidateRefusal::Empty => "registration-password-empty",
                CandidateRefusal::TooLong => "registration-password-long",
                CandidateRefusal::ControlCharacter => "registration-password-control",
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
        complaints.about_with("password", "registration-password-rule", missing);
    } else if let Err(weak) = screen(&candidate, &known) {
        complaints.about(
            "password",
            match weak {
                Weak::Common => "registration-password-common",
                Weak::PersonalData => "registration-password-personal",
                Weak::Pattern => "registration-password-pattern",
            },
        );
    }
    let repeated = typed.get("repeated");
    if repeated.is_empty() {
        complaints.about("repeated", "registration-repeated-empty");
    } else if Candidate::parse(repeated).ok().as_ref() != Some(&candidate) {
        complaints.about("repeated", "registration-repeated-differs");
    }
    Some(candidate)
}

/// What a password lacks, in words.
fn missing(page: &Page, rule: &PasswordRule, met: Checklist) -> String {
    let length = page.t1("registration-password-lacks-length", "n", &rule.shortest_mixed);
    let points = [
        (met.length, length),
        (met.lower, page.t("registration-password-lacks-lower")),
        (met.upper, page.t("registration-password-lacks-upper")),
        (met.digit, page.t("registration-password-lacks-digit")),
        (met.special, page.t("registration-password-lacks-special")),
    ];
    let lacks: Vec<_> =
        points.into_iter().filter(|(is_met, _)| !is_met).map(|(_, words)| words).collect();
    lacks.join(", ")
}

fn draw(account: &Shared, page: &Page, held: &Held, complaints: &Complaints) -> Answer {
    let Registration::PhoneConfirmed(confirmed) = &held.registration else {
        return Ok(page.go(&held.registration.page().path(held.id)));
    };
    let rule = PasswordRule::new(&account.settings.password);
    let template = SetPasswordPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        identity: confirmed.person.identity.as_str().to_owned(),
        shortest_mixed: rule.shortest_mixed,
        shortest_any: rule.shortest_any,
        length_rule: format!("min:{}", rule.shortest_mixed),
        length_alone_rule: format!("alone:{}", rule.shortest_any),
    };
    Ok(page.draw(complaints.status(), &template)?)
}
