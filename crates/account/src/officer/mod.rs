//! Officers: citizens with an account of their own to whom whoever runs this service granted a
//! role. They sign in like anybody; their pages stand behind [`before`], which demands a password
//! and a code, closes sooner than a citizen's session, and is not there for anybody else.

mod records;
mod grants;
mod present;
#[cfg(test)]
mod tests;

pub use grants::{Granted, Listed, NoAccount, grant, list, take_back};
pub use present::{Officer, before};
pub use records::sweep;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// What an officer may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Looks accounts up and asks that one be given back.
    Desk,
    /// Decides what another officer asked for.
    DeskApprover,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 2] = [Self::Desk, Self::DeskApprover];

    /// Its name in the table, the journal and the command.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::DeskApprover => "desk_approver",
        }
    }

    /// The role of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}
