//! Source excerpts with marked places, drawn by miette.
//!
//! Only the lines around the marks are taken, each cut to the width around its mark, so that a finding in a megabyte
//! line costs and shows no more than any other.

use super::{Look, escape};
use crate::source::{Source, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents, ThemeCharacters, ThemeStyles,
};
use std::{fmt, ops::Range};

/// A place to show, with a few words.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) at: Span,
    pub(super) label: String,
}

/// Two marks closer than this many lines share an excerpt.
const NEAR: u32 = 4;

/// Lines to show, with bytes of them marked.
#[derive(Debug)]
struct Excerpt {
    title: String,
    text: String,
    first_line: u32,
    marks: Vec<(Range<usize>, String)>,
}

/// A place as people write it: `src/a.py:12:5`, in a notebook `a.ipynb:cell 3:2:1`, where cells count from 1 as well.
pub(super) fn place(source: &Source, at: u32) -> String {
    let position = source.position(at);
    let cell = position.cell.map_or_else(String::new, |cell| format!(":cell {}", u64::from(cell) + 1));
    format!("{}{cell}:{}:{}", source.path, position.line, position.column)
}

/// Draws the marks of one source, the excerpt of the first mark first.
pub(super) fn draw(source: &Source, marks: &[Mark], look: &Look) -> String {
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
    groups.iter().map(|group| Excerpt::new(source, group, first, look).draw(look)).collect()
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
        if source.position(before).cell == cell {
            start = before;
        }
        let mut excerpt =
            Excerpt { title, text: String::new(), first_line: source.position(start).line, marks: Vec::new() };
        let size = u32::try_from(source.text.len()).unwrap_or(u32::MAX);
        let last_line = source.line_around(last).0;
        loop {
            let (begin, end) = source.line_around(start);
            excerpt.add_line(source, begin..end, marks, look);
            start = end.saturating_add(1);
            let past = begin > last_line || (start > last_line && start >= size);
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
        let middle = marks.first().map(|mark| local(mark.at.start));
        let fitted = Fitted::new(text, middle, look.width.saturating_sub(gutter).max(20), look);
        for mark in marks {
            let range = fitted.at(local(mark.at.start))..fitted.at(local(mark.at.end));
            let end = range.end.max(range.start + 1).min(fitted.text.len().max(range.start));
            self.marks.push((self.text.len() + range.start..self.text.len() + end, mark.label.clone()));
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
    /// At most `width` characters of the line around the byte `middle`, escaped.
    fn new(line: &str, middle: Option<usize>, width: usize, look: &Look) -> Fitted {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (mut begin, mut end) = (0, line.len());
        if line.chars().take(width + 1).count() > width {
            let width = width.saturating_sub(2 * look.ellipsis().chars().count());
            let middle = floor(line, middle.unwrap_or(0));
            let lead = width / 3;
            begin = line[..middle].char_indices().rev().take(lead).last().map_or(middle, |(at, _)| at);
            if line[..begin].chars().take(lead / 2).count() < lead / 2 {
                begin = 0;
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

    /// Where a byte of the line is shown; one that was cut away, at the cut.
    fn at(&self, byte: usize) -> usize {
        let index = self.moved.partition_point(|(from, _)| *from < byte);
        self.moved.get(index).or(self.moved.last()).map_or(0, |(_, to)| *to)
    }
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
