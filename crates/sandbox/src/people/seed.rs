//! The invented citizens that live in the sandbox from the start. None of them exists.
//!
//! Their numbers begin 051 (registered in Quảng Ngãi) and agree with sex and year of birth, and
//! their phones lie in mobile ranges, so that nothing about them is refused for its form.

use super::Person;
use ground::{Moment, Span};

/// What is remarkable about an invented citizen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// Everything matches.
    Matches,
    /// The operator wrote the name without accents; the accented name must still match.
    Unaccented,
    /// An elder ([`ELDER`]) uses this SIM, which is registered in the child's name.
    ChildsName,
    /// The operator still holds an old identity-card number of nine digits.
    OldNumber,
    /// The SIM was changed yesterday: a reason for care before trusting it.
    SimChanged,
}

/// Who is right and yet does not match: the elder who uses the SIM of [`Story::ChildsName`].
pub struct Elder {
    /// Her name.
    pub name: &'static str,
    /// Her birth date, `YYYY-MM-DD`.
    pub birth_date: &'static str,
    /// Her citizen number.
    pub citizen_number: &'static str,
}

/// The elder whose SIM stands in her daughter's name.
pub const ELDER: Elder =
    Elder { name: "Phạm Thị Lành", birth_date: "1948-02-10", citizen_number: "051148008901" };

/// Name, birth date, identity number, phone, mail address, what is remarkable.
type Row = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>, Story);

const BINH: Option<&str> = Some("binh@example.vn");
const HA: Option<&str> = Some("thuha@example.vn");
const MAI: Option<&str> = Some("mai@example.vn");
const CHAU: Option<&str> = Some("chau@example.vn");

const ROWS: [Row; 8] = [
    ("Nguyễn Văn Bình", "1988-03-15", "051088001234", "+84828000088", BINH, Story::Matches),
    ("Trần Thị Thu Hà", "1995-07-02", "051195002345", "+84912000195", HA, Story::Matches),
    ("Đinh Y Hơ Rê", "2001-11-20", "051301003456", "+84377000301", None, Story::Matches),
    ("NGUYEN THI MAI", "1990-04-12", "051190004567", "+84905000190", MAI, Story::Unaccented),
    ("Võ Thị Ngọc Ánh", "1979-09-09", "051179005678", "+84935000179", None, Story::ChildsName),
    ("Bùi Văn Sáu", "1944-01-05", "051044006789", "+84988000044", None, Story::Matches),
    ("Lê Quang Vinh", "1972-12-30", "212345672", "+84868000072", None, Story::OldNumber),
    ("Hồ Minh Châu", "1999-05-19", "051199007890", "+84765000199", CHAU, Story::SimChanged),
];

/// How many they are; they are the first in the register.
pub const COUNT: usize = ROWS.len();

impl Story {
    /// What is remarkable about a person, if they are of the seed.
    pub fn of(person: &Person) -> Option<Self> {
        ROWS.iter().find(|row| row.3 == person.phone).map(|row| row.5)
    }
}

/// The invented citizens; SIMs were changed a day ago or never.
pub(super) fn people(now: Moment) -> Vec<Person> {
    let person = |row: &Row| {
        let (name, birth_date, citizen_number, phone, email, story) = *row;
        Person {
            name: name.into(),
            birth_date: birth_date.into(),
            citizen_number: citizen_number.into(),
            phone: phone.into(),
            email: email.map(Into::into),
            sim_changed_at: (story == Story::SimChanged).then(|| now.minus(Span::from_hours(24))),
        }
    };
    ROWS.iter().map(person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{People, posted};
    use civic::{BirthDate, CitizenNumber};
    use serde_json::json;

    #[test]
    fn everyone_is_sound_and_none_clashes() {
        let now = Moment::from_rfc3339("2026-11-22T18:05:00+07:00").unwrap();
        assert_eq!(People::seeded(100, now).all().len(), COUNT);
        for person in people(now) {
            let posted = json!({
                "name": person.name, "birth_date": person.birth_date, "phone": person.phone,
                "citizen_number": person.citizen_number, "email": person.email,
            });
            let read = posted::read(posted.as_object().unwrap(), now).unwrap();
            assert_eq!(read, Person { sim_changed_at: None, ..person.clone() });
            if let Ok(number) = CitizenNumber::parse(&person.citizen_number) {
                let born = BirthDate::from_iso(&person.birth_date).unwrap();
                assert!(!number.disagrees_with(&born), "{}", person.name);
            }
        }
        assert!(civic::PersonName::parse(ELDER.name).is_ok());
        let born = BirthDate::from_iso(ELDER.birth_date).unwrap();
        assert!(!CitizenNumber::parse(ELDER.citizen_number).unwrap().disagrees_with(&born));
    }
}
