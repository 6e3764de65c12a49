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
        let given = args.positional.len() + args.named.entries.len();
        let siblings = |other: &Function| {
            other.name.as_ref() == Some(name) && other.class == function.class && other.parent == function.parent
        };
        let free = |index: u32| !self.is_active(FunctionId(id.0, index));
        let all = (0u32..).zip(&module.functions).filter(|(_, other)| siblings(other));
        let mut fits: Vec<(usize, u32)> = Vec::new();
        for (index, other) in all {
            if let Some(distance) = distance(other, args, given) {
                let busy = usize::from(!free(index)) * 2;
                fits.push((distance * 4 + busy + usize::from(index != id.1), index));
            }
        }
        fits.into_iter().min().map_or(id, |(_, index)| FunctionId(id.0, index))
    }
}

/// How far a function is from taking just these arguments; nothing where it cannot take them.
fn distance(function: &Function, args: &Args, given: usize) -> Option<usize> {
    let named = |name: &str| {
        function
            .parameters
            .iter()
            .any(|parameter| super::arguments::simple_name(&parameter.pattern).is_some_and(|own| own == name))
    };
    if !args.named.entries.iter().all(|entry| named(&entry.key)) {
        return None;
    }
    let rest = function.parameters.iter().any(|parameter| parameter.kind == ParameterKind::Rest);
    let most = function.parameters.len();
    let least = function.parameters.iter().filter(|p| p.default.is_none() && p.kind != ParameterKind::Rest).count();
    match given {
        _ if rest && given + 1 >= most => Some(1 + given.abs_diff(most)),
        _ if given > most => None,
        _ if given < least => None,
        _ => Some(most - given),
    }
}
