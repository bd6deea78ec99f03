//! Writes challenges for a person's eyes and ears: given a folder, eight pictures and their
//! readings, each named by the characters it should show or say.
#![expect(clippy::print_stdout, reason = "it says where to look")]

use credentials::challenge::{ImageChallenge, Settings};
use ground::keys::{FieldCipher, KeyRing};
use std::fs;
use std::path::Path;
use store::testing;

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = words.as_slice() else {
        return Err("look_at_challenges FOLDER".into());
    };
    let (now, chance) = (testing::clock().now(), testing::chance());
    let cipher =
        FieldCipher::new(&KeyRing::generate(&chance)).map_err(|fault| fault.to_string())?;
    let challenge = ImageChallenge::new(cipher, Settings::default().lifetime);
    for nth in 1..=8 {
        let token = challenge.issue(now, &chance, b"", "looking").map_err(|f| f.to_string())?;
        let shown = challenge.characters(&token).ok_or("a picture of its own is not known")?;
        let picture = challenge.draw(&token, now).map_err(|fault| fault.to_string())?;
        let picture = picture.ok_or("a new picture is not drawn")?;
        let reading = challenge.read_aloud(&token, now).ok_or("a new picture is not read aloud")?;
        for (ending, bytes) in [("png", picture), ("wav", reading)] {
            let path = Path::new(folder).join(format!("{nth}-{shown}.{ending}"));
            fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
            println!("{}", path.display());
        }
    }
    Ok(())
}
