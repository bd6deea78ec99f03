//! The characters an image shows, and whether a typed text is them.

/// Characters that nobody takes for another by eye or by ear. There is no vowel among them: with a
/// Vietnamese keyboard on (Telex, VNI), `A` and `F` in a row would become `À`.
pub const ALPHABET: &[u8; 17] = b"CFHKMNRTX23456789";
/// How many characters an image shows.
pub const LENGTH: usize = 6;

/// Nobody types so much to answer with six characters.
const LONGEST_ANSWER: usize = 64;

/// The six characters of one image.
pub(super) type Characters = [u8; LENGTH];

/// Whether the typed text is these characters. Letters that the alphabet leaves out because they
/// look like a figure of it count as that figure.
pub(super) fn matches(answer: &str, characters: Characters) -> bool {
    if answer.len() > LONGEST_ANSWER {
        return false;
    }
    let ignored = |c: &char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
    let typed = answer.chars().filter(|c| !ignored(c)).map(|c| match c.to_ascii_uppercase() {
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        other => other,
    });
    typed.eq(characters.into_iter().map(char::from))
}
