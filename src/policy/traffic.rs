//! `[[traffic]]`: how often calls run, which no code says.

use super::{
    Entrance, Ground, Policy, PolicyLine, Selector, Stated,
    entry::{Entry, Reader, entries},
    pattern::Pattern,
    read,
    shape::{self, Key},
};
use std::ops::Range;
use toml::de::DeTable;

/// Hours of a month, in twelfths: a year has 8,760.
const HOURS_IN_TWELVE_MONTHS: u64 = 8_760;

/// Days of a year, which are those of twelve months.
const DAYS_IN_TWELVE_MONTHS: u64 = 365;

/// How often some calls run, and with what.
#[derive(Clone, Debug)]
pub struct Traffic {
    /// Where the entry begins.
    pub line: PolicyLine,
    /// How often they run in a month.
    pub calls_per_month: Option<Stated<u64>>,
    /// The part of cached prompts that is read from the cache, in thousandths.
    pub cache_hit_rate: Option<Stated<u32>>,
    /// Tokens of an answer.
    pub output_tokens: Option<Stated<u64>>,
    /// Requests of a conversation.
    pub turns: Option<Stated<u64>>,
    path: Option<Selector>,
    function: Option<Pattern>,
    route: Option<Pattern>,
    site: Option<Pattern>,
    ground: Ground,
}

impl Policy {
    /// Every entry about traffic, the one that wins first.
    pub fn traffic(&self) -> impl Iterator<Item = &Traffic> {
        self.files.iter().flat_map(|file| file.traffic.iter().rev())
    }

    /// The entries about traffic that select none of the `calls`, each of which is given with all ways into it: their
    /// lines, each with a sentence about it. `calls` must be all of the scan's folder; a policy that lies above it is not
    /// judged, for it may mean others. An entry whose path matches no file at all is told by
    /// [`Policy::unmatched`].
    pub fn unmatched_traffic(&self, calls: &[Vec<Entrance>]) -> Vec<(PolicyLine, String)> {
        let judged = self.traffic().filter(|traffic| !matches!(traffic.ground, Ground::Above(_)));
        let idle = judged.filter(|traffic| !calls.iter().any(|ways| traffic.selects(ways)));
        idle.map(|traffic| (traffic.line.clone(), format!("{} matches no call", traffic.described()))).collect()
    }
}

impl Traffic {
    /// Whether it speaks of a call, which is given with all ways into it: everything that the entry selects by must hold
    /// for one of them.
    pub fn selects(&self, ways: &[Entrance]) -> bool {
        ways.iter().any(|way| self.selects_way(way))
    }

    fn selects_way(&self, way: &Entrance) -> bool {
        let Some(path) = self.ground.local(&way.path) else { return false };
        let names = |pattern: &Option<Pattern>, text: Option<&str>, tails: &[char]| {
            pattern.as_ref().is_none_or(|pattern| text.is_some_and(|text| pattern.matches_tail(text, tails)))
        };
        self.path.as_ref().is_none_or(|selector| selector.matches(&path))
            && names(&self.function, way.function.as_deref(), &['.', ':', '#', '\\'])
            && names(&self.route, way.route.as_deref(), &[' '])
            && names(&self.site, way.site(&path).as_deref(), &[])
    }

    /// Whether calls in a file, or in a folder, may be among those it speaks of.
    pub(super) fn may_hold_for(&self, path: &str) -> bool {
        let local = self.ground.local(path);
        local.is_some_and(|path| self.path.as_ref().is_none_or(|selector| selector.matches(&path)))
    }

    /// What it selects by, each with its key.
    pub(super) fn selectors(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let path = self.path.as_ref().map(|selector| ("path", selector.written.as_str()));
        let named = [("function", &self.function), ("route", &self.route), ("site", &self.site)];
        let named = named.into_iter().filter_map(|(key, pattern)| Some((key, pattern.as_ref()?.written.as_str())));
        path.into_iter().chain(named)
    }

    /// What it selects by, as the policy writes it.
    fn described(&self) -> String {
        let parts: Vec<String> = self.selectors().map(|(key, written)| format!("{key} `{written}`")).collect();
        format!("the traffic of {}", parts.join(", "))
    }

    /// The selector of files, if it has one.
    pub(super) fn path(&self) -> Option<&Selector> {
        self.path.as_ref()
    }

    /// Reads a `[[traffic]]`.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        range: Range<usize>,
        table: &DeTable<'_>,
        ground: &Ground,
    ) -> Option<Traffic> {
        let mut traffic = Traffic::at(reader.line_at(range.start), ground.clone());
        let before = reader.errors.len();
        for (entry, key) in reader.keys(entries(table), &shape::TRAFFIC, range) {
            traffic.read_key(reader, &entry, key);
        }
        (reader.errors.len() == before).then_some(traffic)
    }

    fn at(line: PolicyLine, ground: Ground) -> Traffic {
        Traffic {
            line,
            calls_per_month: None,
            cache_hit_rate: None,
            output_tokens: None,
            turns: None,
            path: None,
            function: None,
            route: None,
            site: None,
            ground,
        }
    }

    fn read_key(&mut self, reader: &mut Reader<'_>, entry: &Entry<'_>, key: &Key) {
        let line = reader.line(entry);
        match key.name {
            "cache-hit-rate" => self.cache_hit_rate = line.states(entry.thousandths(reader, key.kind)),
            "calls-per-day" => self.read_calls(reader, entry, key, DAYS_IN_TWELVE_MONTHS, 12),
            "calls-per-hour" => self.read_calls(reader, entry, key, HOURS_IN_TWELVE_MONTHS, 12),
            "calls-per-month" => self.read_calls(reader, entry, key, 1, 1),
            "function" => self.function = Pattern::read(reader, entry, key.kind),
            "output-tokens" => self.output_tokens = line.states(entry.count(reader, key.kind)),
            "path" => self.path = read::path(reader, entry),
            "route" => self.route = Pattern::read(reader, entry, key.kind),
            "site" => self.site = Pattern::read(reader, entry, key.kind),
            _ => self.turns = line.states(entry.count(reader, key.kind)),
        }
    }

    /// Reads how often it runs.
    fn read_calls(&mut self, reader: &mut Reader<'_>, entry: &Entry<'_>, key: &Key, times: u64, over: u64) {
        let Some(calls) = entry.count(reader, key.kind) else { return };
        let calls = calls.saturating_mul(times).div_ceil(over);
        self.calls_per_month = reader.line(entry).states(Some(calls));
    }
}
