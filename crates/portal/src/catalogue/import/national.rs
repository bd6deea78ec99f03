//! The shape in which the service of the national database gives a procedure (`LayThuTuc`): names in
//! capitals, figures as texts or as numbers, times and fees within channels.

use crate::catalogue::procedure::{
    DocumentsOfCase, Fee, Law, Outcome, Procedure, RequiredDocument, StepsOfCase, Way, audience,
};
use crate::catalogue::words::{Channel, Level, TimeLimit, TimeUnit};
use serde::{Deserialize, Deserializer};

/// What tells this shape from ours.
pub(super) const NAME: &str = "\"TENTTHC\"";

/// A text, or a number that is written as one; nothing where it is left out.
#[derive(Default)]
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Number(serde_json::Number),
        }
        Ok(Self(match Option::<Written>::deserialize(from)? {
            None => String::new(),
            Some(Written::Text(text)) => text.trim().to_owned(),
            Some(Written::Number(number)) => number.to_string(),
        }))
    }
}

/// A list; nothing where it is left out or `null`.
struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::<Vec<T>>::deserialize(from).map(|list| Self(list.unwrap_or_default()))
    }
}

/// Declares a table of the service: every field may be missing.
macro_rules! tables {
    ($($table:ident { $($field:ident: $kind:ty = $name:literal,)+ })+) => {$(
        #[derive(Deserialize)]
        struct $table { $(#[serde(default, rename = $name)] $field: $kind,)+ }
    )+};
}

tables! {
    Written {
        name: Text = "TENTTHC",
        state: Text = "TRANGTHAI",
        publisher: Text = "TENCOQUANCONGBO",
        publisher_code: Text = "MACOQUANCONGBO",
        levels: List<Text> = "CAPTHUCHIEN",
        fields: List<Field> = "LINHVUCTHUCHIEN",
        steps: List<Steps> = "TRINHTUTHUCHIEN",
        channels: List<OfChannel> = "CACHTHUCTHUCHIEN",
        papers: List<Papers> = "THANHPHANHOSO",
        audience: List<Named> = "DOITUONGTHUCHIEN",
        conditions: Text = "YEUCAU",
        results: List<Got> = "KETQUATHUCHIEN",
        laws: List<Basis> = "CANCUPHAPLY",
        agencies: List<Agency> = "COQUANTHUCHIEN",
    }
    Field { name: Text = "TENLINHVUC", }
    Steps { case: Text = "TRUONGHOP", steps: List<Step> = "TRINHTU", }
    Step { text: Text = "TENTRINHTU", }
    OfChannel { channel: Text = "KENH", times: List<Time> = "THOIGIAN", }
    Time {
        value: Text = "THOIGIANGIAIQUYET",
        unit: Text = "DONVITINH",
        note: Text = "MOTA",
        fees: List<Charge> = "PHILEPHI",
    }
    Charge { amount: Text = "SOTIEN", currency: Text = "DONVI", note: Text = "MOTA", }
    Papers { case: Text = "TRUONGHOP", items: List<Item> = "GIAYTO", }
    Item {
        name: Text = "TENGIAYTO",
        form: Text = "TENMAUDON",
        url: Text = "URL",
        originals: Text = "SOBANCHINH",
        copies: Text = "SOBANSAO",
    }
    Named { name: Text = "TENDOITUONG", }
    Got { code: Text = "MAKETQUA", name: Text = "TENKETQUA", }
    Basis { number: Text = "SOVANBAN", name: Text = "TENVANBAN", }
    Agency { name: Text = "TENDONVI", }
}

/// A code as the service writes it.
#[derive(Default, Deserialize)]
pub(super) struct Coded {
    /// The code.
    #[serde(default, rename = "MATTHC")]
    pub(super) code: Option<String>,
}

/// Reads a procedure of the service.
///
/// # Errors
/// Why it is none.
pub(super) fn read(text: &str) -> Result<Procedure, String> {
    let written: Written = crate::reading::json(text)?;
    let field = written.fields.0.into_iter().next().map(|field| field.name.0).unwrap_or_default();
    let publisher = match written.publisher.0 {
        name if name.is_empty() => written.publisher_code.0,
        name => name,
    };
    let names: Vec<String> = written.agencies.0.into_iter().map(|one| one.name.0).collect();
    let levels = levels(&written.levels.0, &names);
    let mut audiences = Vec::new();
    for Named { name: Text(name) } in &written.audience.0 {
        let known =
            audience::named(name).ok_or(format!("DOITUONGTHUCHIEN: nobody knows {name:?}"))?;
        if !audiences.contains(&known) {
            audiences.push(known);
        }
    }
    let mut channels = Vec::new();
    for one in written.channels.0 {
        channels.extend(ways(one)?);
    }
    let conditions = lines(&written.conditions.0);
    Ok(Procedure {
        name: written.name.0,
        field,
        ministry: publisher,
        levels,
        audience: audiences,
        channels,
        dossier: written.papers.0.into_iter().map(papers).collect::<Result<_, _>>()?,
        results: written
            .results
            .0
            .into_iter()
            .map(|one| Outcome { name: one.name.0, code: one.code.0 })
            .collect(),
        legal_basis: written
            .laws
            .0
            .into_iter()
            .map(|one| Law { number: one.number.0, name: one.name.0 })
            .collect(),
        steps: written.steps.0.into_iter().map(steps).filter(|one| !one.items.is_empty()).collect(),
        has_conditions: !conditions.is_empty(),
        conditions,
        implementing_agency: names.join(", "),
        // 1 is public; whatever else is said is not.
        status: if ["", "1"].contains(&written.state.0.as_str()) {
            String::new()
        } else {
            "withdrawn".into()
        },
        ..Procedure::default()
    })
}

/// The levels that are said, or else those the names of the agencies tell.
fn levels(said: &[Text], agencies: &[String]) -> Vec<Level> {
    let mut levels = Vec::new();
    let texts = said.iter().map(|Text(text)| text).chain(agencies);
    for text in texts {
        let bare = civic::fold::without_diacritics(text).to_lowercase();
        let tells = |words: &[&str]| words.iter().any(|word| bare.contains(word));
        let level = match () {
            () if tells(&["cap xa", "phuong", "commune"]) => Level::Commune,
            () if tells(&["cap tinh", "so ", "tinh", "province"]) => Level::Province,
            () if tells(&["cap bo", "bo ", "cuc ", "ministry"]) => Level::Ministry,
            () => Level::Other,
        };
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    if levels.is_empty() { vec![Level::Other] } else { levels }
}

fn ways(one: OfChannel) -> Result<Vec<Way>, String> {
    let channel = match one.channel.0.as_str() {
        "1" => Channel::Direct,
        "2" => Channel::Online,
        "3" => Channel::Post,
        other => return Err(format!("KENH: nobody knows {other:?}; 1, 2 or 3 would be right")),
    };
    let way = |time: Time| {
        let time_limit = match time.value.0.as_str() {
            "" => None,
            value => Some(TimeLimit {
                value: figure("THOIGIANGIAIQUYET", value)?,
                unit: unit(&time.unit.0),
            }),
        };
        let fee = |charge: Charge| {
            let currency =
                if charge.currency.0.len() == 3 { charge.currency.0 } else { "VND".into() };
            let amount = figure("SOTIEN", &charge.amount.0)?;
            Ok(Fee { amount: u64::from(amount), currency, note: charge.note.0 })
        };
        let fees: Vec<Fee> = time.fees.0.into_iter().map(fee).collect::<Result<_, String>>()?;
        Ok(Way { channel, time_limit, fees: (!fees.is_empty()).then_some(fees), note: time.note.0 })
    };
    one.times.0.into_iter().map(way).collect()
}

/// A figure, which may have its groups parted by dots or commas; empty for none.
fn figure(of: &str, text: &str) -> Result<u32, String> {
    let figures: String = text.chars().filter(|c| !matches!(c, '.' | ',' | ' ')).collect();
    match figures.as_str() {
        "" => Ok(0),
        figures => figures.parse().map_err(|_| format!("{of}: {text:?} is no number")),
    }
}

fn unit(text: &str) -> TimeUnit {
    let bare = civic::fold::without_diacritics(text).to_lowercase();
    match bare.trim() {
        "ngay lam viec" => TimeUnit::WorkingDay,
        "ngay" => TimeUnit::Day,
        "gio lam viec" => TimeUnit::WorkingHour,
        "gio" => TimeUnit::Hour,
        "thang" => TimeUnit::Month,
        _ => TimeUnit::Unstated,
    }
}

fn papers(one: Papers) -> Result<DocumentsOfCase, String> {
    let item = |item: Item| {
        Ok(RequiredDocument {
            name: item.name.0,
            originals: figure("SOBANCHINH", &item.originals.0)?,
            copies: figure("SOBANSAO", &item.copies.0)?,
            has_form_file: !item.form.0.is_empty(),
            form_url: item.url.0,
        })
    };
    let items = one.items.0.into_iter().map(item).collect::<Result<_, String>>()?;
    Ok(DocumentsOfCase { case: one.case.0, items })
}

fn steps(one: Steps) -> StepsOfCase {
    let items = one.steps.0.iter().flat_map(|step| lines(&step.text.0)).collect();
    StepsOfCase { case: one.case.0, items }
}

/// The lines of a text, without those that are empty.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
