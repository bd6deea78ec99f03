//! Lists that sources write in more than one way: one text or several, a text or a table.

use super::{Law, StepsOfCase};
use civic::ProcedureCode;
use serde::de::{Deserialize, Deserializer, Error};

/// One or several.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

fn several<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    Ok(match Option::<OneOrMany<T>>::deserialize(from)? {
        None => Vec::new(),
        Some(OneOrMany::One(one)) => vec![one],
        Some(OneOrMany::Many(many)) => many,
    })
}

/// One text or several.
pub(super) fn lines<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    several(from)
}

/// One code or several.
pub(super) fn codes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ProcedureCode>, D::Error> {
    let read = |text: &String| {
        ProcedureCode::parse(text).map_err(|why| D::Error::custom(format!("{text:?}: {why}")))
    };
    several::<D, String>(from)?.iter().map(read).collect()
}

/// A law as its number, or with its name.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum WrittenLaw {
    Number(String),
    Law(Law),
}

/// Laws.
pub(super) fn laws<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Law>, D::Error> {
    let read = |law| match law {
        WrittenLaw::Number(text) => law_of(&text),
        WrittenLaw::Law(law) => law,
    };
    Ok(several(from)?.into_iter().map(read).collect())
}

/// `123/2015/NĐ-CP Nghị định …` is a number and a name; a number has a stroke in it.
fn law_of(text: &str) -> Law {
    match text.split_once(' ') {
        Some((number, name)) if number.contains('/') => {
            Law { number: number.to_owned(), name: name.to_owned() }
        }
        _ => Law { number: text.to_owned(), name: String::new() },
    }
}

/// A step by itself, or the steps of a case.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum WrittenSteps {
    Step(String),
    OfCase(StepsOfCase),
}

/// Steps: those that stand by themselves are of every case.
pub(super) fn steps<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<StepsOfCase>, D::Error> {
    let mut all: Vec<StepsOfCase> = Vec::new();
    for written in several(from)? {
        match (written, all.last_mut()) {
            (WrittenSteps::OfCase(steps), _) => all.push(steps),
            (WrittenSteps::Step(step), Some(last)) if last.case.is_empty() => last.items.push(step),
            (WrittenSteps::Step(step), _) => {
                all.push(StepsOfCase { case: String::new(), items: vec![step] });
            }
        }
    }
    Ok(all)
}
