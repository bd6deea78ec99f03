//! Invented persons by the thousand, none like another.

use serde_json::{Value, json};

/// An invented person.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The birth date, `dd/mm/yyyy`.
    pub born: String,
    /// The identity number, 12 digits.
    pub identity: String,
    /// The mobile number in E.164.
    pub phone: String,
}

const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Hồ"];
const MIDDLE: [&str; 4] = ["Văn", "Thị", "Minh", "Ngọc"];
const GIVEN: [&str; 8] = ["An", "Bình", "Châu", "Dũng", "Hà", "Lan", "Phúc", "Sơn"];

impl Person {
    /// The person of this number, below ten million.
    pub fn nth(number: u32) -> Self {
        let pick = |list: &[&'static str], step: u32| {
            let at = (number / step) as usize % list.len();
            list.get(at).copied().unwrap_or("An")
        };
        let name = format!("{} {} {}", pick(&FAMILY, 1), pick(&MIDDLE, 8), pick(&GIVEN, 32));
        // 051: Quảng Ngãi; 0: a man of the 20th century; then the year of birth.
        let (day, month, year) = (1 + number % 28, 1 + number / 28 % 12, 60 + number / 1_000_000);
        let identity = format!("0510{year}{:06}", number % 1_000_000);
        let phone = format!("+8490{:07}", number % 10_000_000);
        Self { name, born: format!("{day:02}/{month:02}/19{year}"), identity, phone }
    }

    /// As the sandbox's `POST /api/people` takes it.
    pub fn as_posted(&self) -> Value {
        let iso: Vec<&str> = self.born.split('/').rev().collect();
        json!({
            "name": self.name,
            "birth_date": iso.join("-"),
            "citizen_number": self.identity,
            "phone": self.phone,
        })
    }
}
