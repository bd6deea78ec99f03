//! Measures every pair of colours that meet on a page (WCAG 2.2, 1.4.3 and 1.4.11), in both
//! houses' colours, light and dark, as `base.css` sets them.
#![expect(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;

const STYLES: &str = include_str!("../components/base/base.css");
const TEXT: f64 = 4.5;
const CONTROL: f64 = 3.0;

/// What stands on what. Text first: everything that is read.
const READ: [(&str, &[&str]); 9] = [
    ("ink", &["paper", "card", "shade", "jade-tint", "amber-tint", "ember-tint"]),
    ("quiet", &["paper", "card", "shade"]),
    ("brand", &["paper", "card", "shade", "jade-tint", "amber-tint", "ember-tint"]),
    ("brand-deep", &["paper", "card", "shade"]),
    ("ember", &["paper", "card", "shade", "ember-tint"]),
    ("jade", &["paper", "card", "shade", "jade-tint"]),
    ("amber", &["paper", "card", "amber-tint"]),
    ("on-brand", &["brand", "brand-deep"]),
    ("on-band", &["band"]),
];
/// Edges of what is pressed or typed into, rings and drawings that say something.
const SEEN: [(&str, &[&str]); 7] = [
    ("border", &["paper", "card", "shade"]),
    ("band-line", &["band"]),
    ("ember", &["card", "ember-tint"]),
    ("brand", &["paper", "card"]),
    ("focus", &["focus-line", "band"]),
    ("gold", &["band"]),
    ("quiet-on-band", &["band"]),
];

type Tokens = BTreeMap<String, String>;

/// The tokens of the first block that begins with `selector`, over those below it.
fn block(styles: &str, selector: &str, below: &Tokens) -> Tokens {
    let start = styles.find(&format!("{selector} {{")).unwrap();
    let body = styles[start..].split(['{', '}']).nth(1).unwrap();
    let mut tokens = below.clone();
    for line in body.split(';') {
        let Some((name, value)) = line.trim().split_once(':') else { continue };
        let Some(name) = name.strip_prefix("--") else { continue };
        tokens.insert(name.to_owned(), value.trim().to_owned());
    }
    tokens
}

/// Each set of colours a visitor may see, by its name.
fn sets() -> Vec<(&'static str, Tokens)> {
    let (light, dark) =
        STYLES.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let root = block(light, ":root", &Tokens::new());
    let jade = block(light, ".house-jade", &root);
    let dark_root = block(dark, ":root", &root);
    let dark_jade = block(dark, ".house-jade", &dark_root);
    vec![("light", root), ("light jade", jade), ("dark", dark_root), ("dark jade", dark_jade)]
}

/// Relative luminance of `#rrggbb` (WCAG 2.2, definitions).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn too_faint(pairs: &[(&str, &[&str])], least: f64) -> Vec<String> {
    let mut found = Vec::new();
    for (name, tokens) in sets() {
        for (front, grounds) in pairs {
            for ground in *grounds {
                let ratio = contrast(&tokens[*front], &tokens[*ground]);
                if ratio < least {
                    found.push(format!("{name}: {front} on {ground} is {ratio:.2}"));
                }
            }
        }
    }
    found
}

#[test]
fn everything_read_has_enough_contrast() {
    assert_eq!(too_faint(&READ, TEXT), Vec::<String>::new());
    assert_eq!(too_faint(&[("quiet-on-band", &["band"])], TEXT), Vec::<String>::new());
}

#[test]
fn everything_pressed_has_enough_contrast() {
    assert_eq!(too_faint(&SEEN, CONTROL), Vec::<String>::new());
}

#[test]
fn measures_as_the_guideline_does() {
    assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 0.01);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}
