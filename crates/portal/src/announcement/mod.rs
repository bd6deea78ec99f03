//! Announcements on the home page: what an administrator wants everybody to know, from one day on.

mod records;

pub use records::{Announcement, all, newest, put, remove};

store::row_id! {
    /// The id of an announcement.
    AnnouncementId
}
