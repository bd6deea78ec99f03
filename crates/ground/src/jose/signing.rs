//! Our own keys: what signs the tokens of this service.

use super::{Algorithm, VerifyingKey, base64url};
use crate::Fault;
use crate::fault::Doing;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt;

/// A private key that signs with exactly one algorithm.
pub struct SigningKey {
    kid: String,
    jwk: Value,
    material: Material,
}

enum Material {
    Es256(EcdsaKeyPair),
    Rs256(RsaKeyPair),
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SigningKey({} {})", self.algorithm().name(), self.kid)
    }
}

const MAKING: &str = "making a signing key";

impl SigningKey {
    /// Makes a new key and gives it as PKCS #8. The library draws its chance itself, and for RSA it
    /// takes a while: call it where nobody waits.
    ///
    /// # Errors
    /// An algorithm this service does not sign with, or a library that fails.
    pub fn generate(algorithm: Algorithm) -> Result<Vec<u8>, Fault> {
        match algorithm {
            Algorithm::Es256 => {
                let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).doing(MAKING)?;
                Ok(key.to_pkcs8v1().doing(MAKING)?.as_ref().to_vec())
            }
            Algorithm::Rs256 => {
                let key = RsaKeyPair::generate(KeySize::Rsa2048).doing(MAKING)?;
                let der: Pkcs8V1Der<'_> = key.as_der().doing(MAKING)?;
                Ok(der.as_ref().to_vec())
            }
            Algorithm::Ps256 | Algorithm::EdDsa => Err(Fault::impossible(MAKING)),
        }
    }

    /// Reads a key that [`SigningKey::generate`] made. It is named by its thumbprint.
    ///
    /// # Errors
    /// Bytes that are no such key.
    pub fn from_pkcs8(algorithm: Algorithm, pkcs8: &[u8]) -> Result<Self, Fault> {
        const READING: &str = "reading a signing key";
        let (material, mut jwk) = match algorithm {
            Algorithm::Es256 => {
                let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8);
                let key = key.doing(READING)?;
                let point = key.public_key().as_ref();
                let (x, y) = (base64url(&point[1..33]), base64url(&point[33..]));
                let jwk = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y });
                (Material::Es256(key), jwk)
            }
            Algorithm::Rs256 => {
                let key = RsaKeyPair::from_pkcs8(pkcs8).doing(READING)?;
                let public = rsa_components(key.public_key().as_ref());
                let [n, e] = public.ok_or(Fault::impossible(READING))?.map(base64url);
                (Material::Rs256(key), json!({ "kty": "RSA", "n": n, "e": e }))
            }
            Algorithm::Ps256 | Algorithm::EdDsa => return Err(Fault::impossible(READING)),
        };
        let public = VerifyingKey::from_jwk(&jwk).ok_or(Fault::impossible(READING))?;
        let kid = public.thumbprint();
        jwk["kid"] = kid.clone().into();
        jwk["use"] = "sig".into();
        jwk["alg"] = algorithm.name().into();
        Ok(Self { kid, jwk, material })
    }

    /// What it signs with.
    pub fn algorithm(&self) -> Algorithm {
        match self.material {
            Material::Es256(_) => Algorithm::Es256,
            Material::Rs256(_) => Algorithm::Rs256,
        }
    }

    /// Its name: the thumbprint of its public half.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Its public half.
    pub fn public_jwk(&self) -> &Value {
        &self.jwk
    }

    /// Signs claims as a token of a kind (`typ`).
    ///
    /// # Errors
    /// Claims that are no JSON, or a library that fails.
    pub fn sign(&self, kind: &str, claims: &impl Serialize) -> Result<String, Fault> {
        const SIGNING: &str = "signing a token";
        let header = json!({ "alg": self.algorithm().name(), "kid": self.kid, "typ": kind });
        let claims = serde_json::to_vec(claims).doing(SIGNING)?;
        let message = format!("{}.{}", base64url(header.to_string()), base64url(claims));
        let signature = match &self.material {
            Material::Es256(key) => {
                let signature =
                    key.sign(&SystemRandom::new(), message.as_bytes()).doing(SIGNING)?;
                base64url(signature)
            }
            Material::Rs256(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                let random = SystemRandom::new();
                key.sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature)
                    .doing(SIGNING)?;
                base64url(signature)
            }
        };
        Ok(format!("{message}.{signature}"))
    }
}

/// Modulus and exponent of a public key as the library writes it: a DER sequence of two integers
/// (RFC 8017, A.1.1).
fn rsa_components(der: &[u8]) -> Option<[&[u8]; 2]> {
    let (inside, _) = element(0x30, der)?;
    let (n, rest) = element(0x02, inside)?;
    let (e, _) = element(0x02, rest)?;
    let positive = |bytes: &'_ [u8]| bytes.iter().take_while(|byte| **byte == 0).count();
    Some([&n[positive(n)..], &e[positive(e)..]])
}

/// The content of the DER element at the head, and what follows it.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&[first, short], rest) = der.split_first_chunk()?;
    let (length, rest) = match short {
        0x80.. => {
            let (figures, rest) = rest.split_at_checked(usize::from(short & 0x7f))?;
            let whole = figures.iter().try_fold(0_usize, |whole, byte| {
                whole.checked_mul(256)?.checked_add(usize::from(*byte))
            });
            (whole?, rest)
        }
        _ => (usize::from(short), rest),
    };
    if first == tag { rest.split_at_checked(length) } else { None }
}
