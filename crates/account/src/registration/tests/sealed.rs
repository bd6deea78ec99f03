//! What lies in the tables tells nobody who a person is.

use crate::testing::{Applicant, PASSWORD, World};
use civic::fold::without_diacritics;
use store::Store;

/// Everything about a person that must not be readable at rest.
fn personal(who: &Applicant) -> Vec<String> {
    let bare = who.e164().trim_start_matches("+84").to_owned();
    let mut parts: Vec<_> = who.birth_date.split('/').collect();
    parts.reverse();
    let iso = parts.join("-");
    assert_eq!(iso.len(), 10, "{iso}");
    let (name, plain) = (who.name.to_lowercase(), without_diacritics(&who.name).to_lowercase());
    vec![name, plain, who.identity.clone(), bare, iso, who.birth_date.clone(), who.email.clone()]
}

fn in_hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a code stands alone somewhere; inside longer figures it stands by chance.
fn stands_alone(all: &str, code: &str) -> bool {
    all.match_indices(code).any(|(at, _)| {
        let (before, after) = (&all[..at], &all[at + code.len()..]);
        !before.ends_with(|c: char| c.is_ascii_alphanumeric())
            && !after.starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

async fn hides(world: &World, who: &Applicant, when: &str) {
    let (all, files) = (world.everything().await, world.files().await);
    for secret in personal(who).iter().filter(|secret| !secret.is_empty()) {
        assert!(!all.contains(secret), "{secret} is readable {when}");
        assert!(!all.contains(&in_hexadecimal(secret)), "{secret} lies in a blob {when}");
        let bytes = secret.as_bytes();
        let in_file = files.windows(bytes.len()).any(|window| window == bytes);
        assert!(!in_file, "{secret} lies in a file {when}");
    }
}

async fn nothing_personal_is_readable(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh().with_email("binh@example.vn");
    let mut browser = world.applies(&who).await;
    let code = world.code(&who).await;
    let all = world.everything().await;
    let indexed = world.account.buckets.of("x", "");
    drop(indexed);
    assert!(all.contains("code_sent") && all.contains("letter"), "the look sees texts");
    hides(&world, &who, "before the code").await;
    assert!(!stands_alone(&all, &code), "the code is readable");
    assert!(!all.contains(&in_hexadecimal(&code)), "the code lies in a blob");

    world.enter(&mut browser, &code).await;
    hides(&world, &who, "before the password").await;
    world.choose(&mut browser, PASSWORD).await;
    world.settled().await;
    hides(&world, &who, "with an account").await;
    let all = world.everything().await;
    let index = world.account.phone_index.of(&who.e164());
    let index: String = index.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(all.contains(&index), "the look sees blobs");
    let recovery = browser.texts("code").remove(0).to_lowercase();
    assert!(!all.contains(&recovery), "a recovery code is readable");

    let elder = Applicant::lanh().with_email("lanh@example.vn");
    world.applies(&elder).await.answers(422);
    assert_eq!(world.rows("desk_reference").await, 1);
    hides(&world, &elder, "in a desk reference").await;
}

store::on_both_engines!(at_rest, nothing_personal_is_readable);
