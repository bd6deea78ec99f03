//! The OpenID Provider told as stories of clients and citizens, on both engines. Each story names
//! the clause that it holds us to.

pub(crate) mod party;
mod signing_in;
mod refusing;
mod trading;
mod consenting;
mod signing_out;
mod fapi;
mod refreshing;
mod rotating;
mod whole_way;
