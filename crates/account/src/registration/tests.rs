//! Registration told as stories, each on both engines, through the pages and with everyone outside
//! played over the wire.

mod applying;
mod bad_input;
mod browsers;
mod budgets;
mod codes;
mod existing;
mod letters;
mod operator;
mod gone;
mod puzzles;
mod races;
mod resending;
mod sealed;
mod survival;
mod walks;
