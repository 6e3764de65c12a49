//! What a text comes to, worked out in the plainest way: each run by itself, each position from its characters.

use super::*;
use crate::catalog::tokenizers::SLOTS;
use unicode_normalization::{IsNormalized::Yes, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick};
use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};

/// A run of one class: `S`, `W`, `D`, `P` or `H`, and its characters.
type Run = (char, Vec<char>);

/// Thousandths of a token.
pub fn total(text: &str, tokenizer: &Tokenizer) -> u64 {
    let composed = composed(text);
    let runs: Vec<Run> =
        composed.chunk_by(|a, b| class(*a) == class(*b)).map(|run| (class(run[0]), run.to_vec())).collect();
    let (mut sum, mut at) = (0, 0);
    while at < runs.len() {
        let before = at.checked_sub(1).map(|before| &runs[before]);
        let (cost, used) = cost(before, &runs[at], runs.get(at + 1), tokenizer);
        (sum, at) = (sum + cost, at + used);
    }
    thousandths(sum)
}

/// Each character with the marks that follow it, in composed form; where there are very many, by pieces.
fn composed(text: &str) -> Vec<char> {
    let text: Vec<char> = text.chars().collect();
    let follows =
        |c: char| c >= '\u{300}' && (canonical_combining_class(c) != 0 || is_nfc_quick([c].into_iter()) != Yes);
    let whole = text.chunk_by(|_, next| follows(*next));
    whole
        .flat_map(|whole| {
            let is_composed = is_nfc_quick(whole.iter().copied()) == Yes;
            let pieces = whole.chunks(if is_composed { whole.len() } else { 31 });
            pieces.flat_map(|piece| piece.iter().copied().nfc()).collect::<Vec<char>>()
        })
        .collect()
}

/// The cost of a run, and how many runs that was.
fn cost(before: Option<&Run>, here: &Run, after: Option<&Run>, tokenizer: &Tokenizer) -> (u64, usize) {
    let is = |run: Option<&Run>, classes: &str| run.is_some_and(|run| classes.contains(run.0));
    let (class, text) = (here.0, &here.1);
    let number = |run: Option<&Run>| run.map_or(0, |run| 1 + small("SWDPH".find(run.0).unwrap_or(0)));
    let straight = |c: &char| match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        c => *c,
    };
    let apostrophe = matches!(text[..], ['\'' | '’']);
    let opens = u32::from(apostrophe && is(after, "W"));
    let left = u32::from(is(before, "S") && before.is_some_and(|run| run.1.ends_with(&[' '])));
    let right = u32::from(is(after, "S") && after.is_some_and(|run| run.1[0] == ' ' && run.1.get(1) != Some(&' ')));
    let around = left | opens << 1 | right << 4;
    match class {
        'D' => (u64::from(ONE) * text.len().div_ceil(3) as u64, 1),
        'S' if text[..] == [' '] => {
            let part = tokenizer.single_space[(number(before) * 6 + number(after)) as usize];
            (part * u64::from(ONE) / 1000, 1)
        }
        'S' => (weigh(2, number(before) | number(after) << 4, text, tokenizer), 1),
        'P' if apostrophe && is(before, "WD") && after.is_some_and(is_ending) => {
            let plain = tokenizer.folds || text[0] == '\'';
            let sign = if plain { '\'' } else { '’' };
            let whole: Vec<char> = [sign].into_iter().chain(after.expect("it is an ending").1.clone()).collect();
            (weigh(0, if plain { 8 } else { 12 }, &whole, tokenizer), 2)
        }
        'P' if tokenizer.folds => (weigh(1, around, &text.iter().map(straight).collect::<Vec<_>>(), tokenizer), 1),
        'P' => (weigh(1, around, text, tokenizer), 1),
        'H' => (weigh(3, around, text, tokenizer), 1),
        _ => (word(text, tokenizer), 1),
    }
}

fn is_ending(run: &Run) -> bool {
    run.0 == 'W' && ["d", "ll", "m", "re", "s", "t", "ve"].contains(&&*run.1.iter().collect::<String>())
}

fn word(text: &[char], tokenizer: &Tokenizer) -> u64 {
    let is_capital = |c: &char| !c.to_lowercase().eq([*c]);
    let is_all_capital = |c: &char| c.to_uppercase().eq([*c]);
    let lower: Vec<char> = text.iter().flat_map(|c| c.to_lowercase()).collect();
    match text.iter().filter(|c| is_capital(c)).count() {
        0 => weigh(0, 0, text, tokenizer),
        1 if is_capital(&text[0]) => weigh(0, 1, &lower, tokenizer),
        _ if tokenizer.folds && text.len() > 3 && text.iter().all(is_all_capital) => weigh(0, 2, &lower, tokenizer),
        _ => weigh(0, 3, text, tokenizer),
    }
}

fn weigh(kind: u32, around: u32, text: &[char], tokenizer: &Tokenizer) -> u64 {
    let (left, right, pad) = (0x11_0000 + (around & 15), 0x11_0100 + (around >> 4), 0x1000);
    let codes: Vec<u32> = [left + pad, left + pad, left]
        .into_iter()
        .chain(text.iter().map(|c| u32::from(*c)))
        .chain([right, right + pad])
        .collect();
    let weight = |feature: u32, values: &[u32]| {
        let start = mix(kind.wrapping_mul(0x0100_0193), feature + 1);
        let mut hash = values.iter().fold(start, |hash, value| mix(hash, *value));
        hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
        hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
        i32::from(tokenizer.weights[(hash ^ (hash >> 16)) as usize % SLOTS])
    };
    let mut cost = u64::from(ONE);
    for at in 0..=text.len() {
        let most = match text.get(at).map(|c| c.len_utf8()) {
            None => usize::from(kind < 2),
            Some(_) if kind == 2 && at == 0 => 0,
            Some(bytes) if kind == 3 && at == 0 => bytes - 1,
            Some(bytes) => bytes,
        };
        let [c3, c2, c1, c0, after] = codes[at..at + 5] else { unreachable!("there are five everywhere") };
        let equal = text[..at].iter().rev().take_while(|c| u32::from(**c) == c0).count();
        let weights = if (0x300..0x11_0000).contains(&c0) {
            weight(0, &[c1, c0]) + weight(9, &[c0]) + weight(10, &[c0, after]) + weight(11, &[kind, u32::from(at > 0)])
        } else {
            let repeated = if equal >= 2 { weight(7, &[c0, u32::try_from(equal.min(24)).unwrap_or(0)]) } else { 0 };
            let pair = weight(0, &[c1, c0]) + weight(1, &[c2, c1, c0]) + weight(2, &[c1, c0, after]);
            let wide = weight(3, &[c2, c1, c0, after]) + weight(4, &[c3, c2, c1, c0, after]);
            pair + wide + weight(6, &[small(at), small(text.len() - at)]) + repeated
        };
        cost += most as u64 * u64::from(embedded().logistic().at(weights - 16));
    }
    cost
}

fn small(count: usize) -> u32 {
    u32::try_from(count.min(7)).unwrap_or(7)
}

fn mix(hash: u32, value: u32) -> u32 {
    (hash ^ value.wrapping_mul(0x9e37_79b1)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64)
}

fn class(c: char) -> char {
    let syllables =
        ['\u{2e80}'..='\u{2fdf}', '\u{3031}'..='\u{3035}', '\u{3400}'..='\u{4dbf}', '\u{4e00}'..='\u{9fff}'];
    let more = ['\u{f900}'..='\u{faff}', '\u{ac00}'..='\u{d7a3}', '\u{3005}'..='\u{3006}', '\u{303b}'..='\u{303c}'];
    let signs = ['\u{a1}'..='\u{bf}', '\u{d7}'..='\u{d7}', '\u{f7}'..='\u{f7}', '\u{2010}'..='\u{2027}'];
    let more_signs = ['\u{2030}'..='\u{205e}', '\u{20a0}'..='\u{20cf}', '\u{2190}'..='\u{21ff}'];
    match c.general_category_group() {
        _ if c.is_ascii_digit() => 'D',
        _ if c.is_ascii_punctuation() => 'P',
        _ if matches!(c, '\t'..='\r') => 'S',
        Group::Separator if u32::from(c) < 0x1_0000 => 'S',
        _ if u32::from(c) >= 0x1_0000 || syllables.iter().chain(&more).any(|range| range.contains(&c)) => 'H',
        Group::Letter | Group::Mark => 'W',
        _ if signs.iter().chain(&more_signs).any(|range| range.contains(&c)) => 'P',
        _ => 'H',
    }
}
