//! Solves the proof of work as the browser's worker does (`crates/web/assets/challenge-worker.js`).

use aws_lc_rs::digest::{Context, SHA256};

const PARTS: usize = 8;
/// The eight parts together cost 2^3 times what one does.
const BITS_OF_PARTS: u32 = 3;

/// The solution of a puzzle: eight nonces with dots between them.
pub fn solve(token: &str, bits: u32) -> String {
    let zeros = bits.saturating_sub(BITS_OF_PARTS);
    let nonces: Vec<String> = (0..PARTS).map(|part| nonce(token, part, zeros)).collect();
    nonces.join(".")
}

fn nonce(token: &str, part: usize, zeros: u32) -> String {
    let mut prefix = Context::new(&SHA256);
    prefix.update(format!("{token}:{part}:").as_bytes());
    let fits = |nonce: &String| {
        let mut hash = prefix.clone();
        hash.update(nonce.as_bytes());
        let hash = hash.finish();
        let first = hash.as_ref().first_chunk().copied().map_or(u64::MAX, u64::from_be_bytes);
        first.leading_zeros() >= zeros
    };
    (0_u64..).map(|number| format!("{number:x}")).find(fits).unwrap_or_default()
}
