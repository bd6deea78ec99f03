//! The record of submits, so that a test can count what was sent twice and what was never answered.

use ground::Moment;
use std::collections::VecDeque;

/// One `submit_sm` as the centre saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmitRecord {
    /// When it came in.
    pub at: Moment,
    /// The sender.
    pub from: String,
    /// The receiver in E.164.
    pub to: String,
    /// Its text; of a longer message, the text of this part.
    pub text: String,
    /// The id it was given; none where it was refused.
    pub message_id: Option<String>,
    /// Whether the `submit_sm_resp` was written to the connection.
    pub answered: bool,
}

/// The last submits, bounded.
#[derive(Debug)]
pub(super) struct Record {
    submits: VecDeque<SubmitRecord>,
    first: u64,
    most: usize,
}

impl Record {
    /// An empty record that remembers `most` submits.
    pub(super) fn new(most: usize) -> Self {
        Self { submits: VecDeque::new(), first: 0, most: most.max(1) }
    }

    /// Notes a submit and says its number in the record.
    pub(super) fn note(&mut self, submit: SubmitRecord) -> u64 {
        self.submits.push_back(submit);
        if self.submits.len() > self.most {
            self.submits.pop_front();
            self.first += 1;
        }
        self.first + self.submits.len() as u64 - 1
    }

    /// Notes that the answer to a submit was written.
    pub(super) fn answered(&mut self, number: u64) {
        let place = number.checked_sub(self.first).and_then(|place| usize::try_from(place).ok());
        if let Some(submit) = place.and_then(|place| self.submits.get_mut(place)) {
            submit.answered = true;
        }
    }

    /// All that is remembered, newest last.
    pub(super) fn all(&self) -> Vec<SubmitRecord> {
        self.submits.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_the_last_and_marks_the_right_one() {
        let mut record = Record::new(2);
        let submit = |text: &str| SubmitRecord {
            at: Moment::from_unix_ms(0),
            from: "DVC".into(),
            to: "+84828000088".into(),
            text: text.into(),
            message_id: Some(text.into()),
            answered: false,
        };
        let numbers = ["a", "b", "c"].map(|text| record.note(submit(text)));
        record.answered(numbers[0]);
        record.answered(numbers[2]);
        let seen: Vec<_> = record.all().into_iter().map(|one| (one.text, one.answered)).collect();
        assert_eq!(seen, [("b".to_owned(), false), ("c".to_owned(), true)]);
    }
}
