//! The picture of an image challenge: six bent characters, thin lines over them, on a light ground.
//!
//! It must be easy for eyes and only costly for machines; who reads it badly has the reading, a new
//! picture, or the desk.

use super::characters::Characters;
use super::dice::Dice;
use ::image::codecs::png::{CompressionType, FilterType, PngEncoder};
use ::image::{ExtendedColorType, ImageEncoder};
use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use ground::Fault;
use ground::fault::Doing;
use std::f32::consts::TAU;

const WIDTH: usize = 220;
const HEIGHT: usize = 72;
/// The characters are drawn larger by this and sampled down, which smooths their edges.
const FINE: usize = 3;
/// Left and right of the characters, in pixels.
const MARGIN: f32 = 14.0;
const FONT: &[u8] = include_bytes!("assets/open-sans-bold-subset.ttf");

/// Dark inks, all above 7 : 1 against the ground.
const INKS: [[f32; 3]; 4] =
    [[22.0, 60.0, 104.0], [20.0, 78.0, 70.0], [92.0, 40.0, 72.0], [84.0, 54.0, 20.0]];
const GROUND: [[f32; 3]; 2] = [[250.0, 248.0, 240.0], [234.0, 241.0, 247.0]];

/// The picture as PNG, the same for the same characters and seed.
pub(super) fn draw(characters: Characters, seed: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut dice = Dice::new("draw", seed);
    let mut sheet = Sheet::blank();
    write(&mut sheet, characters, &mut dice)?;
    let warp = Warp::roll(&mut dice);
    let lines: [Line; 3] = std::array::from_fn(|i| Line::roll(&mut dice, i == 2));
    let dots: [Dot; 26] = std::array::from_fn(|_| Dot::roll(&mut dice));
    let first = pick(&mut dice);
    let inks = [INKS[first], INKS[(first + 1 + pick(&mut dice) % 3) % 4]];

    let mut pixels = Vec::with_capacity(WIDTH * HEIGHT * 3);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let mut ink = 0.0;
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let (x, y) = (real(x) + dx, real(y) + dy);
                let (from_x, from_y) = warp.source(x, y);
                let mut here = sheet.ink(from_x, from_y);
                for line in &lines {
                    here = line.over(here, x, y);
                }
                let dotted = dots.iter().any(|dot| dot.covers(x, y));
                ink += if dotted { here.max(0.6) } else { here };
            }
            // Few shades look the same and halve the file.
            let across = (real(x) / 20.0).floor() / 10.0;
            let down = (real(y) / 6.0).floor() / 11.0;
            pixels.extend(blend(GROUND, inks, [down, across, (ink * 2.0).round() / 8.0]));
        }
    }
    encode(&pixels)
}

fn encode(pixels: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Best, FilterType::NoFilter)
        .write_image(pixels, 220, 72, ExtendedColorType::Rgb8)
        .doing("encoding the picture of a challenge")?;
    Ok(file)
}

/// Lays the characters side by side, each a little larger or smaller, turned and shifted.
fn write(sheet: &mut Sheet, characters: Characters, dice: &mut Dice) -> Result<(), Fault> {
    let font = FontRef::try_from_slice(FONT).doing("reading the font of the challenge")?;
    let sizes = characters.map(|_| dice.between(0.9, 1.1));
    let advance = |character: u8, size: f32| {
        let scaled = font.as_scaled(PxScale::from(size));
        scaled.h_advance(scaled.glyph_id(char::from(character)))
    };
    let natural: f32 = characters.iter().zip(sizes).map(|(c, size)| advance(*c, size)).sum();
    // As large as the width allows, and never so large that a turned one leaves the sheet.
    let room = real(WIDTH) - 2.0 * MARGIN;
    let scale = (room / natural).min(66.0);
    let mut left = MARGIN + (room - natural * scale) / 2.0;
    for (character, size) in characters.into_iter().zip(sizes) {
        let size = size * scale;
        let width = advance(character, size);
        let scaled = PxScale::from(size * real(FINE));
        let glyph = font.glyph_id(char::from(character)).with_scale(scaled);
        let centre = (left + width / 2.0, real(HEIGHT) / 2.0 + dice.between(-5.0, 5.0));
        sheet.stamp(&font, glyph, centre, dice);
        left += width;
    }
    Ok(())
}

/// How much ink lies where, from 0 to 1, on a finer grid than the picture's.
struct Sheet(Vec<f32>);

impl Sheet {
    fn blank() -> Self {
        Self(vec![0.0; WIDTH * FINE * HEIGHT * FINE])
    }

    /// The ink at a place given in pixels of the picture.
    fn ink(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x * real(FINE), y * real(FINE));
        if x < 0.0 || y < 0.0 {
            return 0.0;
        }
        let (column, row) = (whole(x), whole(y));
        if column >= WIDTH * FINE {
            return 0.0;
        }
        self.0.get(row * WIDTH * FINE + column).copied().unwrap_or(0.0)
    }

    /// Prints one character around `centre`, turned and slanted at random.
    fn stamp(&mut self, font: &FontRef<'_>, glyph: Glyph, centre: (f32, f32), dice: &mut Dice) {
        let turn = dice.sign() * dice.between(0.06, 0.32);
        let slant = dice.between(-0.18, 0.18);
        let Some(outline) = font.outline_glyph(glyph) else { return };
        let bounds = outline.px_bounds();
        let middle = point(bounds.width() / 2.0, bounds.height() / 2.0);
        let (sin, cos) = turn.sin_cos();
        let (centre_x, centre_y) = (centre.0 * real(FINE), centre.1 * real(FINE));
        let turned = |x: f32, y: f32| {
            let (x, y) = (x - middle.x - slant * (y - middle.y), y - middle.y);
            (centre_x + x * cos - y * sin, centre_y + x * sin + y * cos)
        };
        outline.draw(|x, y, coverage| {
            #[expect(clippy::cast_precision_loss, reason = "a glyph is a hundred pixels wide")]
            let (x, y) = (x as f32, y as f32);
            // Turned grids leave holes; four quarters of each source pixel fill them.
            for (dx, dy) in [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)] {
                let (x, y) = turned(x + dx, y + dy);
                self.add(x, y, coverage);
            }
        });
    }

    fn add(&mut self, x: f32, y: f32, coverage: f32) {
        if x < 0.0 || y < 0.0 || whole(x) >= WIDTH * FINE {
            return;
        }
        if let Some(ink) = self.0.get_mut(whole(y) * WIDTH * FINE + whole(x)) {
            *ink = ink.max(coverage);
        }
    }
}

/// Two waves that bend the whole sheet.
struct Warp {
    along: Wave,
    across: Wave,
}

impl Warp {
    fn roll(dice: &mut Dice) -> Self {
        Self {
            along: Wave::roll(dice, (2.4, 3.8), (70.0, 120.0)),
            across: Wave::roll(dice, (1.4, 2.6), (45.0, 75.0)),
        }
    }

    /// Where on the sheet the ink of a place in the picture comes from.
    fn source(&self, x: f32, y: f32) -> (f32, f32) {
        (x + self.across.at(y), y + self.along.at(x))
    }
}

struct Wave {
    height: f32,
    length: f32,
    phase: f32,
}

impl Wave {
    fn roll(dice: &mut Dice, height: (f32, f32), length: (f32, f32)) -> Self {
        Self {
            height: dice.between(height.0, height.1),
            length: dice.between(length.0, length.1),
            phase: dice.between(0.0, TAU),
        }
    }

    fn at(&self, place: f32) -> f32 {
        self.height * (place * TAU / self.length + self.phase).sin()
    }
}

/// A thin wavy line from edge to edge: ink over the ground, or a scratch through the ink.
struct Line {
    start: f32,
    slope: f32,
    wave: Wave,
    half: f32,
    scratch: bool,
}

impl Line {
    fn roll(dice: &mut Dice, scratch: bool) -> Self {
        let (start, end) = (dice.between(14.0, 58.0), dice.between(14.0, 58.0));
        Self {
            start,
            slope: (end - start) / real(WIDTH),
            wave: Wave::roll(dice, (3.0, 9.0), (80.0, 170.0)),
            half: if scratch { 0.8 } else { dice.between(0.55, 0.85) },
            scratch,
        }
    }

    /// The ink at a place after this line was drawn over it.
    fn over(&self, ink: f32, x: f32, y: f32) -> f32 {
        let away = (y - self.start - self.slope * x - self.wave.at(x)).abs();
        match (away <= self.half, self.scratch) {
            (true, true) => 0.0,
            (true, false) => ink.max(0.7),
            (false, _) => ink,
        }
    }
}

/// A speck of ink.
struct Dot {
    x: f32,
    y: f32,
    radius: f32,
}

impl Dot {
    fn roll(dice: &mut Dice) -> Self {
        Self {
            x: dice.between(0.0, real(WIDTH)),
            y: dice.between(0.0, real(HEIGHT)),
            radius: dice.between(0.5, 1.3),
        }
    }

    fn covers(&self, x: f32, y: f32) -> bool {
        (x - self.x).powi(2) + (y - self.y).powi(2) <= self.radius * self.radius
    }
}

/// Ground and ink mixed: `down` and `across` from 0 to 1, and how much ink.
fn blend(ground: [[f32; 3]; 2], inks: [[f32; 3]; 2], mix: [f32; 3]) -> [u8; 3] {
    let [down, across, ink] = mix;
    std::array::from_fn(|i| {
        let below = ground[0][i] * (1.0 - down) + ground[1][i] * down;
        let above = inks[0][i] * (1.0 - across) + inks[1][i] * across;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a mixture of values from 0 to 255"
        )]
        let byte = (below * (1.0 - ink) + above * ink).round() as u8;
        byte
    })
}

fn pick(dice: &mut Dice) -> usize {
    whole(dice.between(0.0, 4.0)).min(3)
}

#[expect(clippy::cast_precision_loss, reason = "places in a small picture")]
fn real(number: usize) -> f32 {
    number as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a small picture, never negative, rounded down"
)]
fn whole(number: f32) -> usize {
    number as usize
}
