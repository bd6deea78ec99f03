//! Choosing a password: the last step, which opens the account.

use super::code;
use super::records::{self, Held};
use super::steps::{PhoneConfirmed, Registration, RegistrationId, Step};
use crate::account::Shared;
use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{self, CitizenId, NewAccount, Opened, Person};
use crate::email;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use credentials::password::{
    Candidate, CandidateRefusal, PasswordRule, PersonalData, Weak, screen,
};
use ground::Fault;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

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
    let held = load(&account, id, &arrival).await?;
    draw(&account, &arrival.page, &held, Typed::default(), &Complaints::default())
}

/// Takes the password and opens the account.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, mut typed, is_genuine } = submission;
    let held = load(&account, id, &arrival).await?;
    let Registration::PhoneConfirmed(confirmed) = &held.registration else {
        return Ok(arrival.page.go(&held.registration.page().path(id)));
    };
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let candidate = read(&account, &typed, &confirmed.person, &mut complaints);
    typed.forget(&["password", "repeated"]);
    let (Some(candidate), true) = (candidate, complaints.is_empty()) else {
        return draw(&account, &arrival.page, &held, typed, &complaints);
    };
    let hash = account.hasher.hash(&candidate, account.chance.bytes()).await?;
    let step = open_account(&account, &arrival, &held, confirmed, &hash).await?;
    Ok(arrival.page.go(&step.path(id)))
}

async fn open_account(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    confirmed: &PhoneConfirmed,
    hash: &str,
) -> Result<Step, Fault> {
    let (now, language) = (arrival.now, arrival.page.language);
    let id = CitizenId::new(now, &account.chance);
    let codes = RecoveryCode::draw_set(&account.chance);
    let saved = in_transaction!(account.store, |tx| {
        if !records::take(tx, held).await? {
            return Ok(None);
        }
        let confirmed = confirmed.clone();
        let new = NewAccount {
            person: &confirmed.person,
            assurance: confirmed.assurance(),
            password_hash: hash,
            recovery_codes: &codes,
            id,
        };
        let next = match citizen::open_account(tx, account, &new, now).await? {
            Opened::Before => Registration::AlreadyRegistered(confirmed.has_account()),
            Opened::Now => {
                if let Some(address) = &confirmed.person.email {
                    email::ask_to_confirm(tx, account, id, address, language, now).await?;
                }
                Registration::Finished(confirmed.account_opened(id, codes.clone()))
            }
        };
        records::save(tx, account, held.id, &next).await?;
        let until = now.plus(account.settings.registration.pending);
        records::keep_until(tx, held.id, until).await?;
        let event = match next {
            Registration::Finished(_) => "registration.finished",
            _ => "registration.already_registered",
        };
        code::note(tx, account, held.id, event, now).await?;
        Ok(Some(next.page()))
    })?;
    if let Some(step) = saved {
        return Ok(step);
    }
    tracing::debug!("a password was sent twice; the first opened the account");
    let reader = account.store.reader();
    let present = records::load(reader, account, held.id, arrival.page.visit(), now).await?;
    present
        .map(|present| present.registration.page())
        .ok_or(Fault::impossible("a registration that was just saved"))
}

/// Reads the two fields by the rule, and screens what was typed.
fn read(
    account: &Shared,
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
    if !rule.check(&candidate).is_met() {
        complaints.about("password", "registration-password-rule");
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

async fn load(account: &Shared, id: RegistrationId, arrival: &Arrival) -> Result<Held, Broken> {
    let (reader, visit) = (account.store.reader(), arrival.page.visit());
    let held = records::load(reader, account, id, visit, arrival.now).await?;
    held.ok_or_else(|| Broken::refused(StatusCode::GONE))
}

fn draw(
    account: &Shared,
    page: &Page,
    held: &Held,
    typed: Typed,
    complaints: &Complaints,
) -> Answer {
    let Registration::PhoneConfirmed(confirmed) = &held.registration else {
        return Ok(page.go(&held.registration.page().path(held.id)));
    };
    let rule = PasswordRule::new(&account.settings.password);
    let template = SetPasswordPage {
        page: page.clone(),
        form: FormView::new(page, typed, complaints),
        identity: confirmed.person.identity.as_str().to_owned(),
        shortest_mixed: rule.shortest_mixed,
        shortest_any: rule.shortest_any,
        length_rule: format!("min:{}", rule.shortest_mixed),
        length_alone_rule: format!("alone:{}", rule.shortest_any),
    };
    let status = match complaints.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(page.draw(status, &template)?)
}
