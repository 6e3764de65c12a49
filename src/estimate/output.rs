//! How much may come back.

use super::{Assumption, Shape, candidates::Candidates};
use crate::{
    calls::{AbsentCap, Operation, Request},
    catalog::models::{Form, Model, Routing},
    money::{Range, Tokens},
    value::{Field, Value},
};

/// From nothing up to the cap, which holds for thinking too; what the cap rests on where it is not given.
pub fn output(request: &Request, shape: &Shape, candidates: &Candidates<'_>) -> (Tokens, Option<Assumption>) {
    if shape.operation == Operation::CountTokens {
        return (Tokens::default(), None);
    }
    let most = most(shape, candidates);
    if let Some(stated) = shape.expected.output {
        let stated = if most == 0 { stated } else { stated.min(most) };
        return (Range::exactly(stated), Some(Assumption::OutputStated(stated)));
    }
    let up_to = |cap: u64| Range::new(0, if candidates.partial || most == 0 { cap } else { cap.min(most) });
    match &request.max_tokens {
        Field::Given(value) => match caps(&value.node) {
            Some((cap, None)) => (up_to(cap), None),
            Some((cap, Some(why))) => (up_to(cap), Some(why)),
            None => (Range::new(0, most), Some(Assumption::CapUnknown(most))),
        },
        Field::Unseen(_) => (Range::new(0, most), Some(Assumption::CapUnknown(most))),
        Field::Absent => match shape.absent_cap {
            AbsentCap::Rejected => (Tokens::default(), Some(Assumption::Rejected)),
            AbsentCap::Filled(cap) => (up_to(cap), Some(Assumption::CapFilled(cap))),
            AbsentCap::ModelMaximum => (Range::new(0, most), Some(Assumption::CapIsMaximum(most))),
            AbsentCap::NotApplicable | AbsentCap::Unknown => (Range::new(0, most), Some(Assumption::CapUnknown(most))),
        },
    }
}

/// The same for one of the models that it may go to: what the policy states, or else from nothing up to the cap, which
/// is never over the model's own.
pub fn of_model(request: &Request, shape: &Shape, model: &'static Model) -> Tokens {
    let form = Form { platform: shape.platform, fast: false, floating: false, routing: Routing::Unstated };
    let alone = Candidates { known: vec![(model, form)], ..Candidates::default() };
    output(request, shape, &alone).0
}

/// The most that any known model gives back; nothing is known without one.
fn most(shape: &Shape, candidates: &Candidates<'_>) -> u64 {
    let limits = candidates.known.iter().map(|(model, _)| {
        let batch = model.max_output_batch.filter(|_| shape.operation == Operation::Batch);
        batch.or(model.max_output).unwrap_or(0)
    });
    limits.max().unwrap_or(0)
}

/// The largest of the possible caps, and what may change it; nothing where one of them is not known.
fn caps(value: &Value) -> Option<(u64, Option<Assumption>)> {
    let mut largest = (0, None);
    for possible in value.possibilities() {
        let (cap, why) = match possible {
            Value::Int(cap) => (u64::try_from(*cap).ok()?, None),
            Value::Default(inner, why) => (caps(inner)?.0, Some(Assumption::CapOverridable(why.clone()))),
            _ => return None,
        };
        largest = (largest.0.max(cap), why.or(largest.1));
    }
    Some(largest)
}
