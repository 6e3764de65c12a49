//! Methods and functions of one name, told apart by how many arguments they take.

use super::Machine;
use crate::{
    syntax::{Function, Language, Module, ParameterKind},
    value::{Args, FunctionId},
};

impl Machine<'_> {
    /// The function of this name that takes these arguments, in languages that have several.
    pub(super) fn overload(&self, module: &Module, id: FunctionId, args: &Args) -> FunctionId {
        if !matches!(module.language, Language::CSharp | Language::Java | Language::Kotlin) || args.open.is_some() {
            return id;
        }
        let Some(function) = module.functions.get(id.1 as usize) else { return id };
        let Some(name) = &function.name else { return id };
        let siblings = |other: &Function| {
            other.name.as_ref() == Some(name) && other.class == function.class && other.parent == function.parent
        };
        let free = |index: u32| !self.is_active(FunctionId(id.0, index));
        let all = (0u32..).zip(&module.functions).filter(|(_, other)| siblings(other));
        let mut fits: Vec<(usize, u32)> = Vec::new();
        for (index, other) in all {
            if let Some(distance) = distance(other, args) {
                let busy = usize::from(!free(index)) * 2;
                fits.push((distance * 4 + busy + usize::from(index != id.1), index));
            }
        }
        fits.into_iter().min().map_or(id, |(_, index)| FunctionId(id.0, index))
    }
}

/// How far a function is from taking just these arguments; nothing where it cannot take them. What takes the rest of
/// the named arguments takes any number of them.
fn distance(function: &Function, args: &Args) -> Option<usize> {
    let parameters = || function.parameters.iter().filter(|parameter| parameter.kind != ParameterKind::RestNamed);
    let named = |name: &str| {
        parameters().any(|parameter| super::arguments::simple_name(&parameter.pattern).is_some_and(|own| own == name))
    };
    let taken = args.named.entries.iter().filter(|entry| named(&entry.key)).count();
    let rest_named = parameters().count() < function.parameters.len();
    if taken < args.named.entries.len() && !rest_named {
        return None;
    }
    let given = args.positional.len() + taken;
    let rest = parameters().any(|parameter| parameter.kind == ParameterKind::Rest);
    let most = parameters().count();
    let least = parameters().filter(|p| p.default.is_none() && p.kind != ParameterKind::Rest).count();
    match given {
        _ if rest && given + 1 >= most => Some(1 + given.abs_diff(most)),
        _ if given > most => None,
        _ if given < least => None,
        _ => Some(most - given),
    }
}
