//! Texts from values: joining, filling holes, and saying what fills them.

use crate::{
    catalog::volatile,
    resolve::bounds,
    source::{At, Span},
    value::{Chain, HoleKind, Piece, Step, Text, Value, Why},
};

/// The text of a value where it is put into a string at `at`.
pub fn text_of(value: &Value, at: Span) -> Text {
    match value {
        Value::Text(text) => text.clone(),
        Value::Int(n) => fixed(n.to_string(), at),
        Value::Bool(yes) => fixed(yes.to_string(), at),
        Value::Default(value, _) => text_of(value, at),
        other => Text { pieces: vec![Piece::Hole { kind: hole_kind(other), at }] },
    }
}

fn fixed(text: String, from: Span) -> Text {
    Text { pieces: vec![Piece::Fixed { text: text.into(), from }] }
}

/// One text after another; neighbouring fixed pieces stay apart, since each knows where it is written.
pub fn concatenate(parts: impl IntoIterator<Item = Text>) -> Text {
    let pieces = parts.into_iter().flat_map(|text| text.pieces);
    bounded(Text { pieces: pieces.filter(|piece| !is_empty(piece)).collect() })
}

fn is_empty(piece: &Piece) -> bool {
    matches!(piece, Piece::Fixed { text, .. } if text.is_empty())
}

/// The text, `times` over.
pub fn repeat(text: &Text, times: usize, at: Span) -> Value {
    let bytes: usize = text.pieces.iter().map(piece_bytes).sum();
    let pieces = text.pieces.len();
    let holes = text.pieces.iter().any(|piece| matches!(piece, Piece::Hole { .. }));
    let many = holes && pieces.saturating_mul(times) > bounds::TEXT_PIECES;
    if many || bytes.saturating_mul(times) > bounds::TEXT_BYTES {
        return Value::Unknown(Why::TooMany);
    }
    match text.fixed() {
        Some(whole) => Value::text(whole.repeat(times), text.pieces.first().map_or(at, place)),
        None => Value::Text(Text { pieces: std::iter::repeat_n(&text.pieces, times).flatten().cloned().collect() }),
    }
}

fn place(piece: &Piece) -> Span {
    match piece {
        Piece::Fixed { from, .. } => *from,
        Piece::Hole { at, .. } => *at,
    }
}

fn piece_bytes(piece: &Piece) -> usize {
    if let Piece::Fixed { text, .. } = piece { text.len() } else { 1 }
}

/// The text cut where it passes the bound, with a hole for the rest.
fn bounded(mut text: Text) -> Text {
    let mut total = 0;
    let over = text.pieces.iter().enumerate().position(|(count, piece)| {
        total += piece_bytes(piece);
        total > bounds::TEXT_BYTES || count >= bounds::TEXT_PIECES
    });
    if let Some(cut) = over {
        let at = place(&text.pieces[cut]);
        text.pieces.truncate(cut);
        text.pieces.push(Piece::Hole { kind: HoleKind::Unknown, at });
    }
    text
}

/// What fills a hole where this value is put into a text.
pub fn hole_kind(value: &Value) -> HoleKind {
    match value {
        Value::Unknown(why) | Value::Default(_, why) => kind_of(why),
        Value::Foreign(chain) => chain_kind(chain),
        Value::OneOf(all) => all.iter().map(|at| hole_kind(&at.node)).min().unwrap_or(HoleKind::Unknown),
        Value::List(list) => list.items.iter().map(|at| hole_kind(&at.node)).min().unwrap_or(HoleKind::Unknown),
        Value::Text(text) => text.pieces.iter().filter_map(piece_kind).min().unwrap_or(HoleKind::Unknown),
        _ => HoleKind::Unknown,
    }
}

fn piece_kind(piece: &Piece) -> Option<HoleKind> {
    if let Piece::Hole { kind, .. } = piece { Some(*kind) } else { None }
}

fn kind_of(why: &Why) -> HoleKind {
    match why {
        Why::Parameter(_) => HoleKind::Parameter,
        Why::Environment(_) => HoleKind::Environment,
        Why::Loop => HoleKind::Loop,
        _ => HoleKind::Unknown,
    }
}

/// The kind of the first part of the chain that the catalogue knows; an argument's kind where the whole is only a
/// conversion of it (`str(uuid4())`).
fn chain_kind(chain: &Chain) -> HoleKind {
    let named = chain.origin().and_then(|(path, _)| volatile::kind_of(&path));
    let tail = || chain.last_member().and_then(|name| volatile::kind_of_member(name));
    let carried = || {
        chain.steps.iter().find_map(|step| match step {
            Step::Call(args) => args.positional.iter().map(|at| hole_kind(&at.node)).find(|kind| volatile_kind(*kind)),
            _ => None,
        })
    };
    named.or_else(carried).or_else(tail).unwrap_or(match &chain.root {
        crate::value::Root::Unknown(why) => kind_of(why),
        _ => HoleKind::Unknown,
    })
}

fn volatile_kind(kind: HoleKind) -> bool {
    matches!(kind, HoleKind::Time | HoleKind::Random | HoleKind::Process | HoleKind::RequestId)
}

/// The fixed string at a place, for keys and paths.
pub fn fixed_str(value: &At<Value>) -> Option<String> {
    value.node.as_str()
}
