//! The form of registration, read at the door: what was typed becomes a person, or complaints
//! beside the fields.

use crate::citizen::Person;
use civic::birth_date::BirthDateRefusal;
use civic::citizen_number::IdentityNumberRefusal;
use civic::email_address::EmailAddressRefusal;
use civic::person_name::PersonNameRefusal;
use civic::phone_number::PhoneNumberRefusal;
use civic::{BirthDate, EmailAddress, IdentityNumber, PersonName, PhoneNumber};
use ground::Moment;
use web::text::Fill;
use web::{Complaints, Typed};

/// Reads the form on this day.
pub(super) fn read(
    typed: &Typed,
    accept_old: bool,
    now: Moment,
    complaints: &mut Complaints,
) -> Option<Person> {
    let identity = IdentityNumber::parse(typed.get("identity"), accept_old);
    let identity = complaints.take("identity", identity, identity_complaint);
    let name = PersonName::parse(typed.get("name"));
    let name = complaints.take("name", name, name_complaint);
    let birth = BirthDate::parse(typed.get("birth-date"), now.day_in_vietnam());
    let birth = complaints.take("birth-date", birth, birth_complaint);
    let phone = read_phone(typed.get("phone"), complaints);
    let email = read_email(typed.get("email"), complaints);
    Some(Person { identity: identity?, name: name?, birth: birth?, phone: phone?, email: email? })
}

fn read_phone(text: &str, complaints: &mut Complaints) -> Option<PhoneNumber> {
    match PhoneNumber::parse(text) {
        Ok(phone) => Some(phone),
        Err(PhoneNumberRefusal::OldPrefix { new }) => {
            let fill = vec![("new", Fill::Text(new.grouped()))];
            complaints.about_with("phone", "registration-phone-old-prefix", fill);
            None
        }
        Err(refusal) => {
            complaints.about("phone", phone_complaint(&refusal));
            None
        }
    }
}

/// The outer `Option` is whether the field is right, the inner one whether it was filled in.
#[expect(clippy::option_option, reason = "an empty field is a right answer")]
fn read_email(text: &str, complaints: &mut Complaints) -> Option<Option<EmailAddress>> {
    match EmailAddress::parse(text) {
        Ok(email) => Some(Some(email)),
        Err(EmailAddressRefusal::Empty) => Some(None),
        Err(refusal) => {
            complaints.about("email", email_complaint(refusal));
            None
        }
    }
}

/// What is to be said about a number that cannot be one.
pub fn identity_complaint(refusal: &IdentityNumberRefusal) -> &'static str {
    match refusal {
        IdentityNumberRefusal::Empty => "registration-identity-empty",
        IdentityNumberRefusal::NotDigits => "registration-identity-digits",
        IdentityNumberRefusal::WrongLength { .. } => "registration-identity-length",
        IdentityNumberRefusal::Impossible => "registration-identity-impossible",
        IdentityNumberRefusal::OldNotAccepted => "registration-identity-old",
    }
}

fn name_complaint(refusal: &PersonNameRefusal) -> &'static str {
    match refusal {
        PersonNameRefusal::Empty => "registration-name-empty",
        PersonNameRefusal::TooLong => "registration-name-long",
        PersonNameRefusal::Digit => "registration-name-digit",
        PersonNameRefusal::ControlCharacter
        | PersonNameRefusal::WrongAlphabet
        | PersonNameRefusal::WrongSign => "registration-name-alphabet",
    }
}

fn birth_complaint(refusal: &BirthDateRefusal) -> &'static str {
    match refusal {
        BirthDateRefusal::Empty => "registration-birth-date-empty",
        BirthDateRefusal::Shape => "registration-birth-date-shape",
        BirthDateRefusal::Impossible => "registration-birth-date-impossible",
        BirthDateRefusal::Future => "registration-birth-date-future",
        BirthDateRefusal::TooOld => "registration-birth-date-old",
    }
}

fn phone_complaint(refusal: &PhoneNumberRefusal) -> &'static str {
    match refusal {
        PhoneNumberRefusal::Empty => "registration-phone-empty",
        PhoneNumberRefusal::Landline => "registration-phone-landline",
        PhoneNumberRefusal::Foreign => "registration-phone-foreign",
        PhoneNumberRefusal::Shape
        | PhoneNumberRefusal::OldPrefix { .. }
        | PhoneNumberRefusal::NotMobile
        | PhoneNumberRefusal::TooLong => "registration-phone-shape",
    }
}

fn email_complaint(refusal: EmailAddressRefusal) -> &'static str {
    match refusal {
        EmailAddressRefusal::TooLong => "registration-email-long",
        EmailAddressRefusal::Accented | EmailAddressRefusal::InternationalDomain => {
            "registration-email-accented"
        }
        EmailAddressRefusal::Empty | EmailAddressRefusal::Space | EmailAddressRefusal::Shape => {
            "registration-email-shape"
        }
    }
}
