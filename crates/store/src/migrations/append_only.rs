//! A table whose rows can be added but neither changed nor removed: a true difference between
//! the engines, since each has its own trigger language.

use sea_orm_migration::SchemaManager;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, DbErr};

/// Refuses UPDATE, DELETE and, where the engine has it, TRUNCATE on a table from now on.
///
/// # Errors
/// The database refuses the trigger.
pub async fn make_append_only(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        let function = format!(
            "CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        );
        db.execute_unprepared(&function).await?;
        let trigger = format!(
            "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} \
             FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
        );
        db.execute_unprepared(&trigger).await?;
        // No row trigger sees it.
        let trigger = format!(
            "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
        );
        db.execute_unprepared(&trigger).await?;
        return Ok(());
    }
    for verb in ["UPDATE", "DELETE"] {
        let trigger = format!(
            "CREATE TRIGGER {table}_no_{} BEFORE {verb} ON {table} \
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
            verb.to_lowercase()
        );
        db.execute_unprepared(&trigger).await?;
    }
    Ok(())
}
