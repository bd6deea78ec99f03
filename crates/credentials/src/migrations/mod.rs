//! The tables of proofs: limits, one-time codes, spent challenges.

mod m0001_limit_bucket;
mod m0002_one_time_code;
mod m0003_spent_challenge;

use sea_orm_migration::MigrationTrait;

/// Migrations that each owner of a database with proofs puts into its own history.
pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_limit_bucket::LimitBucket),
        Box::new(m0002_one_time_code::OneTimeCode),
        Box::new(m0003_spent_challenge::SpentChallenge),
    ]
}

/// The table of limits alone, for who counts and proves nothing.
pub fn limits() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_limit_bucket::LimitBucket)]
}
