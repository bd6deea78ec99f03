//! The invented officials who may sign in. None of them exists.

/// One official.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Official {
    /// Whom the provider means: its own name for the person.
    pub subject: &'static str,
    /// The name.
    pub name: &'static str,
    /// Where the person works.
    pub unit: &'static str,
    /// The mail address.
    pub email: &'static str,
}

/// All of them.
pub const OFFICIALS: [Official; 4] = [
    Official {
        subject: "cc-1001",
        name: "Lê Thị Hoa",
        unit: "Trung tâm Phục vụ hành chính công tỉnh",
        email: "hoa@quangngai.example",
    },
    Official {
        subject: "cc-1002",
        name: "Phạm Minh Tuấn",
        unit: "Sở Tư pháp",
        email: "tuan@quangngai.example",
    },
    Official {
        subject: "cc-1003",
        name: "Đinh Thị Y Rin",
        unit: "Ủy ban nhân dân xã Ba Tơ",
        email: "yrin@quangngai.example",
    },
    Official {
        subject: "cc-1004",
        name: "Võ Thành Công",
        unit: "Sở Xây dựng",
        email: "cong@quangngai.example",
    },
];

/// The official of this name.
pub fn of(subject: &str) -> Option<Official> {
    OFFICIALS.into_iter().find(|official| official.subject == subject)
}
