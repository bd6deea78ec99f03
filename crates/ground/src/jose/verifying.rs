//! Public keys of others (JWK, RFC 7517): what verifies their tokens.

use super::{Algorithm, from_base64url, sha256};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::Value;

/// A public key, with the algorithms it may be used with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    kid: Option<String>,
    material: Material,
    /// The only algorithm its owner named, if they named one.
    only: Option<Algorithm>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Material {
    /// An uncompressed point of P-256.
    P256([u8; 65]),
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    Ed25519([u8; 32]),
}

/// The shortest RSA modulus believed, in bytes: 2048 bits.
const RSA_AT_LEAST: usize = 256;

impl VerifyingKey {
    /// Reads one public JWK. One that holds a private or secret part is refused: it was not meant
    /// to be shown.
    pub fn from_jwk(jwk: &Value) -> Option<Self> {
        if ["d", "k", "p", "q", "dp", "dq", "qi"].iter().any(|part| jwk.get(part).is_some()) {
            return None;
        }
        if jwk.get("use").is_some_and(|to| to.as_str() != Some("sig")) {
            return None;
        }
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        let bytes = |name: &str| from_base64url(text(name)?);
        let material = match (text("kty")?, text("crv")) {
            ("EC", Some("P-256")) => Material::P256(point(&bytes("x")?, &bytes("y")?)?),
            ("OKP", Some("Ed25519")) => Material::Ed25519(bytes("x")?.try_into().ok()?),
            ("RSA", _) => {
                let n = bytes("n")?;
                let e = bytes("e")?;
                if n.len() < RSA_AT_LEAST || n.first() == Some(&0) || e.first() == Some(&0) {
                    return None;
                }
                Material::Rsa { n, e }
            }
            _ => return None,
        };
        let only = match jwk.get("alg") {
            Some(alg) => Some(serde_json::from_value(alg.clone()).ok()?),
            None => None,
        };
        let key = Self { kid: text("kid").map(str::to_owned), material, only };
        // An algorithm that does not belong to the kind of key would never verify anything.
        only.is_none_or(|only| key.algorithms().contains(&only)).then_some(key)
    }

    /// Reads a JWK set; keys of kinds we do not know are passed over, as RFC 7517, 5 asks.
    pub fn from_set(set: &Value) -> Option<Vec<Self>> {
        let keys = set.get("keys")?.as_array()?;
        Some(keys.iter().filter_map(Self::from_jwk).collect())
    }

    /// The name its owner gave it.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    fn algorithms(&self) -> &'static [Algorithm] {
        match self.material {
            Material::P256(_) => &[Algorithm::Es256],
            Material::Rsa { .. } => &[Algorithm::Ps256, Algorithm::Rs256],
            Material::Ed25519(_) => &[Algorithm::EdDsa],
        }
    }

    /// Whether this key may be used with an algorithm.
    pub fn takes(&self, algorithm: Algorithm) -> bool {
        self.only.is_none_or(|only| only == algorithm) && self.algorithms().contains(&algorithm)
    }

    /// Whether a signature over a message is this key's, made with this algorithm.
    pub fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        if !self.takes(algorithm) {
            return false;
        }
        match (&self.material, algorithm) {
            (Material::P256(point), Algorithm::Es256) => {
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
                key.verify(message, signature).is_ok()
            }
            (Material::Ed25519(key), Algorithm::EdDsa) => {
                UnparsedPublicKey::new(&ED25519, key).verify(message, signature).is_ok()
            }
            (Material::Rsa { n, e }, Algorithm::Rs256) => {
                let key = RsaPublicKeyComponents { n, e };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
            (Material::Rsa { n, e }, Algorithm::Ps256) => {
                let key = RsaPublicKeyComponents { n, e };
                key.verify(&RSA_PSS_2048_8192_SHA256, message, signature).is_ok()
            }
            _ => false,
        }
    }

    /// The key's thumbprint (RFC 7638): its required members in the order of their names.
    pub fn thumbprint(&self) -> String {
        let text = super::base64url;
        sha256(&match &self.material {
            Material::P256(point) => {
                let (x, y) = (text(&point[1..33]), text(&point[33..]));
                format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Material::Rsa { n, e } => {
                format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, text(e), text(n))
            }
            Material::Ed25519(key) => {
                format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, text(key))
            }
        })
    }
}

fn point(x: &[u8], y: &[u8]) -> Option<[u8; 65]> {
    [&[4], x, y].concat().try_into().ok().filter(|_| x.len() == 32)
}
