//! Taking a content file apart. Blocks are parted by empty lines; how a block begins says what it is:
//!
//! ```text
//! # The title
//! A paragraph.
//! ## A heading
//! * A step. [Names] stand on the page it speaks of and are pressed or filled in;
//!   [~names] are only there. {portal} is filled in.
//! @registration-form What the picture of the step above shows.
//! ? A question, which the paragraphs below it answer.
//! ```

use super::pictures::Picture;
use ground::Fault;
use web::Language;

const DOING: &str = "taking a content file apart";

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Words(String),
    /// What stands on the page that is spoken of, to be pressed or filled in.
    Done(String),
    /// What only stands there.
    There(String),
}

/// One paragraph.
pub(super) type Text = Vec<Piece>;

/// One block, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A heading.
    Heading(String),
    /// A step of a walk, with its picture and what that shows.
    Step(Text, Option<(Picture, String)>),
    /// A question and its answer.
    Question(String, Vec<Text>),
}

/// A content file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    /// Its title.
    pub(super) title: String,
    /// Everything below.
    pub(super) blocks: Vec<Block>,
}

impl Content {
    /// Takes a file of this language apart; `fill` names what stands for each `{placeholder}`.
    ///
    /// # Errors
    /// A block that is none, or a picture that is not there.
    pub(super) fn read(
        text: &str,
        language: Language,
        fill: &[(&str, String)],
    ) -> Result<Self, Fault> {
        let mut text = text.to_owned();
        for (name, value) in fill {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        let mut title = None;
        let mut blocks = Vec::new();
        let lines = text.lines().map(str::trim).collect::<Vec<_>>();
        for block in lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()) {
            let block = block.join(" ");
            let (mark, rest) = block.split_once(' ').unwrap_or((&block, ""));
            match mark {
                "#" => title = Some(rest.to_owned()),
                "##" => blocks.push(Block::Heading(rest.to_owned())),
                "*" => blocks.push(Block::Step(pieces(rest)?, None)),
                "?" => blocks.push(Block::Question(rest.to_owned(), Vec::new())),
                _ => match (mark.strip_prefix('@'), blocks.last_mut()) {
                    (Some(name), Some(Block::Step(_, picture @ None))) => {
                        *picture = Some((Picture::named(language, name)?, rest.to_owned()));
                    }
                    (Some(_), _) => return Err(Fault::new(DOING, "a picture without a step")),
                    (None, Some(Block::Question(_, answer))) => answer.push(pieces(&block)?),
                    (None, _) => blocks.push(Block::Paragraph(pieces(&block)?)),
                },
            }
        }
        let title = title.ok_or(Fault::new(DOING, "it has no title"))?;
        Ok(Self { title, blocks })
    }
}

fn pieces(text: &str) -> Result<Text, Fault> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('[') {
        let unclosed = Fault::new(DOING, "a name without an end");
        let (name, after) = after.split_once(']').ok_or(unclosed)?;
        pieces.push(Piece::Words(words.to_owned()));
        pieces.push(match name.strip_prefix('~') {
            Some(name) => Piece::There(name.to_owned()),
            None => Piece::Done(name.to_owned()),
        });
        rest = after;
    }
    pieces.push(Piece::Words(rest.to_owned()));
    pieces.retain(|piece| *piece != Piece::Words(String::new()));
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_apart() {
        let text = "# Title\n\nOpen {portal}.\n\n* Press [Go]\n  or [~Stop].\n\n@signin-way What it shows\n\n\
                    ? Why?\n\nBecause.\n\nSo.\n";
        let content =
            Content::read(text, Language::Vi, &[("portal", "http://x.vn".into())]).unwrap();
        assert_eq!(content.title, "Title");
        let words = |words: &str| Piece::Words(words.into());
        let step = vec![
            words("Press "),
            Piece::Done("Go".into()),
            words(" or "),
            Piece::There("Stop".into()),
            words("."),
        ];
        let shown = Picture::named(Language::Vi, "signin-way").unwrap();
        let picture = Some((shown, "What it shows".to_owned()));
        let answer = vec![vec![words("Because.")], vec![words("So.")]];
        let expected = [
            Block::Paragraph(vec![words("Open http://x.vn.")]),
            Block::Step(step, picture),
            Block::Question("Why?".into(), answer),
        ];
        assert_eq!(content.blocks, expected);
    }

    #[test]
    fn what_cannot_be_taken_apart_is_refused() {
        for wrong in
            ["Words.", "# T\n\n@picture x", "# T\n\n* Press [Go", "# T\n\n* Go.\n\n@no-such x"]
        {
            assert!(Content::read(wrong, Language::En, &[]).is_err(), "{wrong}");
        }
    }
}
