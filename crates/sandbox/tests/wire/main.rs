//! The sandbox over real sockets, each party spoken to in its own protocol.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod running;
mod smpp;
mod telco;
mod smtp;
mod api;
mod clients;
mod openid;
mod pages;
