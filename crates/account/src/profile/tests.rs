//! One's own account told as stories, each on both engines, through its pages.

mod home;
mod devices;
mod history;
mod passwords;
mod codes;
mod mail;
mod export;
mod closing;
mod numbers;
mod freshness;
