//! Searching the catalogue in everyday words, and browsing it.
//!
//! The middle is pure and knows no page and no table. Each file stands on those above it:
//!
//! | file | what it knows |
//! |---|---|
//! | `fold` | words, bare and with their tones |
//! | `vocabulary` | what people say instead, as data |
//! | `terms`, `postings`, `bits` | numbers for words, where words stand, sets of procedures |
//! | `codes`, `facets`, `highlight`, `correct` | codes; by what one narrows; what is marked; what was meant |
//! | `rank`, `phrases` | what is worth how much; what may be meant by what is said |
//! | `index` | all of it, built once and never changed |
//! | `question`, `find` | what was typed, read; what is found |

mod fold;
pub mod vocabulary;
mod terms;
mod postings;
pub mod bits;
mod codes;
pub mod facets;
pub mod highlight;
mod correct;
mod rank;
mod phrases;
pub mod index;
mod question;
pub mod find;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
