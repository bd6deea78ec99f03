//! Putting the parts of a long message together again, as the receiving phone does.

use super::submit::Submit;
use std::collections::BTreeMap;

/// How many unfinished messages are kept; the oldest are given up.
const UNFINISHED_MAX: usize = 1_000;

/// Messages of which parts are still missing, oldest first.
#[derive(Debug, Default)]
pub(super) struct Parts(Vec<Unfinished>);

#[derive(Debug)]
struct Unfinished {
    from: String,
    to: String,
    reference: u16,
    of: u8,
    parts: BTreeMap<u8, Vec<u8>>,
}

impl Parts {
    /// Takes a submit in; gives the whole text back when nothing of it is missing any more.
    pub(super) fn join(&mut self, submit: &Submit) -> Option<String> {
        let Some(part) = submit.part else { return Some(submit.text()) };
        let known = self.0.iter().position(|one| {
            one.reference == part.reference
                && one.of == part.of
                && one.to == submit.to
                && one.from == submit.from
        });
        let place = known.unwrap_or_else(|| {
            if self.0.len() >= UNFINISHED_MAX {
                self.0.remove(0);
            }
            self.0.push(Unfinished {
                from: submit.from.clone(),
                to: submit.to.clone(),
                reference: part.reference,
                of: part.of,
                parts: BTreeMap::new(),
            });
            self.0.len() - 1
        });
        let here = &mut self.0[place];
        here.parts.insert(part.number, submit.octets.clone());
        if here.parts.len() < usize::from(here.of) {
            return None;
        }
        let whole: Vec<u8> = self.0.remove(place).parts.into_values().flatten().collect();
        Some(submit.alphabet.read(&whole))
    }
}

#[cfg(test)]
mod tests {
    use super::super::submit::Part;
    use super::super::text::Alphabet;
    use super::*;
    use rusmpp::values::Ton;

    fn part(number: u8, text: &str) -> Submit {
        Submit {
            from: "DVC".into(),
            from_ton: Ton::Alphanumeric,
            to: "+84828000088".into(),
            alphabet: Alphabet::Gsm,
            octets: text.as_bytes().to_vec(),
            part: Some(Part { reference: 9, of: 2, number }),
            receipt: (true, true),
        }
    }

    #[test]
    fn joins_in_any_order_and_bears_a_repeated_part() {
        let mut parts = Parts::default();
        assert_eq!(parts.join(&part(2, "world")), None);
        assert_eq!(parts.join(&part(2, "world")), None);
        assert_eq!(parts.join(&part(1, "hello ")).as_deref(), Some("hello world"));
        assert_eq!(parts.join(&part(1, "again ")), None);
    }
}
