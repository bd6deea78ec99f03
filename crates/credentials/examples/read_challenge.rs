//! Reads the picture of a challenge for journeys that play a person without script: given the key
//! file of a demonstration and the token of a picture, it prints the six characters.
//!
//! Whoever holds the key file could read every picture anyway; without it there is no way.
#![expect(clippy::print_stdout, reason = "the answer is what it is called for")]

use credentials::challenge::{ImageChallenge, Settings};
use ground::keys::{FieldCipher, KeyRing};
use std::path::Path;

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [keys, token] = words.as_slice() else {
        return Err("read_challenge KEY_FILE TOKEN".into());
    };
    let ring = KeyRing::load(Path::new(keys)).map_err(|fault| fault.to_string())?;
    let cipher = FieldCipher::new(&ring).map_err(|fault| fault.to_string())?;
    let pictures = ImageChallenge::new(cipher, Settings::default().lifetime);
    let characters = pictures.characters(token).ok_or("no picture made under these keys")?;
    println!("{characters}");
    Ok(())
}
