//! Options of a command line: what they are where nobody gives them.

use super::{Act, Machine, classes::last_name, join::Names, join::one_of, operators::by_default};
use crate::{
    resolve::{
        imports, known,
        options::{FLAGS, flag_key, named_default, viper_key},
    },
    source::{At, Span},
    syntax::{Argument, Expr, ExprKind, Parameter},
    value::{Args, Chain, Name, Root, Scopes, Step, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// A member of what a command line was parsed into. The options are declared where it was parsed, or here.
    pub(super) fn option(&mut self, act: &Act, of: Span, chain: &Chain, name: &Name, at: Span) -> Option<At<Value>> {
        if !known::options::is_parsed(chain) {
            return None;
        }
        [of.source, act.source()].into_iter().find_map(|source| {
            let module = self.world.module(source)?;
            let options = self.world.options(&module);
            let defaults = options.named(name);
            let mut values = Vec::with_capacity(defaults.len());
            let mut outside = Act::new(module, Names::default(), Scopes::default(), Some(u32::MAX));
            for default in defaults {
                values.push(match default {
                    Some(default) => self.given_by_nobody(&mut outside, default, name),
                    None => At::new(Value::Unknown(Why::Environment(name.clone())), at),
                });
            }
            (!values.is_empty()).then(|| one_of(values))
        })
    }

    /// `viper.GetString("anthropic.model")`: the default that the package declares for a key.
    pub fn viper_default(&mut self, act: &mut Act, chain: &Chain, args: &Args) -> Option<At<Value>> {
        let read = chain.last_member().filter(|name| name.starts_with("Get"))?;
        let of_viper = matches!(&chain.root, Root::Import(module) if module.ends_with("spf13/viper"));
        let key = args.positional.first().filter(|_| of_viper && read.len() >= 3)?.node.as_str()?;
        self.declared_in_package(act, "SetDefault", &viper_key(&key), &key.as_str().into())
    }

    /// `command.Flags().GetString("model")`: the default with which the package declares a flag.
    pub fn flag_default(&mut self, act: &mut Act, chain: &Chain, args: &Args) -> Option<At<Value>> {
        let [.., Step::Member(flags), Step::Call(_), Step::Member(read)] = chain.steps.as_slice() else { return None };
        let reads = FLAGS.contains(&flags.as_str()) && read.starts_with("Get");
        let name = args.positional.first().filter(|_| reads)?.node.as_str()?;
        self.declared_in_package(act, FLAGS[0], &flag_key(&name), &name.as_str().into())
    }

    /// The defaults that the files of a package which hold a word declare under a key.
    fn declared_in_package(&mut self, act: &Act, word: &str, key: &str, name: &Name) -> Option<At<Value>> {
        let mut values = Vec::new();
        for file in imports::holding(self.world.files, act.source(), word) {
            let Some(module) = self.world.module(file) else { continue };
            let options = self.world.options(&module);
            let mut outside = Act::new(module, Names::default(), Scopes::default(), Some(u32::MAX));
            for default in options.named(key).iter().flatten() {
                values.push(self.given_by_nobody(&mut outside, default, name));
            }
        }
        (!values.is_empty()).then(|| one_of(values))
    }

    /// A default that is written somewhere, which somebody may replace from outside.
    fn given_by_nobody(&mut self, act: &mut Act, default: &Expr, name: &Name) -> At<Value> {
        let recording = std::mem::replace(&mut self.recording, false);
        let value = self.eval(act, default);
        let value = self.force(value);
        self.recording = recording;
        let why = Why::Environment(name.clone());
        let known = value.node.is_settled() && !matches!(value.node, Value::Foreign(_) | Value::Null);
        At::new(if known { by_default(value.node, &why) } else { Value::Unknown(why) }, value.span)
    }

    /// A parameter that a decorator declares as an option: `@click.option("--model", default="x")`.
    pub(super) fn decorated_option(&mut self, act: &mut Act, name: &Name) -> Option<At<Value>> {
        let module = Arc::clone(&act.module);
        let function = module.functions.get(act.function? as usize)?;
        let declared = function.decorators.iter().find_map(|decorator| match &decorator.kind {
            ExprKind::Call { arguments, .. } if matches!(last_name(decorator), Some("argument" | "option")) => {
                names(arguments, name).then(|| named_default(arguments)).flatten()
            }
            _ => None,
        })?;
        Some(self.given_by_nobody(act, declared, name))
    }

    /// What a parameter is where nobody gives it: its default, or that of the option that it declares.
    pub(super) fn default_of(&mut self, act: &mut Act, default: &Expr, parameter: &Parameter) -> At<Value> {
        let value = self.eval(act, default);
        if let Some(dependency) = known::options::dependency(&value.node) {
            return self.provided(act, dependency, value.span);
        }
        match known::options::of_parameter(&value.node) {
            Some(node) => {
                let name = super::arguments::simple_name(&parameter.pattern).cloned().unwrap_or_default();
                At::new(by_default(node, &Why::Environment(name)), value.span)
            }
            None => value,
        }
    }

    /// What a framework puts into a parameter by calling a function: `settings: Settings = Depends(get_settings)`.
    fn provided(&mut self, act: &mut Act, dependency: Option<At<Value>>, at: Span) -> At<Value> {
        let Some(dependency) = dependency else { return At::new(Value::Unknown(Why::Runtime), at) };
        let recording = std::mem::replace(&mut self.recording, false);
        let (value, _) = self.apply(act, &dependency, &Arc::default(), at, at);
        self.recording = recording;
        self.force(value)
    }
}

/// Whether an option is handed to the parameter of this name: the name itself, or `--the-name`.
fn names(arguments: &[Argument], parameter: &str) -> bool {
    let given = arguments.iter().filter_map(|argument| match argument {
        Argument::Positional(value) => value.fixed_text(),
        _ => None,
    });
    given.into_iter().any(|text| {
        let option = text.split('/').next().unwrap_or_default().trim_start_matches('-');
        option.replace('-', "_").eq_ignore_ascii_case(parameter)
    })
}
