//! The catalogue told as stories: files that are read into it, good and bad ones, and its pages.

mod files;
mod pages;

use serde_json::{Value, json};

/// A procedure as a file writes it.
pub(crate) fn written(code: &str, name: &str) -> Value {
    json!({
        "code": code,
        "name": name,
        "field": "Hộ tịch",
        "ministry": "Bộ Tư pháp",
        "levels": ["commune"],
        "audience": ["Công dân Việt Nam"],
        "channels": [
            { "channel": "direct", "time_limit": { "value": 1, "unit": "working_day" }, "fees": null },
            { "channel": "online", "time_limit": { "value": 3, "unit": "working_day" },
              "fees": [{ "amount": 8000, "currency": "VND", "note": "mỗi bản" }, { "amount": 0 }] },
        ],
        "dossier": [{ "case": null, "items": [
            { "name": "Tờ khai theo mẫu", "originals": 1, "copies": 0, "has_form_file": true },
            { "name": "Giấy chứng sinh", "originals": 1, "copies": 2 },
        ] }],
        "results": [{ "name": "Giấy khai sinh", "code": null }],
        "legal_basis": ["60/2014/QH13 Luật Hộ tịch"],
    })
}

/// A file of these procedures.
pub(crate) fn file(procedures: &[Value]) -> Vec<u8> {
    json!({ "schema_version": 1, "procedures": procedures }).to_string().into_bytes()
}
