//! Signing in told as stories, each on both engines, through the pages and with everyone outside
//! played over the wire.

mod signing_in;
mod failing;
mod codes;
mod ways;
mod notices;
mod attacks;
mod walks;
