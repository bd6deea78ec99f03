//! `Fault`: something broke that the person at the page cannot mend. Logged once, shown as a page.

use std::error::Error;
use std::fmt;

/// What kind of honest page a fault deserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A mistake of ours: "500".
    Broken,
    /// The database or another thing we need is gone or full for now: "503".
    Unavailable,
    /// More work than we can do in time: "503" with a short waiting time.
    Busy,
}

/// One opaque fault. It names no page and carries no personal data: its texts are ours,
/// and the error it wraps is one of a library.
pub struct Fault {
    kind: FaultKind,
    doing: &'static str,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Fault {
    /// A fault met while `doing` something, caused by `source`.
    pub fn new(doing: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: FaultKind::Broken, doing, source: Some(source.into()) }
    }

    /// A state that our own code promised could not be.
    pub fn impossible(what: &'static str) -> Self {
        Self { kind: FaultKind::Broken, doing: what, source: None }
    }

    /// Something we depend on is away for now.
    pub fn unavailable(
        doing: &'static str,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self { kind: FaultKind::Unavailable, doing, source: Some(source.into()) }
    }

    /// More work waits than can be done in time.
    pub fn busy(doing: &'static str) -> Self {
        Self { kind: FaultKind::Busy, doing, source: None }
    }

    /// The error of a library that is at the bottom of this fault, if it is one of type `E`.
    pub fn cause<E: Error + 'static>(&self) -> Option<&E> {
        self.source.as_ref()?.downcast_ref()
    }

    /// Which honest page this deserves.
    pub fn kind(&self) -> FaultKind {
        self.kind
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.doing)?;
        let mut next: Option<&(dyn Error + 'static)> = match &self.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        };
        while let Some(error) = next {
            write!(out, ": {error}")?;
            next = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?} {self}", self.kind)
    }
}

/// Names what was being done when a library failed.
pub trait Doing<T> {
    /// Turns the error into a [`Fault`] met while `doing` this.
    ///
    /// # Errors
    /// The fault.
    fn doing(self, doing: &'static str) -> Result<T, Fault>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> Doing<T> for Result<T, E> {
    fn doing(self, doing: &'static str) -> Result<T, Fault> {
        self.map_err(|error| Fault::new(doing, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_being_done_and_why_it_failed() {
        let fault = Err::<(), _>("disk is full").doing("writing the key file").unwrap_err();
        assert_eq!(fault.to_string(), "writing the key file: disk is full");
        assert_eq!(fault.kind(), FaultKind::Broken);
    }
}
