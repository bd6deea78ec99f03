//! The Vietnamese reading of an image: one recorded clip after another, at changing pace and
//! loudness, over light noise.

use super::characters::Characters;
use super::dice::Dice;

/// Samples per second of the clips and of what is made of them.
const RATE: u32 = 11_025;
/// Every clip begins with a plain header of this length (a test holds them to it).
const HEADER: usize = 44;

/// "chữ" goes before a letter and "số" before a figure: K ("ca") and 3 ("ba") rhyme.
const LETTER: &[u8] = include_bytes!("assets/voice/letter.wav");
const DIGIT: &[u8] = include_bytes!("assets/voice/digit.wav");

fn clip(character: u8) -> &'static [u8] {
    match character {
        b'2' => include_bytes!("assets/voice/2.wav"),
        b'3' => include_bytes!("assets/voice/3.wav"),
        b'4' => include_bytes!("assets/voice/4.wav"),
        b'5' => include_bytes!("assets/voice/5.wav"),
        b'6' => include_bytes!("assets/voice/6.wav"),
        b'7' => include_bytes!("assets/voice/7.wav"),
        b'8' => include_bytes!("assets/voice/8.wav"),
        b'9' => include_bytes!("assets/voice/9.wav"),
        b'C' => include_bytes!("assets/voice/c.wav"),
        b'F' => include_bytes!("assets/voice/f.wav"),
        b'H' => include_bytes!("assets/voice/h.wav"),
        b'K' => include_bytes!("assets/voice/k.wav"),
        b'M' => include_bytes!("assets/voice/m.wav"),
        b'N' => include_bytes!("assets/voice/n.wav"),
        b'R' => include_bytes!("assets/voice/r.wav"),
        b'T' => include_bytes!("assets/voice/t.wav"),
        b'X' => include_bytes!("assets/voice/x.wav"),
        _ => &[],
    }
}

/// The reading as a WAV file: 11,025 Hz, 8 bit, mono.
pub(super) fn read_aloud(characters: Characters, seed: &[u8]) -> Vec<u8> {
    let mut dice = Dice::new("audio", seed);
    let mut sound = Vec::new();
    silence(&mut sound, dice.between(0.3, 0.6));
    for character in characters {
        let pace = dice.between(0.93, 1.07);
        speak(&mut sound, if character.is_ascii_digit() { DIGIT } else { LETTER }, pace, 0.7);
        silence(&mut sound, dice.between(0.04, 0.12));
        speak(&mut sound, clip(character), pace, dice.between(0.75, 0.9));
        silence(&mut sound, dice.between(0.45, 0.8));
    }
    wav(&sound, &mut dice)
}

/// Adds `seconds` of nothing.
fn silence(sound: &mut Vec<f32>, seconds: f32) {
    sound.resize(sound.len() + whole(seconds * 11_025.0), 0.0);
}

/// Adds a clip, `pace` times as fast as recorded (and higher by as much).
fn speak(sound: &mut Vec<f32>, clip: &[u8], pace: f32, loudness: f32) {
    let samples = clip.get(HEADER..).unwrap_or_default();
    let at = |i: usize| samples.get(i).map_or(0.0, |sample| f32::from(*sample) - 128.0);
    let mut place = 0.0;
    while whole(place) < samples.len() {
        let part = place.fract();
        let between = at(whole(place)) * (1.0 - part) + at(whole(place) + 1) * part;
        sound.push(between * loudness);
        place += pace;
    }
}

/// Noise that swells and ebbs, laid over the sound, and the header before it.
fn wav(sound: &[f32], dice: &mut Dice) -> Vec<u8> {
    let length = u32::try_from(sound.len()).unwrap_or(0);
    let mut file = Vec::with_capacity(HEADER + sound.len());
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + length).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    // PCM, one channel
    file.extend_from_slice(&[1, 0, 1, 0]);
    file.extend_from_slice(&RATE.to_le_bytes());
    file.extend_from_slice(&RATE.to_le_bytes());
    // one byte for each sample, eight bits of it used
    file.extend_from_slice(&[1, 0, 8, 0]);
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    let (mut noise, mut swell) = (0.0, 0.0);
    for sample in sound {
        swell = swell * 0.9995 + dice.between(-1.0, 1.0) * 0.03;
        noise = noise * 0.5 + dice.between(-1.0, 1.0) * (3.0 + 2.0 * swell);
        file.push(byte(sample + noise));
    }
    file
}

fn byte(sample: f32) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what a byte holds"
    )]
    let byte = (sample + 128.0).clamp(0.0, 255.0) as u8;
    byte
}

fn whole(number: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a sound, never negative, rounded down"
    )]
    let whole = number as usize;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::challenge::characters::ALPHABET;

    #[test]
    fn every_character_has_a_clip_with_a_plain_header() {
        let clips = ALPHABET.iter().map(|character| clip(*character)).chain([LETTER, DIGIT]);
        for clip in clips {
            assert!(clip.len() > HEADER + 2_000, "a fifth of a second at least");
            assert_eq!(&clip[36..40], b"data");
            assert_eq!(clip[24..28], RATE.to_le_bytes());
            assert_eq!((clip[22], clip[34]), (1, 8), "mono, 8 bit");
        }
    }
}
