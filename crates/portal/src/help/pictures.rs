//! The pictures of the guides. Each is named by its content, so browsers keep it for good.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use ground::Fault;
use ground::jose::sha256;
use std::sync::LazyLock;
use web::Language;

pub(super) const ROUTE: &str = "/tai-nguyen/huong-dan/{file}";

/// A picture as it lies in `pictures/`.
struct File {
    language: Language,
    name: &'static str,
    bytes: &'static [u8],
}

macro_rules! both {
    ($($name:literal),* $(,)?) => {
        [$(
            File {
                language: Language::Vi,
                name: $name,
                bytes: include_bytes!(concat!("pictures/vi/", $name, ".png")),
            },
            File {
                language: Language::En,
                name: $name,
                bytes: include_bytes!(concat!("pictures/en/", $name, ".png")),
            },
        )*]
    };
}

static FILES: [File; 20] = both![
    "registration-home",
    "registration-audience",
    "registration-method",
    "registration-form",
    "registration-code",
    "registration-password",
    "signin-home",
    "signin-way",
    "signin-form",
    "signin-code",
];

/// One picture as a page shows it. Its size is known, so nothing moves when it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) path: String,
    pub(super) width: u32,
    pub(super) height: u32,
    bytes: &'static [u8],
}

static PICTURES: LazyLock<Vec<(Language, &'static str, Picture)>> = LazyLock::new(|| {
    let picture = |file: &File| Some((file.language, file.name, Picture::of(file)?));
    FILES.iter().filter_map(picture).collect()
});

impl Picture {
    fn of(file: &File) -> Option<Self> {
        let (width, height) = size(file.bytes)?;
        let code = file.language.code();
        let digest = sha256(file.bytes);
        let path = format!("/tai-nguyen/huong-dan/{}-{code}.{:.12}.png", file.name, digest);
        Some(Self { path, width, height, bytes: file.bytes })
    }

    /// The picture of this name.
    ///
    /// # Errors
    /// A name without a picture.
    pub(super) fn named(language: Language, name: &str) -> Result<Self, Fault> {
        let mut all = PICTURES.iter();
        let found = all.find(|(of, known, _)| *of == language && *known == name);
        let missing = Fault::new("finding a picture of the guides", "there is none of this name");
        found.map(|(_, _, picture)| picture.clone()).ok_or(missing)
    }
}

/// Width and height, from the head of a PNG (RFC 2083, 4.1.1).
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    png.starts_with(b"\x89PNG").then_some(())?;
    Some((number(16)?, number(20)?))
}

/// Serves one.
pub(super) async fn serve(Path(file): Path<String>) -> Response {
    let is_wanted = |picture: &Picture| picture.path.rsplit('/').next() == Some(file.as_str());
    let Some((_, _, picture)) = PICTURES.iter().find(|(_, _, picture)| is_wanted(picture)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let fixed = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (fixed, picture.bytes).into_response()
}
