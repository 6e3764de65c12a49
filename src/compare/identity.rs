//! Which call before is which call after.

use super::{Given, State};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// Calls before and after, by their numbers, that are the same; those that are only in one of the states with nothing on
/// the other side.
pub type Pairs = Vec<(Option<usize>, Option<usize>)>;

/// What a call is known by.
#[derive(Clone, Debug)]
struct Known {
    path: Arc<str>,
    function: Option<String>,
    words: Vec<String>,
}

/// Matches all calls.
pub(super) fn pairs(given: Given<'_>) -> Pairs {
    let keep = |path: Arc<str>| path;
    let back = |path: Arc<str>| Arc::clone(given.before(&path));
    let (base, head) = (known(given.base, keep), known(given.head, back));
    let mut matching = Matching { base: &base, head: &head, found: BTreeMap::new(), used: HashSet::new() };
    // In the same function of the same file: what is written the same, then what stands in the same order.
    matching.by(|known| (known.path.clone(), known.function.clone()), |one, other| one.words == other.words);
    matching.by(|known| (known.path.clone(), known.function.clone()), |_, _| true);
    // Moved within the file, or out of it.
    matching.by(|known| known.path.clone(), |one, other| one.words == other.words);
    matching.by(|known| known.path.clone(), alike);
    matching.by(|known| known.function.clone(), |one, other| one.function.is_some() && one.words == other.words);
    matching.by(|_| (), |one, other| one.words == other.words && one.words.len() >= TELLING);
    matching.by(|known| known.function.clone(), |one, other| one.function.is_some() && alike(one, other));
    matching.pairs()
}

/// Words from which on the text of a call tells it from others.
const TELLING: usize = 8;

/// Percent of the words that two calls must share to be the same one that was changed.
const ALIKE: usize = 50;

fn known(state: State<'_>, path: impl Fn(Arc<str>) -> Arc<str>) -> Vec<Known> {
    let of = |site: &crate::rules::Site| {
        let text = state.files.source(site.call.at.source);
        let text = text.as_ref().map_or("", |source| source.slice(site.call.whole));
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        Known {
            path: path(state.files.path(site.call.at.source)),
            function: site.call.around.function.as_ref().map(ToString::to_string),
            words: words.take(MOST_WORDS).map(str::to_owned).collect(),
        }
    };
    state.sites.iter().map(of).collect()
}

/// Words of a call that are looked at.
const MOST_WORDS: usize = 2_000;

/// Whether two calls share most of their words.
fn alike(one: &Known, other: &Known) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &one.words {
        *counts.entry(word).or_default() += 1;
    }
    let mut both = 0;
    for word in &other.words {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            both += 1;
        }
    }
    both * 100 >= one.words.len().max(other.words.len()).max(1) * ALIKE
}

struct Matching<'a> {
    base: &'a [Known],
    head: &'a [Known],
    /// Calls before, by those after.
    found: BTreeMap<usize, usize>,
    used: HashSet<usize>,
}

impl Matching<'_> {
    /// Matches, in order, what is left in each group of calls that have the same key.
    fn by<K: Eq + std::hash::Hash>(&mut self, key: impl Fn(&Known) -> K, same: impl Fn(&Known, &Known) -> bool) {
        let mut groups: HashMap<K, Vec<usize>> = HashMap::new();
        for (number, known) in self.base.iter().enumerate().filter(|(number, _)| !self.used.contains(number)) {
            groups.entry(key(known)).or_default().push(number);
        }
        for (number, known) in self.head.iter().enumerate() {
            if self.found.contains_key(&number) {
                continue;
            }
            let Some(group) = groups.get_mut(&key(known)) else { continue };
            let near = group.iter().take(MOST_IN_GROUP);
            if let Some(at) = near.into_iter().position(|base| same(&self.base[*base], known)) {
                let base = group.remove(at);
                self.found.insert(number, base);
                self.used.insert(base);
            }
        }
    }

    fn pairs(self) -> Pairs {
        let after = (0..self.head.len()).map(|head| (self.found.get(&head).copied(), Some(head)));
        let gone = (0..self.base.len()).filter(|base| !self.used.contains(base)).map(|base| (Some(base), None));
        after.chain(gone).collect()
    }
}

/// Calls of a group that one is held against at most, so that files of thousands of calls cost no more than others.
const MOST_IN_GROUP: usize = 200;
