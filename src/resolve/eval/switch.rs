//! `match` and `switch`, and enums.

use super::{Act, Flow, Machine, operators, truth::Truth, truth::truth};
use crate::{
    source::{At, Span},
    syntax::{Case, Expr},
    value::{Map, Name, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// Runs the arms that the subject may take, and joins what holds after them.
    pub(super) fn switch(&mut self, act: &mut Act, subject: &Expr, cases: &[Case]) -> Flow {
        let subject = self.eval(act, subject);
        let before = act.names.clone();
        let base = before.fork();
        let exits = std::mem::take(&mut act.exits);
        let mut ends = Vec::new();
        let mut complete = false;
        for case in cases {
            act.names = base.fork();
            let fits = self.fits(act, &subject, case);
            if fits == Truth::Known(false) {
                continue;
            }
            for name in &case.binds {
                act.names.set(name.clone(), At::new(Value::Unknown(Why::Runtime), subject.span));
            }
            if self.block(act, &case.body) == Flow::Next {
                ends.push(act.names.clone());
            }
            if fits == Truth::Known(true) {
                complete = true;
                break;
            }
        }
        for exit in std::mem::replace(&mut act.exits, exits) {
            if exit.leaves {
                ends.push(exit.names);
            } else {
                act.exits.push(exit);
            }
        }
        if !complete {
            ends.push(base.clone());
        }
        act.names = before;
        if ends.is_empty() {
            return Flow::Stop;
        }
        act.names.after(&base, ends);
        Flow::Next
    }

    fn fits(&mut self, act: &mut Act, subject: &At<Value>, case: &Case) -> Truth {
        if case.default && case.tests.is_empty() {
            return Truth::Known(true);
        }
        let mut all_differ = !case.tests.is_empty();
        for test in &case.tests {
            let test = self.eval(act, test);
            match truth(&operators::equal(&subject.node, &test.node)) {
                Truth::Known(true) => return Truth::Known(true),
                Truth::Known(false) => {}
                _ => all_differ = false,
            }
        }
        if all_differ && !case.default { Truth::Known(false) } else { Truth::Unknown }
    }

    /// An enum is a map of its members; those without a value count up from the one before.
    pub(super) fn bind_enum(&mut self, act: &mut Act, name: &Name, members: &[(Name, Option<Expr>)], span: Span) {
        let mut map = Map::default();
        let mut next = 0;
        for (member, value) in members {
            let value = value.as_ref().map_or(At::new(Value::Int(next), span), |value| self.eval(act, value));
            if let Value::Int(n) = value.node {
                next = n.saturating_add(1);
            }
            map.set(member.clone(), value);
        }
        act.names.set(name.clone(), At::new(Value::Map(Arc::new(map)), span));
    }
}
