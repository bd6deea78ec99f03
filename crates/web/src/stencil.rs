//! A stencil: a page that differs from visitor to visitor in a few tokens and in nothing else.
//! It is drawn once, cut at its tokens, compressed piece by piece, and filled for each visitor.

use crate::packing;
use flate2::{Compress, Compression, FlushCompress};

/// A page with holes.
pub struct Stencil {
    first: Piece,
    /// Which token comes, and what follows it.
    rest: Vec<(usize, Piece)>,
    length: usize,
}

/// What stands between two tokens, plain and as whole blocks of deflate (RFC 1951) that refer to
/// nothing before them, so that they can be put together with anything in between.
struct Piece {
    plain: Box<str>,
    packed: Box<[u8]>,
}

/// What a template is given in place of the token with this number. No page says control
/// characters, so it cannot be mistaken for anything.
pub fn hole(number: usize) -> String {
    format!("\u{2}{number}\u{3}")
}

impl Stencil {
    /// Cuts a page that was drawn with [`hole`]s. Nothing where it was not, or cannot be packed.
    pub fn cut(page: &str) -> Option<Self> {
        let mut pieces = page.split('\u{2}');
        let first = Piece::new(pieces.next()?)?;
        let rest = pieces.map(|piece| {
            let (number, after) = piece.split_once('\u{3}')?;
            Some((number.parse().ok()?, Piece::new(after)?))
        });
        Some(Self { first, rest: rest.collect::<Option<_>>()?, length: page.len() })
    }

    /// The page with these tokens. They are put in as they are: they must not need escaping.
    pub fn fill(&self, tokens: &[&str]) -> String {
        let mut page = String::with_capacity(self.length + 1024);
        page.push_str(&self.first.plain);
        for (number, piece) in &self.rest {
            page.push_str(tokens.get(*number).copied().unwrap_or_default());
            page.push_str(&piece.plain);
        }
        page
    }

    /// The same as a gzip file: the pieces as they were packed, the tokens as they are.
    pub fn fill_packed(&self, tokens: &[&str]) -> Vec<u8> {
        let plain = self.fill(tokens);
        let mut packed = Vec::with_capacity(self.length / 2 + 1024);
        packed.extend(packing::HEAD);
        packed.extend(&*self.first.packed);
        for (number, piece) in &self.rest {
            store(tokens.get(*number).copied().unwrap_or_default(), &mut packed);
            packed.extend(&*piece.packed);
        }
        // An empty last block.
        packed.extend([3, 0]);
        packed.extend(packing::tail(plain.as_bytes()));
        packed
    }
}

impl Piece {
    fn new(plain: &str) -> Option<Self> {
        let mut packed = Vec::new();
        let mut packer = Compress::new(Compression::best(), false);
        // A full flush ends on a whole byte.
        packing::deflate(&mut packer, plain.as_bytes(), FlushCompress::Full, &mut packed)?;
        Some(Self { plain: plain.into(), packed: packed.into() })
    }
}

/// Writes a text as stored blocks (RFC 1951, 3.2.4): chance does not compress.
fn store(text: &str, packed: &mut Vec<u8>) {
    for block in text.as_bytes().chunks(usize::from(u16::MAX)) {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        packed.push(0);
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_filled_stencil_is_the_page() {
        let words = "Tên đăng nhập (Số CMT/CCCD) ".repeat(200);
        let page = format!("{words}<a {}>{words}<b {}>{}", hole(1), hole(0), hole(1));
        let stencil = Stencil::cut(&page).unwrap();
        for tokens in [["zero", "one"], ["", "longer by far"]] {
            let expected = format!("{words}<a {1}>{words}<b {0}>{1}", tokens[0], tokens[1]);
            assert_eq!(stencil.fill(&tokens), expected);
            let packed = stencil.fill_packed(&tokens);
            let mut unpacked = String::new();
            flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut unpacked).unwrap();
            assert_eq!(unpacked, expected);
            assert!(packed.len() < expected.len() / 10);
        }
    }

    #[test]
    fn a_page_without_holes_is_itself() {
        assert_eq!(Stencil::cut("<p>").unwrap().fill(&[]), "<p>");
        assert!(Stencil::cut("\u{2}no number").is_none());
    }
}
