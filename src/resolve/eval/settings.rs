//! Classes that a container fills from the settings: `@ConfigurationProperties(prefix = "claude")` of Spring,
//! `Configure<ClaudeOptions>(configuration.GetSection("Claude"))` of .NET.

use super::{Act, Machine, classes::last_name, operators::by_default};
use crate::{
    resolve::known,
    source::{At, Span},
    syntax::{Argument, Expr, ExprKind, Language},
    value::{Chain, ClassId, Local, Map, Name, Step, Value, Why},
};

/// How deep classes within such classes are filled.
const WITHIN: u32 = 4;

impl Machine<'_> {
    /// Under which key the settings say what the fields of a class are, where the class is filled from them.
    pub(super) fn settings_of(&mut self, id: ClassId) -> Option<String> {
        let module = self.world.module(id.0)?;
        let class = module.classes.get(id.1 as usize)?;
        if module.language == Language::CSharp {
            return self.section_of(id, class.name.as_ref()?);
        }
        let bound = class.decorators.iter().find(|one| last_name(one) == Some("ConfigurationProperties"))?;
        let ExprKind::Call { arguments, .. } = &bound.kind else { return None };
        let prefix = arguments.iter().find_map(|argument| match argument {
            Argument::Positional(value) => value.fixed_text(),
            Argument::Named(name, value) if matches!(name.as_str(), "prefix" | "value") => Expr::fixed_text(value),
            _ => None,
        })?;
        Some(prefix.to_owned())
    }

    /// The section of `appsettings.json` that fills a class of .NET: the class says its name, or where it is bound does.
    fn section_of(&mut self, id: ClassId, name: &Name) -> Option<String> {
        let bound = ["Config", "Configuration", "Options", "Settings"].iter().any(|ending| name.ends_with(ending));
        if !bound || self.world.files.named(known::settings::APP_SETTINGS).is_empty() {
            return None;
        }
        let own = ["Section", "SectionKey", "SectionName"]
            .iter()
            .find_map(|constant| self.class_fields(id).get(constant)?.node.as_str());
        own.or_else(|| known::settings::section_bound_to(self.world.files, name))
    }

    /// What `appsettings.json` says under the key by which a program of .NET reads it:
    /// `configuration["Claude:Model"]`, `configuration.GetSection("Claude").GetValue<int>("MaxTokens", 300)`.
    pub(super) fn app_setting(&mut self, act: &Act, chain: &Chain, key: Option<&At<Value>>) -> Option<Value> {
        if act.module.language != Language::CSharp || !known::csharp::is_configuration(chain) {
            return None;
        }
        let sections = chain.steps.windows(2).filter_map(|pair| match pair {
            [Step::Member(name), Step::Call(args)] if name == "GetSection" => args.positional.first(),
            _ => None,
        });
        let key: Option<Vec<String>> = sections.chain([key?]).map(|part| part.node.as_str()).collect();
        let key = key?.join(".").replace(':', ".");
        let said = known::settings::said(self.world.files, act.source(), &key)?;
        Some(by_default(said.node, &Why::Environment(Name::from(key))))
    }

    /// Puts into fields what the settings say under their keys, else what stands there by default.
    pub(super) fn fill_from_settings(&mut self, id: ClassId, prefix: &str, fields: &mut Map, depth: u32) {
        for field in self.declared_fields(id) {
            if fields.get(&field.node).is_none() {
                fields.set(field.node, At::new(Value::Null, field.span));
            }
        }
        for entry in &mut fields.entries {
            let key = format!("{prefix}.{}", entry.key);
            let span = entry.value.span;
            entry.value = self.filled_field(id, &key, &entry.value.node, span, depth);
        }
    }

    fn filled_field(&mut self, id: ClassId, key: &str, default: &Value, at: Span, depth: u32) -> At<Value> {
        if let Value::Local(local) = default {
            let Local::Instance { class, fields, .. } = &**local else { return At::new(default.clone(), at) };
            let mut fields = fields.clone();
            if depth < WITHIN {
                self.fill_from_settings(*class, key, &mut fields, depth + 1);
            }
            return At::new(Value::instance(*class, fields), at);
        }
        let why = Why::Environment(Name::from(key));
        let said = known::settings::said(self.world.files, id.0, key);
        let (value, at) = said.map_or_else(|| (unreplaced(default), at), |said| (said.node, said.span));
        let known = value.is_settled() && value != Value::Null;
        At::new(if known { by_default(value, &why) } else { Value::Unknown(why) }, at)
    }
}

/// A default without what may stand in its place.
fn unreplaced(value: &Value) -> Value {
    match value {
        Value::Default(inner, _) => unreplaced(inner),
        other => other.clone(),
    }
}
