//! Signatures by us, for us: values that travel through a browser and come back unchanged.

use super::KeyRing;
use super::hmac_keys::HmacKeys;
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Signs under the current key and verifies under every key of the ring.
#[derive(Clone)]
pub struct Signer(HmacKeys);

impl Signer {
    /// A signer for one purpose. What one purpose signed, another does not accept.
    pub fn new(ring: &KeyRing, purpose: &str) -> Self {
        Self(HmacKeys::new(ring, &format!("sign {purpose}")))
    }

    /// The signature over a message: 32 bytes.
    pub fn sign(&self, message: &[u8]) -> [u8; 32] {
        let mut tag = [0; 32];
        tag.copy_from_slice(hmac::sign(self.0.current(), message).as_ref());
        tag
    }

    /// Whether this signature over the message is ours. Takes the same time for every wrong one.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.all().any(|key| hmac::verify(key, message, signature).is_ok())
    }

    /// The message and its signature as one text: `message.signature`, the latter base64url.
    /// The message may hold anything but control characters.
    pub fn sealed(&self, message: &str) -> String {
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(self.sign(message.as_bytes())))
    }

    /// The message of a text that [`Signer::sealed`] made.
    pub fn opened<'a>(&self, sealed: &'a str) -> Option<&'a str> {
        let (message, signature) = sealed.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.verify(message.as_bytes(), &signature).then_some(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Chance;

    #[test]
    fn accepts_its_own_and_nothing_else() {
        let ring = KeyRing::generate(&Chance::new(|buffer| buffer.fill(3)));
        let signer = Signer::new(&ring, "form");
        let sealed = signer.sealed("a.b");
        assert_eq!(signer.opened(&sealed), Some("a.b"));
        assert_eq!(signer.opened(&sealed.replace("a.b", "a.c")), None);
        assert_eq!(Signer::new(&ring, "link").opened(&sealed), None);
        assert_eq!(signer.opened(""), None);
    }
}
