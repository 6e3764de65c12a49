//! Source excerpts with marked places, drawn by miette.
//!
//! Only the lines around the marks are taken, each cut to the width around its mark, so that a finding in a megabyte
//! line costs and shows no more than any other.

use super::{Look, escape, place::in_cell};
use crate::source::{Position, Source, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents, ThemeCharacters, ThemeStyles,
};
use std::{fmt, ops::Range};
use textwrap::core::display_width;

/// A place to show, with a few words.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) at: Span,
    pub(super) label: String,
}

/// Two marks closer than this many lines share an excerpt.
const NEAR: u32 = 4;

/// Columns from the middle of a mark to its label.
const HOOK: usize = 4;

/// Lines to show, with bytes of them marked.
#[derive(Debug)]
struct Excerpt {
    title: String,
    text: String,
    first_line: u32,
    marks: Vec<(Range<usize>, String)>,
    left: Vec<(u32, String)>,
}

/// A place as people write it: `src/a.py:12:5`, in a notebook `a.ipynb:cell 3:2:1`, where cells count from 1 as well.
pub(super) fn place(source: &Source, at: u32) -> String {
    format!("{}{}", source.path, position(source.position(at)))
}

/// What follows the path there.
pub(super) fn position(at: Position) -> String {
    format!("{}:{}:{}", in_cell(at.cell), at.line, at.column)
}

/// What was drawn, and what did not fit beside its place: the line and the words.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) text: String,
    pub(super) left: Vec<(u32, String)>,
}

/// Draws the marks of one source, the excerpt of the first mark first.
pub(super) fn draw(source: &Source, marks: &[Mark], look: &Look) -> Drawn {
    let mut groups: Vec<Vec<Mark>> = Vec::new();
    let mut sorted: Vec<Mark> = marks.to_vec();
    sorted.sort_by_key(|mark| mark.at);
    for mark in sorted {
        let near = |last: &Mark| {
            let (a, b) = (source.position(last.at.start), source.position(mark.at.start));
            a.cell == b.cell && b.line - a.line < NEAR
        };
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(near) => group.push(mark),
            _ => groups.push(vec![mark]),
        }
    }
    let first = marks.first().map(|mark| mark.at);
    groups.sort_by_key(|group| !group.iter().any(|mark| Some(mark.at) == first));
    let mut drawn = Drawn::default();
    for group in &groups {
        let excerpt = Excerpt::new(source, group, first, look);
        drawn.text.push_str(&excerpt.draw(look));
        drawn.left.extend(excerpt.left);
    }
    drawn
}

impl Excerpt {
    fn new(source: &Source, marks: &[Mark], first: Option<Span>, look: &Look) -> Excerpt {
        let titled = marks.iter().find(|mark| Some(mark.at) == first).or(marks.first());
        let from = marks.iter().map(|mark| mark.at.start).min().unwrap_or(0);
        let last = marks.iter().map(|mark| mark.at.start).max().unwrap_or(0);
        let title = look.line(&place(source, titled.map_or(0, |mark| mark.at.start)));
        let cell = source.position(from).cell;
        let mut start = source.line_around(from).0;
        let before = source.line_around(start.saturating_sub(1)).0;
        if source.position(before).cell == cell && !is_blank(source, before) {
            start = before;
        }
        let mut excerpt = Excerpt {
            title,
            text: String::new(),
            first_line: source.position(start).line,
            marks: Vec::new(),
            left: Vec::new(),
        };
        let size = u32::try_from(source.text.len()).unwrap_or(u32::MAX);
        let last_line = source.line_around(last).0;
        loop {
            let (begin, end) = source.line_around(start);
            excerpt.add_line(source, begin..end, marks, look);
            start = end.saturating_add(1);
            let past = begin > last_line || (start > last_line && is_blank(source, start));
            if past || start > size || source.position(start).cell != cell {
                return excerpt;
            }
        }
    }

    /// Adds a line, cut to the width, with the marks that begin on it.
    fn add_line(&mut self, source: &Source, line: Range<u32>, marks: &[Mark], look: &Look) {
        let text = source.slice(Span::new(source.id, line.start, line.end));
        let here = |mark: &&Mark| (line.start..=line.end).contains(&mark.at.start);
        let local = |at: u32| (at.clamp(line.start, line.end) - line.start) as usize;
        let marks: Vec<&Mark> = marks.iter().filter(here).collect();
        let gutter = self.first_line.to_string().len() + 6;
        let places: Vec<Range<usize>> = marks.iter().map(|mark| local(mark.at.start)..local(mark.at.end)).collect();
        let label_end = |(mark, place): (&&Mark, &Range<usize>)| {
            (place.start.midpoint(place.end) + HOOK + display_width(&mark.label)).max(place.end)
        };
        let end = marks.iter().zip(&places).map(label_end).max().unwrap_or(0);
        let start = places.iter().map(|place| place.start).min().unwrap_or(0);
        let fitted = Fitted::new(text, start..end, look.width.saturating_sub(gutter).max(20), look);
        let labels = marks.iter().map(|mark| mark.label.clone());
        let line_number = source.position(line.start).line;
        for (range, mut label) in parted(places.iter().map(|place| fitted.range(place)).zip(labels).collect()) {
            let middle = display_width(&fitted.text[..range.start]) + display_width(&fitted.text[range.clone()]) / 2;
            // Words that would run out of the output are said below it.
            if gutter + middle + HOOK + display_width(&label) > look.width {
                self.left.push((line_number, std::mem::take(&mut label)));
            }
            self.marks.push((self.text.len() + range.start..self.text.len() + range.end, label));
        }
        self.text.push_str(&fitted.text);
        self.text.push('\n');
    }

    fn draw(&self, look: &Look) -> String {
        let mut characters = if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        characters.error = String::new();
        let styles = if look.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(look.width)
            .with_links(false)
            .without_primary_span_start()
            .without_syntax_highlighting()
            .with_context_lines(usize::MAX);
        let mut out = String::new();
        handler.render_report(&mut out, self).expect("every mark lies within its excerpt");
        // The first line is for a message, which stands above the excerpt already.
        out.split_once('\n').map_or_else(String::new, |(_, excerpt)| excerpt.to_owned())
    }
}

/// A line as it is shown, and where its bytes went.
struct Fitted {
    text: String,
    /// For shown characters: the byte of the line, and the byte of `text`.
    moved: Vec<(usize, usize)>,
}

impl Fitted {
    /// At most `width` characters of the line, escaped: its beginning where that holds the marks and their labels, or
    /// else what is around the first mark.
    fn new(line: &str, marks: Range<usize>, width: usize, look: &Look) -> Fitted {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (mut begin, mut end) = (0, line.len());
        if line.chars().take(width + 1).count() > width {
            let width = width.saturating_sub(2 * look.ellipsis().chars().count());
            let last = floor(line, marks.end);
            if marks.end > line.len() || line[..last].chars().take(width + 1).count() > width {
                let first = floor(line, marks.start);
                begin = line[..first].char_indices().rev().take(width / 4).last().map_or(first, |(at, _)| at);
            }
            end = line[begin..].char_indices().nth(width).map_or(line.len(), |(at, _)| begin + at);
        }
        let mut text = if begin > 0 { look.ellipsis().to_owned() } else { String::new() };
        let mut moved = Vec::new();
        for (at, c) in line[begin..end].char_indices() {
            moved.push((begin + at, text.len()));
            if c == '\t' { text.push_str("    ") } else { escape::push(&mut text, c) }
        }
        moved.push((end, text.len()));
        if end < line.len() {
            text.push_str(look.ellipsis());
        }
        Fitted { text, moved }
    }

    /// Where bytes of the line are shown; what was cut away, at the cut. At least one character, if there is one.
    fn range(&self, bytes: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| {
            let index = self.moved.partition_point(|(from, _)| *from < byte);
            self.moved.get(index).or(self.moved.last()).map_or(0, |(_, to)| *to)
        };
        let start = at(bytes.start);
        let least = self.text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        start..at(bytes.end).max(least)
    }
}

/// Parts marks that overlap, which cannot be drawn on one line: of two, the one around the other keeps what stands
/// before it, or else after it; two of the same place share their words.
fn parted(mut marks: Vec<(Range<usize>, String)>) -> Vec<(Range<usize>, String)> {
    marks.sort_by_key(|(range, _)| (range.start, range.end));
    marks.dedup_by(|(range, label), (last, words)| {
        let same = range == last;
        if same && label != words {
            words.push_str("; ");
            words.push_str(label);
        }
        same
    });
    for index in 1..marks.len() {
        let (before, rest) = marks.split_at_mut(index);
        let (last, this) = (&mut before[index - 1].0, &mut rest[0].0);
        if last.end > this.start && last.start < this.start {
            last.end = this.start;
        } else if last.end > this.start && last.end < this.end {
            this.start = last.end;
        }
    }
    marks
}

/// Whether nothing stands on the line around a byte; such a line is no context.
fn is_blank(source: &Source, at: u32) -> bool {
    let (start, end) = source.line_around(at);
    source.slice(Span::new(source.id, start, end)).trim().is_empty()
}

/// The last character boundary up to a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

impl fmt::Display for Excerpt {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Excerpt {}

impl miette::Diagnostic for Excerpt {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = |(range, label): &(Range<usize>, String)| {
            let label = Some(label.clone()).filter(|label| !label.is_empty());
            LabeledSpan::new(label, range.start, range.len())
        };
        Some(Box::new(self.marks.iter().map(label)))
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.as_str().read_span(span, before, after)?;
        let line = self.first_line.saturating_sub(1) as usize + read.line();
        let (data, at, column, lines) = (read.data(), *read.span(), read.column(), read.line_count());
        Ok(Box::new(MietteSpanContents::new_named(self.title.clone(), data, at, line, column, lines)))
    }
}
