//! How often what nodes keep in memory has changed: a number in the database that only grows. A node
//! asks it now and then, and draws anew what it kept where the number is another one.

mod records;

pub use records::{changed, of, total};

/// The procedures and everything lists show of them.
pub const CATALOGUE: &str = "catalogue";

/// What an administrator puts on the home page.
pub const HOME: &str = "home";
