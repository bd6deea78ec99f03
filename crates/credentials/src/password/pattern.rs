//! Stretches that cost a guesser nothing: runs, sequences, walks over the keyboard, dates, phones.

/// The digit or sign that shares a key, as without Shift.
pub(super) fn key_of(c: char) -> char {
    const SHIFTED: &str = ")!@#$%^&*(_+{}:\"<>?~|";
    const PLAIN: &str = "0123456789-=[];',./`\\";
    match SHIFTED.chars().position(|shifted| shifted == c) {
        Some(at) => PLAIN.chars().nth(at).unwrap_or(c),
        None => c,
    }
}

/// How far from the start of `keys` a pattern reaches, and its cost in guessed characters.
/// Nothing, or the longest of each kind.
pub(super) fn patterns(keys: &[char]) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    for step in [0, 1, -1] {
        found.push((sequence(keys, step), 3, 1));
    }
    for step in [2, -2] {
        found.push((sequence(keys, step), 4, 1));
    }
    found.push((walk(keys), 4, 1));
    found.push((year(keys), 4, 1));
    found.push((date(keys, &[2, 2, 4]).max(date(keys, &[4, 2, 2])), 8, 2));
    found.push((date(keys, &[2, 2, 2]), 6, 2));
    found.push((phone(keys), 10, 3));
    found
        .iter()
        .filter(|(len, least, _)| len >= least)
        .map(|(len, _, cost)| (*len, *cost))
        .collect()
}

/// `1111`, `abcd`, `4321`, and with repeats `112233`; by twos `2468`.
fn sequence(keys: &[char], step: i32) -> usize {
    let follows = |pair: &[char]| {
        let (one, next) = (pair[0], pair[1]);
        let kind = (one.is_ascii_digit() && next.is_ascii_digit())
            || (one.is_ascii_lowercase() && next.is_ascii_lowercase());
        let rise = next as i32 - one as i32;
        // After 9 comes 0, as on the keyboard.
        let wraps = step == 1 && one == '9' && next == '0';
        rise == 0 && (step.abs() < 2) && (step == 0 || kind) || (kind && (rise == step || wraps))
    };
    1 + keys.windows(2).take_while(|pair| follows(pair)).count()
}

/// Keys that lie beside each other: `qwert`, `1qaz`, `1q2w3e`, `asdf`.
fn walk(keys: &[char]) -> usize {
    const ROWS: [&str; 4] = ["`1234567890-=", " qwertyuiop[]\\", " asdfghjkl;'", " zxcvbnm,./"];
    let place = |c: char| {
        ROWS.iter().enumerate().find_map(|(row, keys)| {
            keys.chars()
                .position(|key| key == c && c != ' ')
                .map(|column| (row as i32, column as i32))
        })
    };
    let beside = |pair: &[char]| match (place(pair[0]), place(pair[1])) {
        (Some((row, column)), Some((next_row, next))) => {
            matches!((next_row - row, next - column), (0, 1 | -1) | (1, 0 | -1) | (-1, 0 | 1))
        }
        _ => false,
    };
    1 + keys.windows(2).take_while(|pair| beside(pair)).count()
}

fn number(keys: &[char]) -> Option<u32> {
    keys.iter().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(c.to_digit(10)?))
}

/// 1900 to 2099.
fn year(keys: &[char]) -> usize {
    let found = keys.get(..4).and_then(number).is_some_and(|year| (1900..2100).contains(&year));
    if found { 4 } else { 0 }
}

/// Day, month and year of the given widths, in the order of either end.
fn date(keys: &[char], widths: &[usize; 3]) -> usize {
    let total: usize = widths.iter().sum();
    let Some(keys) = keys.get(..total) else { return 0 };
    let (first, rest) = keys.split_at(widths[0]);
    let (middle, last) = rest.split_at(widths[1]);
    let (Some(first), Some(middle), Some(last)) = (number(first), number(middle), number(last))
    else {
        return 0;
    };
    let (day, year) = if widths[0] == 4 { (last, first) } else { (first, last) };
    let lived = total == 6 || (1900..2100).contains(&year);
    if lived && (1..=31).contains(&day) && (1..=12).contains(&middle) { total } else { 0 }
}

/// A mobile number: 0, a mobile range, eight digits.
fn phone(keys: &[char]) -> usize {
    match keys.get(..10) {
        Some(['0', '3' | '5' | '7' | '8' | '9', rest @ ..]) if number(rest).is_some() => 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> bool {
        let keys: Vec<char> = text.chars().map(key_of).collect();
        patterns(&keys).iter().any(|(len, _)| *len == keys.len())
    }

    #[test]
    fn sees_what_fingers_do() {
        for text in [
            "1111",
            "aaa",
            "!!!",
            "abcd",
            "4321",
            "67890",
            "112233",
            "2468",
            "97531",
            "qwerty",
            "asdfgh",
            "1qaz",
            "1q2w3e4r",
            "!@#$",
            "2wsx",
            "1990",
            "2026",
            "01011990",
            "19900101",
            "010190",
            "0828000088",
        ] {
            assert!(whole(text), "{text}");
        }
        for text in [
            "17",
            "acb",
            "qwez",
            "1890",
            "32011990",
            "01131990",
            "7291",
            "0128000088",
            "meo",
            "k7x2",
        ] {
            assert!(!whole(text), "{text}");
        }
    }
}
