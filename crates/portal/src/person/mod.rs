//! Persons: who has signed in. A person is known by what one provider calls them and by nothing
//! else: two providers that say the same name, number or address speak of two persons, until the
//! person proves to be both (IDENTITY 2.16; pre-hijacking, arXiv 2205.10174).

mod records;

pub use records::{find, meet};

store::row_id! {
    /// The id of a person.
    PersonId
}
