//! The examples of a page, and what its rule says of them once a fact of their calls is changed.

use super::{
    changes::{CHANGES, Change},
    example,
    tree::Tree,
};
use jiff::civil::{Date, date};
use skint::{
    calls::CallSite,
    catalog::pages::RulePage,
    estimate::estimate,
    policy::{Policy, Vocabulary},
    resolve::files::Files,
    rules::{Context, Site, judge, shape},
    run::analyse,
};
use std::fmt::Write;

const AS_OF: Date = date(2026, 11, 22);

/// A page with its examples.
pub struct Page {
    name: String,
    examples: Vec<Read>,
}

/// An example that was read.
struct Read {
    tree: Tree,
    policy: Policy,
    sites: Vec<Site>,
    flagged: bool,
}

impl Page {
    /// Reads the examples of a page.
    pub fn of(page: &RulePage) -> Page {
        Page { name: page.name.clone(), examples: example::read(page.text).iter().map(Read::of).collect() }
    }

    /// After which changes the rule is silent about its flagged examples, and speaks about others.
    pub fn row(&self) -> String {
        let of = |flagged: bool| self.examples.iter().filter(move |example| example.flagged == flagged);
        let mut row = format!("{}: {} flagged, {} not\n", self.name, of(true).count(), of(false).count());
        let (mut always, mut some, mut new) = (Vec::new(), Vec::new(), Vec::new());
        for Change(name, change) in CHANGES {
            let silent = of(true).filter(|example| !example.says(&self.name, *change)).count();
            let speaks = of(false).filter(|example| example.says(&self.name, *change)).count();
            match silent {
                0 => {}
                all if all == of(true).count() => always.push((*name).to_owned()),
                part => some.push(format!("{name} ({part})")),
            }
            if speaks > 0 {
                new.push(format!("{name} ({speaks})"));
            }
        }
        for (what, names) in
            [("silent about all after", always), ("silent about some after", some), ("speaks after", new)]
        {
            if !names.is_empty() {
                writeln!(row, "  {what}: {}", names.join(", ")).expect("a string takes everything");
            }
        }
        row
    }
}

impl Read {
    fn of(example: &example::Example) -> Read {
        let tree = Tree::new(&example.files);
        let own = tree.find("skint.toml").and_then(|id| tree.source(id));
        let policy = own.map_or_else(Policy::embedded, |source| {
            let policy = Policy::parse("skint.toml", &source.text, &Vocabulary::embedded());
            policy.expect("the policy of an example is right")
        });
        let sites = analyse(&tree, &tree.code(), &policy, AS_OF).sites;
        Read { tree, policy, sites, flagged: example.flagged }
    }

    /// Whether a rule speaks once the calls are changed; where that changes nothing, it does as the page says.
    fn says(&self, rule: &str, change: fn(&mut CallSite)) -> bool {
        let mut sites = self.sites.clone();
        let mut changed = false;
        for site in &mut sites {
            let before = format!("{:?}", site.call);
            change(&mut site.call);
            if format!("{:?}", site.call) != before {
                let shape = shape(&site.call, &self.policy, &self.tree.path(site.call.at.source));
                site.estimate = estimate(&site.call.request, &shape, AS_OF);
                changed = true;
            }
        }
        if !changed {
            return self.flagged;
        }
        let (candidates, policy, files) = (self.tree.code(), &self.policy, &self.tree);
        let context = Context { sites: &sites, candidates: &candidates, policy, as_of: AS_OF, files };
        judge(&context).iter().any(|finding| finding.rule == rule)
    }
}
