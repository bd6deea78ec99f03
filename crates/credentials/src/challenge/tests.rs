//! The challenge, driven through its public face.

use super::proof_of_work::PARTS;
use super::*;
use aws_lc_rs::digest;
use ground::keys::KeyRing;
use ground::{Chance, Moment, Span};
use std::sync::atomic::{AtomicU64, Ordering};

const NOW: Moment = Moment::from_unix_ms(1_800_000_000_000);
const VISIT: &[u8] = b"visit-1";
const PURPOSE: &str = "registration";

/// A chance that never repeats itself, the same in every run.
fn chance() -> Chance {
    let drawn = AtomicU64::new(0);
    Chance::new(move |buffer| {
        for chunk in buffer.chunks_mut(32) {
            let count = drawn.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            let hash = digest::digest(&digest::SHA256, &count);
            chunk.copy_from_slice(&hash.as_ref()[..chunk.len()]);
        }
    })
}

fn challenge(mode: Mode) -> (Challenge, Chance) {
    let settings = Settings { mode, bits_base: 8, bits_max: 8, ..Settings::default() };
    let chance = chance();
    (Challenge::new(&KeyRing::generate(&chance), settings).unwrap(), chance)
}

fn solve(token: &str, bits: u32) -> String {
    let part = |i: usize| {
        let solves = |nonce: &u32| {
            let text = format!("{token}:{i}:{nonce:x}");
            let hash = digest::digest(&digest::SHA256, text.as_bytes());
            u32::from_be_bytes(*hash.as_ref().first_chunk().unwrap()).leading_zeros() >= bits - 3
        };
        format!("{:x}", (0..).find(solves).unwrap())
    };
    (0..PARTS).map(part).collect::<Vec<_>>().join(".")
}

#[test]
fn a_solved_puzzle_counts_and_keeps_its_id() {
    let (challenge, chance) = challenge(Mode::ProofOfWork);
    let (token, bits) = challenge.puzzle(NOW, &chance, VISIT, PURPOSE, Pressure::default());
    assert_eq!(bits, 8);
    let solution = solve(&token, 8);
    let late = NOW.plus(Span::from_minutes(29));
    let first = challenge.proof().verify(&token, &solution, NOW, VISIT, PURPOSE).unwrap();
    let again = challenge.proof().verify(&token, &solution, late, VISIT, PURPOSE).unwrap();
    assert_eq!(first, again, "a replay is seen by its id");
    assert_eq!(first.expires(), NOW.plus(Span::from_minutes(30)));
    let (other, _) = challenge.puzzle(NOW, &chance, VISIT, PURPOSE, Pressure::default());
    let solution = solve(&other, 8);
    let other = challenge.proof().verify(&other, &solution, NOW, VISIT, PURPOSE).unwrap();
    assert_ne!(first.bytes(), other.bytes());
}

#[test]
fn a_puzzle_is_refused_for_its_reason() {
    let (challenge, chance) = challenge(Mode::ProofOfWork);
    let proof = challenge.proof();
    let token = proof.issue(NOW, &chance, VISIT, PURPOSE, 8);
    let solution = solve(&token, 8);
    let check = |token: &str, solution: &str| proof.verify(token, solution, NOW, VISIT, PURPOSE);

    assert_eq!(check("", ""), Err(ChallengeRefusal::Missing));
    assert_eq!(check(&token, ""), Err(ChallengeRefusal::Missing));
    let easier = token.replacen("p1.8.", "p1.3.", 1);
    let lengthened = format!("{token}{}", "A".repeat(1 << 20));
    for tampered in [easier.as_str(), &token[1..], "p1", "....", &lengthened] {
        assert_eq!(check(tampered, &solution), Err(ChallengeRefusal::Malformed));
    }
    let seven = solution.rsplit_once('.').unwrap().0;
    let nine = format!("{solution}.0");
    let upper = format!("A{solution}");
    let long = format!("{}{solution}", "0".repeat(1 << 20));
    for malformed in [seven, &nine, &upper, &long, "........", "đ"] {
        assert_eq!(check(&token, malformed), Err(ChallengeRefusal::Malformed));
    }
    let wrong = ["0"; PARTS].join(".");
    assert_eq!(check(&token, &wrong), Err(ChallengeRefusal::Wrong));
    // Each part asks for its own nonce: the solution backwards is none.
    let backwards = solution.split('.').rev().collect::<Vec<_>>().join(".");
    assert_eq!(check(&token, &backwards), Err(ChallengeRefusal::Wrong));

    let elsewhere = proof.verify(&token, &solution, NOW, b"visit-2", PURPOSE);
    assert_eq!(elsewhere, Err(ChallengeRefusal::NotYours));
    let otherwise = proof.verify(&token, &solution, NOW, VISIT, "login");
    assert_eq!(otherwise, Err(ChallengeRefusal::NotYours));
    let late = NOW.plus(Span::from_minutes(30));
    let late = proof.verify(&token, &solution, late, VISIT, PURPOSE);
    assert_eq!(late, Err(ChallengeRefusal::Expired));
}

/// Whoever solves puzzles ahead must begin anew for each browser, for each form and every half hour,
/// and cannot make those of quiet times longer-lived.
#[test]
fn puzzles_solved_ahead_serve_one_browser_one_form_and_half_an_hour() {
    let (challenge, chance) = challenge(Mode::ProofOfWork);
    let proof = challenge.proof();
    let stock: Vec<_> = (0..4)
        .map(|_| {
            let token = proof.issue(NOW, &chance, VISIT, PURPOSE, 8);
            let solution = solve(&token, 8);
            (token, solution)
        })
        .collect();
    let used = |visit: &[u8], purpose: &str, at: Moment| {
        stock.iter().filter(|(t, s)| proof.verify(t, s, at, visit, purpose).is_ok()).count()
    };
    let last = NOW.plus(Span::from_ms(Span::from_minutes(30).as_ms() - 1));
    assert_eq!(used(VISIT, PURPOSE, last), 4);
    assert_eq!(used(VISIT, PURPOSE, NOW.plus(Span::from_minutes(30))), 0);
    assert_eq!(used(b"visit-2", PURPOSE, NOW), 0);
    assert_eq!(used(VISIT, "login", NOW), 0);
    let (token, solution) = &stock[0];
    let expiry = NOW.plus(Span::from_minutes(30)).unix_ms().to_string();
    let longer = token.replace(&expiry, &last.plus(Span::from_days(1)).unix_ms().to_string());
    assert_ne!(&longer, token);
    let refused = proof.verify(&longer, solution, NOW, VISIT, PURPOSE);
    assert_eq!(refused, Err(ChallengeRefusal::Malformed));
}

#[test]
fn an_image_is_answered_in_any_case_with_any_spaces() {
    let (challenge, chance) = challenge(Mode::Image);
    let image = challenge.image();
    for _ in 0..50 {
        let token = image.issue(NOW, &chance, VISIT, PURPOSE).unwrap();
        let shown = image.characters(&token).unwrap();
        let lower = shown.to_lowercase();
        let spaced: String = lower.chars().flat_map(|c| [c, ' ']).collect();
        let halves = format!("\u{a0}{} {}\t\u{200b}", &shown[..3], &shown[3..]);
        let alike = shown.replace('2', "z").replace('5', "S").replace('6', "g").replace('8', "B");
        for answer in [&shown, &lower, &spaced, &halves, &alike] {
            let id = image.verify(&token, answer, NOW, VISIT, PURPOSE).unwrap();
            assert_eq!(Some(id), image.spent_id(&token));
        }
        for wrong in [&shown[..5], &format!("{shown}2"), "000000", &"A".repeat(1 << 20)] {
            let refusal = image.verify(&token, wrong, NOW, VISIT, PURPOSE);
            assert_eq!(refusal, Err(ChallengeRefusal::Wrong));
        }
    }
}

#[test]
fn an_image_is_refused_for_its_reason() {
    let (challenge, chance) = challenge(Mode::Image);
    let image = challenge.image();
    let token = image.issue(NOW, &chance, VISIT, PURPOSE).unwrap();
    let shown = image.characters(&token).unwrap();
    let check = |token: &str, answer: &str| image.verify(token, answer, NOW, VISIT, PURPOSE);
    assert_eq!(check(&token, " "), Err(ChallengeRefusal::Missing));
    assert_eq!(check("", &shown), Err(ChallengeRefusal::Missing));
    let tampered = format!("{}A", &token[..token.len() - 1]);
    for tampered in [tampered.as_str(), "v1.1.x.y", "x", &"v".repeat(1 << 20)] {
        assert_eq!(check(tampered, &shown), Err(ChallengeRefusal::Malformed));
        assert!(image.draw(tampered, NOW).unwrap().is_none());
        assert!(image.read_aloud(tampered, NOW).is_none());
    }
    let elsewhere = image.verify(&token, &shown, NOW, b"visit-2", PURPOSE);
    assert_eq!(elsewhere, Err(ChallengeRefusal::NotYours));
    let otherwise = image.verify(&token, &shown, NOW, VISIT, "login");
    assert_eq!(otherwise, Err(ChallengeRefusal::NotYours));
    let late = NOW.plus(Span::from_minutes(30));
    assert!(image.draw(&token, late).unwrap().is_none(), "drawn no longer than it may be answered");
    assert!(image.read_aloud(&token, late).is_none());
    let late = image.verify(&token, &shown, late, VISIT, PURPOSE);
    assert_eq!(late, Err(ChallengeRefusal::Expired));
}

#[test]
fn a_picture_is_a_png_of_its_own() {
    let (challenge, chance) = challenge(Mode::Image);
    let draw = || {
        let token = challenge.image().issue(NOW, &chance, VISIT, PURPOSE).unwrap();
        let picture = challenge.image().draw(&token, NOW).unwrap().unwrap();
        assert_eq!(picture, challenge.image().draw(&token, NOW).unwrap().unwrap(), "repeatable");
        picture
    };
    let (one, other) = (draw(), draw());
    assert_ne!(one, other);
    for picture in [one, other] {
        let seen = ::image::load_from_memory(&picture).unwrap().into_rgb8();
        assert_eq!(seen.dimensions(), (220, 72));
        let dark = seen.pixels().filter(|pixel| pixel.0[1] < 110).count();
        assert!((1_000..6_000).contains(&dark), "{dark} dark pixels");
        assert!(picture.len() < 6 * 1024, "{} bytes", picture.len());
    }
}

#[test]
fn a_reading_is_a_wav_of_its_own() {
    let (challenge, chance) = challenge(Mode::Image);
    let read = || {
        let token = challenge.image().issue(NOW, &chance, VISIT, PURPOSE).unwrap();
        let reading = challenge.image().read_aloud(&token, NOW).unwrap();
        assert_eq!(
            Some(&reading),
            challenge.image().read_aloud(&token, NOW).as_ref(),
            "repeatable"
        );
        reading
    };
    let (one, other) = (read(), read());
    assert_ne!(one, other);
    for reading in [one, other] {
        let number = |at: usize| u32::from_le_bytes(*reading[at..].first_chunk().unwrap());
        assert_eq!((&reading[..4], &reading[8..16]), (&b"RIFF"[..], &b"WAVEfmt "[..]));
        assert_eq!(number(4) as usize, reading.len() - 8);
        assert_eq!(number(40) as usize, reading.len() - 44);
        assert_eq!((number(24), number(28)), (11_025, 11_025));
        assert!((6 * 11_025..16 * 11_025).contains(&(reading.len() - 44)));
    }
}

#[test]
fn the_mode_says_which_answers_are_asked_for() {
    for (mode, proof_alone, image_alone) in [
        (Mode::ProofOfWork, Ok(1), Ok(1)),
        (Mode::Image, Err(ChallengeRefusal::Missing), Ok(1)),
        (Mode::Both, Err(ChallengeRefusal::Missing), Err(ChallengeRefusal::Missing)),
    ] {
        let (challenge, chance) = challenge(mode);
        let (token, _) = challenge.puzzle(NOW, &chance, VISIT, PURPOSE, Pressure::default());
        let solution = solve(&token, 8);
        let image = challenge.image().issue(NOW, &chance, VISIT, PURPOSE).unwrap();
        let answer = challenge.image().characters(&image).unwrap();
        let check =
            |sent: Answers<'_>| challenge.check(sent, NOW, VISIT, PURPOSE).map(|spent| spent.len());
        let all = Answers { token: &token, solution: &solution, image: &image, answer: &answer };
        assert_eq!(check(Answers { answer: "", ..all }), proof_alone);
        assert_eq!(check(Answers { solution: "", ..all }), image_alone);
        assert_eq!(check(all), Ok(if mode == Mode::Both { 2 } else { 1 }));
        assert_eq!(check(Answers::default()), Err(ChallengeRefusal::Missing));
        let typed_wrong = Answers { solution: "", answer: "000000", ..all };
        assert_eq!(check(typed_wrong), Err(ChallengeRefusal::Wrong));
    }
}

const WORKER_TOKEN: &str = "p1.17.1800001800000.AwMDAwMDAwMDAwMDAwMDAw.0T2X61Z68O20w8rnRARGnQ.\
     JU2VEo93CN8a9KhnX24bgwqvdqEwKIr67W5zsnp7fK8";
const WORKER_SOLUTION: &str = "\
    000000000000000000000000000000000000000000000000000000000000000011a1.\
    00000000000000000000000000000000000000000000000000000000000000001014.\
    000000000000000000000000000000000000000000000000000000000000000006f6.\
    00000000000000000000000000000000000000000000000000000000000000006a52.\
    000000000000000000000000000000000000000000000000000000000000000027ee.\
    00000000000000000000000000000000000000000000000000000000000000000274.\
    00000000000000000000000000000000000000000000000000000000000000004f4c.\
    00000000000000000000000000000000000000000000000000000000000000007bd3";

/// Found by `crates/web/assets/challenge-worker.js`; see `journeys/unit/challenge-worker.test.mjs`.
#[test]
fn what_the_browser_worker_found_counts_here() {
    let chance = Chance::new(|buffer| buffer.fill(3));
    let proof = ProofOfWork::new(&KeyRing::generate(&chance), Span::from_minutes(30));
    let token = proof.issue(NOW, &chance, VISIT, PURPOSE, 17);
    assert_eq!(token, WORKER_TOKEN, "the node test solves the same token");
    assert!(proof.verify(&token, WORKER_SOLUTION, NOW, VISIT, PURPOSE).is_ok());
}
