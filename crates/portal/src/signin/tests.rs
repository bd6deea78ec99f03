//! Signing in over real sockets: the portal and the sandbox's provider both listen, the portal's
//! client and the provider's logout tokens go over the wire, and a person walks between the two.

mod ways;
mod attacks;
mod sessions;
mod sign_outs;
mod linking;
