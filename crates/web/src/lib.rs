//! The web kit: server-rendered pages that work without script, forms that lose nothing, two
//! languages, limits, honest pages for faults, and the server itself. It knows no civic word.

pub mod language;
pub mod text;
mod packing;
pub mod asset;
pub mod house;
pub mod cookie;
pub mod address;
pub mod stencil;
pub mod known_as;
pub mod menu;
pub mod door;
pub mod page;
pub mod form;
pub mod fault;
pub mod arrival;
mod fault_page;
pub mod guard;
pub mod health;
pub mod server;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use arrival::{Arrival, Submission};
pub use door::Door;
pub use fault::{Answer, Broken, Gone};
pub use form::{Complaints, FormView, Typed};
pub use house::House;
pub use known_as::{KnownAs, LeadsTo};
pub use language::Language;
pub use menu::MenuItem;
pub use page::Page;
pub use text::Texts;
