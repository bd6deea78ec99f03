//! The hash: known values, rotation, the queue and the memory.

use super::*;
use ground::Chance;
use ground::fault::FaultKind;
use ground::keys::KeyRing;

fn small() -> Settings {
    Settings {
        memory_kib: 64,
        at_once: 2,
        queue_wait: Span::from_seconds(60),
        ..Settings::default()
    }
}

fn ring(current: u32) -> KeyRing {
    let (process, thread) = (std::process::id(), std::thread::current().id());
    let path = std::env::temp_dir().join(format!("motcua-{process}-{thread:?}-{current}.toml"));
    let (first, second) = ("A".repeat(43) + "=", "B".repeat(42) + "A=");
    let text = format!("current = {current}\n[keys]\n1 = \"{first}\"\n2 = \"{second}\"\n");
    std::fs::write(&path, text).unwrap();
    let ring = KeyRing::load(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    ring
}

fn typed(text: &str) -> Candidate {
    Candidate::parse(text).unwrap()
}

const RIGHT: Verdict = Verdict::Right { rehash: false };
const RIGHT_BUT_OLD: Verdict = Verdict::Right { rehash: true };

#[tokio::test]
async fn knows_the_password_and_no_other() {
    let hasher = Hasher::new(&small(), &ring(1)).unwrap();
    let stored = hasher.hash(&typed("Mèo ngủ trưa"), [7; 16]).await.unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=64,t=2,p=1,keyid=MQ$"), "{stored}");
    assert_eq!(hasher.verify(&stored, &typed("Mèo ngủ trưa")).await.unwrap(), RIGHT);
    assert_eq!(hasher.verify(&stored, &typed("mèo ngủ trưa")).await.unwrap(), Verdict::Wrong);
    assert_eq!(hasher.verify_against_nobody(&typed("Mèo")).await.unwrap(), Verdict::Wrong);
    let other = hasher.hash(&typed("Mèo ngủ trưa"), [8; 16]).await.unwrap();
    assert_ne!(stored, other, "the salt counts");
}

#[tokio::test]
async fn agrees_with_the_reference_implementation() {
    // From test.c of the reference implementation: t=2, m=2^8, p=1, no secret.
    let stored =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    let hasher = Hasher::new(&small(), &ring(1)).unwrap();
    assert_eq!(hasher.verify(stored, &typed("password")).await.unwrap(), RIGHT_BUT_OLD);
    assert_eq!(hasher.verify(stored, &typed("Password")).await.unwrap(), Verdict::Wrong);
    assert_eq!(hasher.buffers(), 0, "memory for larger hashes is not kept");
}

#[tokio::test]
async fn peppers_rotate() {
    let before = Hasher::new(&small(), &ring(1)).unwrap();
    let after = Hasher::new(&small(), &ring(2)).unwrap();
    let stored = before.hash(&typed("một mật khẩu"), [1; 16]).await.unwrap();
    assert_eq!(after.verify(&stored, &typed("một mật khẩu")).await.unwrap(), RIGHT_BUT_OLD);
    let renewed = after.hash(&typed("một mật khẩu"), [2; 16]).await.unwrap();
    assert_eq!(after.verify(&renewed, &typed("một mật khẩu")).await.unwrap(), RIGHT);

    let moved = stored.replace("keyid=MQ", "keyid=Mg");
    assert_eq!(after.verify(&moved, &typed("một mật khẩu")).await.unwrap(), Verdict::Wrong);
    let stranger = KeyRing::generate(&Chance::new(|buffer| buffer.fill(9)));
    let lost = Hasher::new(&small(), &stranger).unwrap().verify(&renewed, &typed("x")).await;
    assert_eq!(lost.unwrap_err().kind(), FaultKind::Broken);
}

#[tokio::test]
async fn other_parameters_ask_for_a_new_hash() {
    let hasher = Hasher::new(&small(), &ring(1)).unwrap();
    let stored = hasher.hash(&typed("một mật khẩu"), [1; 16]).await.unwrap();
    let harder = Hasher::new(&Settings { passes: 3, ..small() }, &ring(1)).unwrap();
    assert_eq!(harder.verify(&stored, &typed("một mật khẩu")).await.unwrap(), RIGHT_BUT_OLD);
    let broken = hasher.verify("$2b$12$not-ours", &typed("x")).await;
    assert_eq!(broken.unwrap_err().kind(), FaultKind::Broken);
    let wrong = Hasher::new(&Settings { memory_kib: 4, ..small() }, &ring(1)).err().unwrap();
    assert!(wrong.to_string().starts_with("password.memory_kib = 4"), "{wrong}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_is_reused() {
    let hasher = Hasher::new(&small(), &ring(1)).unwrap();
    assert_eq!(hasher.buffers(), 0, "nothing before the first hash");
    let crowd = (0..40_u8).map(|n| {
        let hasher = hasher.clone();
        tokio::spawn(async move { hasher.hash(&typed("một mật khẩu"), [n; 16]).await })
    });
    for hashed in crowd.collect::<Vec<_>>() {
        hashed.await.unwrap().unwrap();
    }
    assert!((1..=2).contains(&hasher.buffers()), "{} buffers", hasher.buffers());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_refuses_soon_and_a_visitor_who_leaves_frees_nothing_early() {
    let settings = Settings {
        memory_kib: 64 * 1024,
        passes: 8,
        at_once: 1,
        queue_wait: Span::from_ms(1),
        ..Settings::default()
    };
    let hasher = Hasher::new(&settings, &ring(1)).unwrap();
    let long = tokio::spawn({
        let hasher = hasher.clone();
        async move { hasher.hash(&typed("một mật khẩu"), [1; 16]).await }
    });
    while hasher.0.turns.available_permits() > 0 {
        tokio::task::yield_now().await;
    }
    let refused = hasher.verify_against_nobody(&typed("x")).await.unwrap_err();
    assert_eq!(refused.kind(), FaultKind::Busy);
    long.abort();
    assert!(long.await.is_err());
    let refused = hasher.verify_against_nobody(&typed("x")).await.unwrap_err();
    assert_eq!(refused.kind(), FaultKind::Busy, "the work runs on");
}
