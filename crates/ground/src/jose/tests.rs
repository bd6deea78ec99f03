//! Vectors of the standards, and tokens that try to choose how they are verified.

use super::*;
use serde_json::json;

/// RFC 7515, A.3: the key and the token.
const POINT: [&str; 2] =
    ["f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"];
const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0d\
                     HA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F\
                     4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

fn key() -> VerifyingKey {
    VerifyingKey::from_jwk(&json!({ "kty": "EC", "crv": "P-256", "x": POINT[0], "y": POINT[1] }))
        .unwrap()
}

#[test]
fn rfc_7515_a_3_is_verified_and_a_changed_one_is_not() {
    let token = Compact::parse(TOKEN).unwrap();
    assert_eq!(token.verified(&[key()]).unwrap()["iss"], "joe");
    let (rest, _) = TOKEN.rsplit_once('.').unwrap();
    let changed = format!("{rest}.{}", base64url([7; 64]));
    assert!(Compact::parse(&changed).unwrap().verified(&[key()]).is_none());
}

#[test]
fn rfc_7638_3_1_thumbprint() {
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc\
             _BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQ\
             R0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bF\
             TWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    let key = VerifyingKey::from_jwk(&json!({ "kty": "RSA", "n": n, "e": "AQAB" })).unwrap();
    assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

#[test]
fn what_we_sign_is_verified_by_its_public_half_only() {
    for algorithm in [Algorithm::Es256, Algorithm::Rs256] {
        let pkcs8 = SigningKey::generate(algorithm).unwrap();
        let ours = SigningKey::from_pkcs8(algorithm, &pkcs8).unwrap();
        let token = ours.sign("JWT", &json!({ "sub": "a" })).unwrap();
        let public = VerifyingKey::from_jwk(ours.public_jwk()).unwrap();
        let read = Compact::parse(&token).unwrap();
        assert_eq!(read.verified(&[public]).unwrap()["sub"], "a");
        assert_eq!((read.kind(), read.kid()), (Some("JWT"), Some(ours.kid())));
        assert!(read.verified(&[key()]).is_none());
    }
}

#[test]
fn rfc_8725_3_1_a_token_does_not_choose_its_algorithm() {
    let (_, rest) = TOKEN.split_once('.').unwrap();
    for alg in ["none", "None", "HS256", "ES384", ""] {
        let header = base64url(json!({ "alg": alg }).to_string());
        assert!(Compact::parse(&format!("{header}.{rest}")).is_none(), "{alg}");
    }
    let header = base64url(json!({ "alg": "RS256" }).to_string());
    let token = format!("{header}.{rest}");
    assert!(Compact::parse(&token).unwrap().verified(&[key()]).is_none(), "the key is for ES256");
    let crit = base64url(json!({ "alg": "ES256", "crit": ["b64"], "b64": false }).to_string());
    assert!(Compact::parse(&format!("{crit}.{rest}")).is_none());
}

#[test]
fn keys_that_are_none_are_refused() {
    let [x, y] = POINT;
    for wrong in [
        json!({ "kty": "oct", "k": "c2VjcmV0" }),
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "d": x }),
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "use": "enc" }),
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "RS256" }),
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "none" }),
        json!({ "kty": "EC", "crv": "P-384", "x": x, "y": y }),
        json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" }),
        json!({ "kty": "EC", "crv": "P-256", "x": "AQAB", "y": y }),
        json!("EC"),
    ] {
        assert!(VerifyingKey::from_jwk(&wrong).is_none(), "{wrong}");
    }
}
