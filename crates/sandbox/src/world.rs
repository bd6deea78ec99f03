//! The world outside as it stands: who lives there, what has arrived, and which party is ill.

use crate::faults::{FaultChange, Faults};
use crate::people::People;
use crate::settings::Settings;
use crate::shelf::Shelf;
use ground::{Chance, Clock, Moment};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A text message as a handset shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMessage {
    /// When it arrived.
    pub at: Moment,
    /// Who sent it: a brand name or a number.
    pub from: String,
    /// What it says.
    pub text: String,
}

/// A mail as a mailbox shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// When it arrived.
    pub at: Moment,
    /// The sender's address.
    pub from: String,
    /// The subject line, decoded.
    pub subject: String,
    /// The readable part, decoded.
    pub text: String,
}

/// What all the parties share.
#[derive(Debug)]
pub struct World {
    /// How the parties behave when well.
    pub settings: Settings,
    /// Where moments come from.
    pub clock: Clock,
    /// Where ids and tokens come from.
    pub chance: Chance,
    people: Mutex<People>,
    faults: Mutex<Faults>,
    handsets: Mutex<Shelf<TextMessage>>,
    mailboxes: Mutex<Shelf<Mail>>,
}

impl World {
    /// A well world in which the invented citizens of the seed live.
    pub fn new(settings: Settings, clock: Clock, chance: Chance) -> Self {
        let people = People::seeded(settings.people_max, clock.now());
        let shelf = (settings.messages_per_place, settings.messages_max);
        Self {
            people: Mutex::new(people),
            faults: Mutex::default(),
            handsets: Mutex::new(Shelf::new(shelf.0, shelf.1)),
            mailboxes: Mutex::new(Shelf::new(shelf.0, shelf.1)),
            settings,
            clock,
            chance,
        }
    }

    /// The present faults.
    pub fn faults(&self) -> Faults {
        *held(&self.faults)
    }

    /// Makes parties ill or well, and says how they are now.
    pub fn change_faults(&self, change: FaultChange) -> Faults {
        let mut faults = held(&self.faults);
        *faults = faults.changed(change);
        *faults
    }

    /// The people, for one short look or change.
    pub fn people(&self) -> MutexGuard<'_, People> {
        held(&self.people)
    }

    /// The messages on the handsets, by number in E.164, for one short look or change.
    pub fn handsets(&self) -> MutexGuard<'_, Shelf<TextMessage>> {
        held(&self.handsets)
    }

    /// The mails in the mailboxes, by address in lower case, for one short look or change.
    pub fn mailboxes(&self) -> MutexGuard<'_, Shelf<Mail>> {
        held(&self.mailboxes)
    }
}

/// Holds a lock. A panic elsewhere does not spoil what it guards: each change is one push or
/// one assignment.
pub(crate) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
