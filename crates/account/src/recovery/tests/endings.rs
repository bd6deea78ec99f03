//! A reset ends everything that stood on the old password.

use super::NEW_PASSWORD;
use crate::testing::{Applicant, World};
use store::Store;

async fn other_recoveries_end(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut first = world.forgets_and_confirms(&who).await;
    let mut second = world.forgets_and_confirms(&who).await;
    second.is_at("/mat-khau");
    world.renews(&mut first, NEW_PASSWORD).await;
    first.is_at("/hoan-tat");
    let hash = world.the_hash().await;
    world.renews(&mut second, "Cá kho-Rau muống.63").await;
    second.answers(410);
    assert_eq!(world.the_hash().await, hash);
    first.reload().await.is_at("/hoan-tat");
}

store::on_both_engines!(others_end, other_recoveries_end);
