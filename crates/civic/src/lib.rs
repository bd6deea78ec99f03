//! The words of civil life as checked values: identity numbers, names, birth dates, phone numbers,
//! mail addresses and codes of procedures. No I/O, no page, no table.
//!
//! Each type has one door, `parse`. Past it the value is never checked again. A refusal is a small
//! enum that pages translate; its own text is English and never repeats what was typed, and no
//! `Debug` of a value shows it, so that none of this can leak into a log line.

mod door;
pub mod fold;
pub mod birth_date;
pub mod citizen_number;
pub mod person_name;
pub mod phone_number;
pub mod email_address;
pub mod procedure_code;
pub mod money;

pub use birth_date::{BirthDate, BirthDateRefusal};
pub use citizen_number::{CitizenNumber, IdentityNumber, IdentityNumberRefusal, OldIdentityNumber};
pub use email_address::{EmailAddress, EmailAddressRefusal};
pub use person_name::{PersonName, PersonNameRefusal};
pub use phone_number::{PhoneNumber, PhoneNumberRefusal};
pub use procedure_code::{ProcedureCode, ProcedureCodeRefusal};
