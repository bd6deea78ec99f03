//! `BirthDate`: the day a person was born, typed as Vietnamese papers write it.

use crate::door::{says, through_the_door};
use crate::fold::{is_invisible, narrow};
use jiff::civil::{Date, date};

/// Nobody living was born before this.
const EARLIEST: Date = date(1900, 1, 1);

/// A day of birth, on or after 1900-01-01 and not after the day it was typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthDate(Date);

/// Why a text is no birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthDateRefusal {
    /// Nothing was typed.
    Empty,
    /// It is not day, month and year of four digits.
    Shape,
    /// No calendar has that day (31/02).
    Impossible,
    /// It is still to come.
    Future,
    /// It lies before 1900.
    TooOld,
}

says!(BirthDateRefusal,
    Self::Empty => "the birth date is empty",
    Self::Shape => "a birth date is day, month and year",
    Self::Impossible => "the calendar has no such day",
    Self::Future => "a birth date is not in the future",
    Self::TooOld => "a birth date is in 1900 or later",
);

impl BirthDate {
    /// Reads `dd/mm/yyyy`: one or two digits for day and month, four for the year, parted by `/`,
    /// `-`, `.` or spaces; or the eight digits alone, because number keypads have no stroke. Also
    /// the year first, since browsers fill in `yyyy-mm-dd` for `bday` (HTML, 4.10.18.7.1).
    ///
    /// # Errors
    /// Why it is refused, given that it is `today` in Vietnam.
    pub fn parse(text: &str, today: Date) -> Result<Self, BirthDateRefusal> {
        let [day, month, year] = day_month_year(text)?;
        Self::of(year, month, day).and_then(|date| date.not_after(today))
    }

    /// Reads ISO 8601 `yyyy-mm-dd`, as programs write it.
    ///
    /// # Errors
    /// Why it is refused, given that it is `today` in Vietnam.
    pub fn parse_iso(text: &str, today: Date) -> Result<Self, BirthDateRefusal> {
        Self::from_iso(text).and_then(|date| date.not_after(today))
    }

    /// Reads back what [`BirthDate::to_iso`] wrote: a day that was once checked against its today.
    ///
    /// # Errors
    /// Any refusal but `Future`.
    pub fn from_iso(text: &str) -> Result<Self, BirthDateRefusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BirthDateRefusal::Empty);
        }
        let parts: Vec<&str> = text.splitn(4, '-').collect();
        match parts[..] {
            [year, month, day] if [year.len(), month.len(), day.len()] == [4, 2, 2] => {
                Self::of(number(year)?, number(month)?, number(day)?)
            }
            _ => Err(BirthDateRefusal::Shape),
        }
    }

    fn of(year: i16, month: i16, day: i16) -> Result<Self, BirthDateRefusal> {
        let small = |part: i16| i8::try_from(part).map_err(|_| BirthDateRefusal::Impossible);
        let date = Date::new(year, small(month)?, small(day)?)
            .map_err(|_| BirthDateRefusal::Impossible)?;
        if date < EARLIEST { Err(BirthDateRefusal::TooOld) } else { Ok(Self(date)) }
    }

    fn not_after(self, today: Date) -> Result<Self, BirthDateRefusal> {
        if self.0 > today { Err(BirthDateRefusal::Future) } else { Ok(self) }
    }

    /// `yyyy-mm-dd`.
    pub fn to_iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }

    /// `dd/mm/yyyy`.
    pub fn in_vietnamese(self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }

    /// The day itself.
    pub fn date(self) -> Date {
        self.0
    }
}

/// Any day of the calendar, typed as a birth date is; none where it is no such day.
pub fn calendar_day(text: &str) -> Option<Date> {
    let [day, month, year] = day_month_year(text).ok()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn day_month_year(text: &str) -> Result<[i16; 3], BirthDateRefusal> {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).take(40).map(narrow).collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(BirthDateRefusal::Empty);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok([number(&text[..2])?, number(&text[2..4])?, number(&text[4..])?]);
    }
    let parts: Vec<&str> = text
        .split(|c: char| "/-.".contains(c) || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    match parts[..] {
        [day, month, year] if day.len() <= 2 && month.len() <= 2 && year.len() == 4 => {
            Ok([number(day)?, number(month)?, number(year)?])
        }
        [year, month, day] if day.len() <= 2 && month.len() <= 2 && year.len() == 4 => {
            Ok([number(day)?, number(month)?, number(year)?])
        }
        _ => Err(BirthDateRefusal::Shape),
    }
}

fn number(digits: &str) -> Result<i16, BirthDateRefusal> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BirthDateRefusal::Shape);
    }
    digits.parse().map_err(|_| BirthDateRefusal::Shape)
}

through_the_door!(BirthDate, |date| date.to_iso(), BirthDate::from_iso);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 22);

    fn refused(text: &str) -> BirthDateRefusal {
        BirthDate::parse(text, TODAY).unwrap_err()
    }

    #[test]
    fn reads_days_that_are_still_to_come() {
        assert_eq!(calendar_day("1/3/2027"), Some(date(2027, 3, 1)));
        assert_eq!(calendar_day("31/02/2027"), None);
    }

    #[test]
    fn reads_every_usual_writing() {
        for text in [
            "05/02/1990",
            "5/2/1990",
            " 5-2-1990 ",
            "05.02.1990",
            "5 2 1990",
            "05021990",
            "５/２/１９９０",
            "5 / 2 / 1990",
            "1990-02-05",
            " 1990/2/5 ",
            "1990.02.05",
            "１９９０-０２-０５",
            "\u{200e}05/02/1990\u{200b}",
        ] {
            assert_eq!(BirthDate::parse(text, TODAY).unwrap().to_iso(), "1990-02-05", "{text}");
        }
        assert_eq!(
            BirthDate::parse_iso("1990-02-05", TODAY).unwrap().in_vietnamese(),
            "05/02/1990"
        );
        assert!(BirthDate::parse("29/02/2024", TODAY).is_ok());
        assert!(BirthDate::parse("22/11/2026", TODAY).is_ok(), "born today");
    }

    #[test]
    fn refuses_with_the_reason() {
        use BirthDateRefusal::*;
        assert_eq!(refused(" "), Empty);
        for text in [
            "1990",
            "5/2/90",
            "1990-02",
            "1990-002-05",
            "1990-02-1990",
            "1990-02-05T00:00",
            "a/b/cdef",
            "5/2/1990/1",
            "05/02/19900",
            "1/1/٢٠٠٠",
            "5\u{0}/2/1990",
        ] {
            assert_eq!(refused(text), Shape, "{text}");
        }
        for text in ["31/02/1990", "29/02/2023", "00/01/1990", "1/13/1990", "99999999"] {
            assert_eq!(refused(text), Impossible, "{text}");
        }
        for text in ["1990-02-31", "1990-13-01", "1990-00-01"] {
            assert_eq!(refused(text), Impossible, "{text}");
        }
        assert_eq!(refused("23/11/2026"), Future);
        assert_eq!(refused("2026-11-23"), Future);
        assert_eq!(refused("1899-12-31"), TooOld);
        assert_eq!(refused("31/12/1899"), TooOld);
        assert_eq!(BirthDate::parse_iso("2026-11-23", TODAY), Err(Future));
        assert_eq!(BirthDate::parse_iso("05/02/1990", TODAY), Err(Shape));
        assert_eq!(BirthDate::parse_iso("+990-02-05", TODAY), Err(Shape));
    }

    #[test]
    fn shows_nothing_and_travels_as_iso() {
        let born = BirthDate::parse("05/02/1990", TODAY).unwrap();
        assert_eq!(format!("{born:?}"), "BirthDate(…)");
        assert_eq!(serde_json::to_string(&born).unwrap(), "\"1990-02-05\"");
        assert_eq!(serde_json::from_str::<BirthDate>("\"1990-02-05\"").unwrap(), born);
        assert!(serde_json::from_str::<BirthDate>("\"1990-02-31\"").is_err());
    }

    proptest! {
        #[test]
        fn comes_back_from_both_writings(days in 0_i64..46_000) {
            let day = EARLIEST.checked_add(jiff::Span::new().days(days)).unwrap();
            let born = BirthDate(day);
            prop_assert_eq!(BirthDate::parse(&born.in_vietnamese(), date(2100, 1, 1)), Ok(born));
            prop_assert_eq!(BirthDate::from_iso(&born.to_iso()), Ok(born));
            prop_assert_eq!(BirthDate::parse(&born.to_iso(), date(2100, 1, 1)), Ok(born));
        }

        #[test]
        fn never_breaks(text in ".{0,60}") {
            let _ = BirthDate::parse(&text, TODAY);
            let _ = BirthDate::from_iso(&text);
        }
    }
}
