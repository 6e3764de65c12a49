//! The names that a file holds.

use super::Nearby;
use crate::{
    source::Span,
    syntax::{ExprKind, Segment},
};

impl Nearby<'_> {
    /// Whether any name of the file is so: what code says, and texts of a single word, which are names too; never prose,
    /// whether in a comment or a prompt.
    pub(super) fn any_name(&self, is: &dyn Fn(&str) -> bool) -> bool {
        let mut prose: Vec<Span> = self.module.comments.clone();
        self.for_all_exprs(&mut |expr| {
            if let ExprKind::Text(segments) = &expr.kind {
                prose.extend(segments.iter().filter_map(|segment| match segment {
                    Segment::Fixed(text, at) => text.contains(char::is_whitespace).then_some(*at),
                    Segment::Hole(_) => None,
                }));
            }
        });
        prose.sort();
        let text = &*self.source.text;
        let (mut from, mut found) = (0, false);
        let mut look = |part: Option<&str>| {
            let part = part.unwrap_or_default();
            found |= part.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(is);
        };
        for span in prose {
            look(text.get(from..span.start as usize));
            from = from.max(span.end as usize);
        }
        look(text.get(from..));
        found
    }
}
