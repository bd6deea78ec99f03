//! The code itself: a truncated HMAC, made when it is sent and when it is compared.

use aws_lc_rs::{constant_time, hmac};
use civic::fold::is_invisible;
use ground::keys::KeyRing;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;
use zeroize::Zeroize;

/// The signs of a code as it was entered: spaces between digits, and the signs without width that
/// are copied along from messages, do not count.
fn entered_signs(entered: &str) -> impl Iterator<Item = char> + '_ {
    entered.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c))
}

/// Whether a text could be a code at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing was entered.
    Empty,
    /// Other signs than digits, or too few or too many of them.
    Wrong,
    /// It could be one.
    Right,
}

/// Whether what was entered could be a code of so many digits: what could not costs no try.
pub fn shape(entered: &str, digits: u32) -> Shape {
    let (count, others) = entered_signs(entered)
        .fold((0, 0), |(count, others), c| (count + 1, others + u32::from(!c.is_ascii_digit())));
    match count {
        0 => Shape::Empty,
        _ if others > 0 || count != digits => Shape::Wrong,
        _ => Shape::Right,
    }
}

/// A code in digits. It shows itself only to [`Code::reveal`].
pub struct Code(String);

impl Code {
    /// The digits, for the message that carries them.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether this is what was entered, by the signs that count. Takes the same time wherever they
    /// differ.
    pub fn is(&self, entered: &str) -> bool {
        let mut figures: String = entered_signs(entered).collect();
        let same = constant_time::verify_slices_are_equal(self.0.as_bytes(), figures.as_bytes());
        figures.zeroize();
        same.is_ok()
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Code(…)")
    }
}

/// The key that codes are derived with.
#[derive(Clone)]
pub struct CodeKey(Arc<hmac::Key>);

impl CodeKey {
    /// The key of a ring's current version. A code lives minutes; one that was minted under the
    /// version before is asked for again.
    pub fn new(ring: &KeyRing) -> Self {
        let key = ring.derive_current("one-time code");
        Self(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, &key)))
    }

    /// The code of one mint of one flow: `digits` figures, each code equally likely but for one
    /// part in 10^13.
    pub fn derive(&self, id: Uuid, mint: i32, digits: u32) -> Code {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(id.as_bytes());
        context.update(&mint.to_be_bytes());
        let tag = context.sign();
        let mut head = [0; 8];
        head.copy_from_slice(&tag.as_ref()[..8]);
        let figures = u64::from_be_bytes(head) % 10_u64.pow(digits.min(10));
        Code(format!("{figures:0width$}", width = digits.min(10) as usize))
    }
}
