//! The invented citizens, as the operator's register holds them.

pub mod posted;
pub mod seed;

use ground::Moment;
use std::collections::HashMap;

/// One subscriber in the operator's register, written as it was registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name as registered, accented or not.
    pub name: String,
    /// The birth date, `YYYY-MM-DD`.
    pub birth_date: String,
    /// The identity number as registered, of 12 or (old) 9 digits.
    pub citizen_number: String,
    /// The number of the subscription in E.164.
    pub phone: String,
    /// The mail address, where there is one.
    pub email: Option<String>,
    /// When the SIM was last changed, where it ever was.
    pub sim_changed_at: Option<Moment>,
}

/// Why a person cannot be added to the register, or changed in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody holds this phone number.
    PhoneHeld,
    /// Somebody holds this identity number.
    CitizenNumberHeld,
    /// No more people fit.
    Full,
    /// Nobody holds this phone number.
    NobodysPhone,
}

/// The register.
#[derive(Debug)]
pub struct People {
    all: Vec<Person>,
    by_phone: HashMap<String, usize>,
    by_number: HashMap<String, usize>,
    most: usize,
}

impl People {
    /// A register with the invented citizens of the seed and room for `most` people.
    pub fn seeded(most: usize, now: Moment) -> Self {
        let mut people =
            Self { all: Vec::new(), by_phone: HashMap::new(), by_number: HashMap::new(), most };
        for person in seed::people(now) {
            // Nobody in the seed clashes (a test says so), and a tiny register may lack some.
            let _full = people.add(person);
        }
        people
    }

    /// Adds a person.
    ///
    /// # Errors
    /// The phone or identity number is held, or the register is full.
    pub fn add(&mut self, person: Person) -> Result<(), Refusal> {
        if self.by_phone.contains_key(&person.phone) {
            return Err(Refusal::PhoneHeld);
        }
        if self.by_number.contains_key(&person.citizen_number) {
            return Err(Refusal::CitizenNumberHeld);
        }
        if self.all.len() >= self.most {
            return Err(Refusal::Full);
        }
        self.by_phone.insert(person.phone.clone(), self.all.len());
        self.by_number.insert(person.citizen_number.clone(), self.all.len());
        self.all.push(person);
        Ok(())
    }

    /// Writes anew what the operator holds of a subscription: its SIM was changed, or it passed on
    /// to somebody else.
    ///
    /// # Errors
    /// Nobody holds that phone number, or the identity number is somebody else's.
    pub fn change(&mut self, person: Person) -> Result<(), Refusal> {
        let place = *self.by_phone.get(&person.phone).ok_or(Refusal::NobodysPhone)?;
        if self.by_number.get(&person.citizen_number).is_some_and(|other| *other != place) {
            return Err(Refusal::CitizenNumberHeld);
        }
        let held = self.all.get_mut(place).ok_or(Refusal::NobodysPhone)?;
        self.by_number.remove(&held.citizen_number);
        self.by_number.insert(person.citizen_number.clone(), place);
        *held = person;
        Ok(())
    }

    /// Everyone, in the order in which they were added.
    pub fn all(&self) -> &[Person] {
        &self.all
    }

    /// Who holds a subscription, by its number in E.164.
    pub fn holder_of(&self, phone: &str) -> Option<&Person> {
        self.by_phone.get(phone).and_then(|place| self.all.get(*place))
    }
}
