//! Inline allows: `skint: allow(rule) reason [until DATE]` in any comment.
//!
//! One grammar for every language. An allow speaks for the line it stands on and for the statement around it or, alone
//! on its line, for the next one; of a statement with a block it is only the head, so that no allow silences a
//! whole function by accident: `allow-function` and `allow-file` say that they mean it. One that is malformed, past its day or of no use is itself a finding: agreed exceptions rot otherwise.

mod extent;
mod grammar;
mod insert;

#[cfg(test)]
mod tests;

use crate::{
    catalog::{Level, pages::RulePage},
    diagnostic::{Confidence, Diagnostic},
    policy::{Policy, suggest},
    source::{Source, Span, offset},
    syntax::Module,
};
pub use insert::{Inserted, NoPlace, insert};

use extent::Extents;
use grammar::{Directive, Fault, Reach};
use jiff::civil::Date;
use std::ops::Range;

/// An allow.
#[derive(Clone, Debug)]
struct Allow {
    /// Rules it is for, and whether each was of use.
    rules: Vec<(String, bool)>,
    reason: String,
    until: Option<Date>,
    at: Span,
    /// Its line and, where it stands alone, the next with code; the statement that is meant.
    covers: Vec<Range<u32>>,
}

/// The allows of one file.
#[derive(Clone, Debug, Default)]
pub struct Allows {
    path: String,
    found: Vec<Allow>,
    invalid: Vec<(Span, String, String)>,
}

impl Allows {
    /// Whether a file may hold any: nearly none does, and the others need not be parsed for it.
    pub fn may_stand_in(source: &Source) -> bool {
        memchr::memmem::find(source.text.as_bytes(), grammar::MARKER.as_bytes()).is_some()
    }

    /// Finds the allows in a file's comments.
    pub fn read(source: &Source, module: &Module, pages: &[RulePage]) -> Allows {
        let mut allows = Allows { path: source.path.to_string(), ..Allows::default() };
        if !Allows::may_stand_in(source) {
            return allows;
        }
        let extents = Extents::of(module);
        let after = extent::code_after(source, &module.comments);
        for (comment, next) in module.comments.iter().zip(after) {
            for directive in grammar::directives(source.slice(*comment)) {
                let covers = covers(source, &extents, *comment, next, &directive);
                allows.add(*comment, directive, covers, pages);
            }
        }
        allows
    }

    /// Takes away the findings that are allowed on a day, and adds those about the allows themselves.
    pub fn apply(mut self, findings: Vec<Diagnostic>, policy: &Policy, as_of: Date) -> Vec<Diagnostic> {
        let (mut kept, mut about) = (Vec::new(), Vec::new());
        for finding in findings {
            if !self.allow(&finding, as_of) {
                kept.push(finding);
            }
        }
        about.extend(self.invalid.iter().map(|(at, message, help)| note("invalid-allow", *at, message, help)));
        for allow in &self.found {
            about.extend(allow.report(as_of, |rule| policy.level(rule, &self.path) != Level::Off));
        }
        for mut finding in about {
            finding.level = policy.level(finding.rule, &self.path);
            finding.because = policy.cause(finding.rule, &self.path);
            if finding.level != Level::Off {
                kept.push(finding);
            }
        }
        kept
    }

    /// Whether some allow speaks for the finding; all that do are thereby of use.
    fn allow(&mut self, finding: &Diagnostic, as_of: Date) -> bool {
        let mut allowed = false;
        for allow in self.found.iter_mut().filter(|allow| allow.covers(finding.at) && !allow.expired(as_of)) {
            for (_, used) in allow.rules.iter_mut().filter(|(rule, _)| rule == finding.rule) {
                *used = true;
                allowed = true;
            }
        }
        allowed
    }

    fn add(&mut self, comment: Span, directive: Directive<'_>, covers: Vec<Range<u32>>, pages: &[RulePage]) {
        let place = |range: &Range<usize>| {
            let at = |byte: usize| comment.start.saturating_add(offset(byte));
            Span::new(comment.source, at(range.start), at(range.end))
        };
        let at = place(&directive.range);
        let written = match directive.written {
            Ok(written) => written,
            Err(fault) => return self.invalid.push((at, fault.message(), FORM.to_owned())),
        };
        if covers.is_empty() {
            return self.invalid.push((at, Fault::NoFunction.message(), FORM.to_owned()));
        }
        let mut rules = Vec::new();
        for (rule, range) in written.rules {
            let names = pages.iter().map(|page| page.name.as_str());
            if names.clone().any(|name| name == rule) {
                rules.push((rule.to_owned(), false));
            } else {
                self.invalid.push((place(&range), format!("unknown rule `{rule}`"), suggest::advice(rule, names)));
            }
        }
        self.found.push(Allow { rules, reason: written.reason.to_owned(), until: written.until, at, covers });
    }
}

/// The bytes that an allow in a comment speaks for, where code goes on at `next`; none where it names a function and there
/// is none.
fn covers(source: &Source, extents: &Extents, comment: Span, next: u32, directive: &Directive<'_>) -> Vec<Range<u32>> {
    match directive.written.as_ref().map_or(Reach::Here, |written| written.reach) {
        Reach::Here => {
            let before = extent::code_before(source, comment);
            let mut covers = vec![line(source, comment.start.saturating_add(offset(directive.range.start)))];
            covers.extend(before.is_none().then(|| line(source, next)));
            covers.push(extents.meant(source, before, next));
            covers
        }
        Reach::Function => extents.function(source, comment, next).into_iter().collect(),
        Reach::File => std::iter::once(0..u32::MAX).collect(),
    }
}

/// The line around a byte, its newline included.
fn line(source: &Source, at: u32) -> Range<u32> {
    let (start, end) = source.line_around(at);
    start..end.saturating_add(1)
}

/// Shown with every malformed allow.
const FORM: &str = "write `skint: allow(rule-name) reason`, with ` until 2027-03-31` after it if it should end; \
                    `allow-function` and `allow-file` reach further";

impl Allow {
    fn covers(&self, at: Span) -> bool {
        at.source == self.at.source && self.covers.iter().any(|range| range.contains(&at.start))
    }

    /// Whether it has ended; it still holds on its last day.
    fn expired(&self, as_of: Date) -> bool {
        self.until.is_some_and(|until| as_of > until)
    }

    /// What is to be said about it: that it has ended, or which of its rules found nothing here. A rule that does not
    /// run (`runs`) could not have found anything.
    fn report(&self, as_of: Date, runs: impl Fn(&str) -> bool) -> Option<Diagnostic> {
        if let Some(until) = self.until.filter(|until| as_of > *until) {
            let message = format!("this allow ended on {until} (reason given: {})", self.reason);
            return Some(note("expired-allow", self.at, &message, "fix what it allowed, or agree on a later day"));
        }
        let idle = self.rules.iter().filter(|(rule, used)| !used && runs(rule));
        let idle: Vec<String> = idle.map(|(rule, _)| format!("`{rule}`")).collect();
        if idle.is_empty() {
            return None;
        }
        let message = format!("nothing here is found by {}", idle.join(", "));
        Some(note("unused-allow", self.at, &message, "remove it, so that it does not hide a later finding"))
    }
}

/// A finding about an allow. The policy's level and line are filled in by [`Allows::apply`].
fn note(rule: &'static str, at: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic {
        rule,
        level: Level::Warn,
        confidence: Confidence::High,
        message: message.to_owned(),
        at,
        label: "this allow".to_owned(),
        labels: Vec::new(),
        because: None,
        error_from: None,
        team: Vec::new(),
        help: Some(help.to_owned()),
        saves: None,
        fix: None,
        function: None,
        fingerprint: String::new(),
    }
}

impl Fault {
    fn message(self) -> String {
        match self {
            Fault::Form => "this is not an allow that skint understands".to_owned(),
            Fault::NoRules => "this allow names no rule".to_owned(),
            Fault::NoReason => "this allow gives no reason".to_owned(),
            Fault::NoFunction => "this allow is for a function, and stands neither in one nor above one".to_owned(),
            Fault::Date => "this allow ends on a day that is not in the calendar".to_owned(),
        }
    }
}
