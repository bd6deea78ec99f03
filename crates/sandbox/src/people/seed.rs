//! The invented citizens that live in the sandbox from the start. None of them exists.
//!
//! Their numbers begin 051 (registered in Quảng Ngãi) and agree with sex and year of birth, and
//! their phones lie in mobile ranges, so that nothing about them is refused for its form.

use super::Person;
use ground::{Moment, Span};

/// Name, birth date, identity number, phone, mail address.
type Row = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>);

const ROWS: [Row; 8] = [
    // Everything matches.
    ("Nguyễn Văn Bình", "1988-03-15", "051088001234", "+84828000088", Some("binh@example.vn")),
    ("Trần Thị Thu Hà", "1995-07-02", "051195002345", "+84912000195", Some("thuha@example.vn")),
    ("Đinh Y Hơ Rê", "2001-11-20", "051301003456", "+84377000301", None),
    // The operator wrote the name without accents: "Nguyễn Thị Mai" must still match.
    ("NGUYEN THI MAI", "1990-04-12", "051190004567", "+84905000190", Some("mai@example.vn")),
    // The SIM that old Phạm Thị Lành uses was bought in her daughter's name.
    ("Võ Thị Ngọc Ánh", "1979-09-09", "051179005678", "+84935000179", None),
    // An elder whose own SIM is registered rightly.
    ("Bùi Văn Sáu", "1944-01-05", "051044006789", "+84988000044", None),
    // The operator still holds an old identity-card number of nine digits.
    ("Lê Quang Vinh", "1972-12-30", "212345672", "+84868000072", None),
    // The SIM was changed yesterday: a reason for care before trusting it.
    ("Hồ Minh Châu", "1999-05-19", "051199007890", "+84765000199", Some("chau@example.vn")),
];

/// Who seems wrong at the operator, though the person is right: the elder who uses the SIM of
/// [`SIM_OF_A_CHILD`] would type these facts (name, birth date, identity number).
pub const ELDER_WITH_A_CHILDS_SIM: [&str; 3] = ["Phạm Thị Lành", "1948-02-10", "051148008901"];

/// The number of the SIM that stands in a child's name.
pub const SIM_OF_A_CHILD: &str = "+84935000179";

/// The number whose SIM was changed the day before the sandbox started.
pub const SIM_CHANGED: &str = "+84765000199";

/// The invented citizens; SIMs were changed a day ago or never.
pub(super) fn people(now: Moment) -> Vec<Person> {
    let person = |row: &Row| {
        let (name, birth_date, citizen_number, phone, email) = *row;
        Person {
            name: name.into(),
            birth_date: birth_date.into(),
            citizen_number: citizen_number.into(),
            phone: phone.into(),
            email: email.map(Into::into),
            sim_changed_at: (phone == SIM_CHANGED).then(|| now.minus(Span::from_hours(24))),
        }
    };
    ROWS.iter().map(person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::People;
    use civic::{BirthDate, CitizenNumber};
    use serde_json::json;

    #[test]
    fn everyone_is_sound_and_none_clashes() {
        let now = Moment::from_rfc3339("2026-11-22T18:05:00+07:00").unwrap();
        assert_eq!(People::seeded(100, now).all().len(), ROWS.len());
        for person in people(now) {
            let posted = json!({
                "name": person.name, "birth_date": person.birth_date, "phone": person.phone,
                "citizen_number": person.citizen_number, "email": person.email,
            });
            let read = super::super::posted::read(posted.as_object().unwrap(), now).unwrap();
            assert_eq!(read, Person { sim_changed_at: None, ..person.clone() });
            if let Ok(number) = CitizenNumber::parse(&person.citizen_number) {
                let born = BirthDate::from_iso(&person.birth_date).unwrap();
                assert!(!number.disagrees_with(&born), "{}", person.name);
            }
        }
        let [name, born, number] = ELDER_WITH_A_CHILDS_SIM;
        assert!(civic::PersonName::parse(name).is_ok());
        let born = BirthDate::from_iso(born).unwrap();
        assert!(!CitizenNumber::parse(number).unwrap().disagrees_with(&born));
    }
}
