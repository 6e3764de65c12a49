//! Whether a call that has a page's shape goes to Claude, and what it then sends.

use super::{
    Operation, Platform, Request, endpoint,
    evidence::Evidence,
    fields,
    links::{self, is_of},
    models::{Models, named},
    place::is_test_file,
    process,
    recognise::{Recognised, Surety, holds_claude, is_configured, recognise},
    request::Arguments,
};
use crate::{
    catalog::sdks::{Argument, Capless, Endpoint, Runs, Sdk, Sdks, Shape, UnknownModel, Vendor},
    resolve::event::Call,
    value::{Field, Local, Map, Root, Step, Value, Why},
};

/// A call that goes to Claude, as seen in one context.
pub(super) struct Judged<'s> {
    /// The page.
    pub sdk: &'s Sdk,
    /// What is asked for.
    pub operation: Operation,
    /// Where it goes.
    pub platform: Platform,
    /// Operations that the platform does not have.
    pub lacks: &'s [Operation],
    /// Whether it only sets up what others send through.
    pub sets_up: bool,
    /// Whether it is seen how the client was made, and nothing outside the tree wraps it.
    pub client_made: bool,
    /// What an absent cap means.
    pub absent_cap: Option<&'s Capless>,
    /// How it runs a process, if it does.
    pub runs: Option<&'s Runs>,
    /// What is sent.
    pub request: Request,
}

/// What is known about a call while it is judged.
struct Case<'a, 's> {
    sdks: &'s Sdks,
    evidence: &'a Evidence<'a>,
    call: &'a Call,
    found: Recognised<'s>,
    arguments: Arguments<'s>,
    endpoint: Option<&'s Endpoint>,
    relative: bool,
    model: Field,
    models: Models,
}

/// The call as a call of Claude, if it is one.
pub(super) fn judge<'s>(sdks: &'s Sdks, evidence: &Evidence<'_>, call: &Call) -> Option<Judged<'s>> {
    let language = evidence.file(call.at.source)?.module.language;
    recognise(sdks, call, language).into_iter().find_map(|found| case(sdks, evidence, call, found)?.judged())
}

/// Whether a call may be one of Claude if callers say what it does not: the rest of a URL or of a command, or the model that
/// a gateway is asked for.
pub(super) fn may_be_told_by_callers(sdks: &Sdks, evidence: &Evidence<'_>, call: &Call) -> bool {
    let Some(file) = evidence.file(call.at.source) else { return false };
    recognise(sdks, call, file.module.language).into_iter().any(|found| match &found.shape.runs {
        // Who runs whatever command it is handed is asked for Claude Code where its own file names that.
        Some(runs) => {
            process::is_open(&call.args, &call.callee, runs) && evidence.holds_any(call.at.source, &found.sdk.brings)
        }
        None => may_be_told_of_claude(sdks, evidence, call, found),
    })
}

/// Whether callers say the rest of the URL of a request, or which model is asked, and may say Claude.
fn may_be_told_of_claude(sdks: &Sdks, evidence: &Evidence<'_>, call: &Call, found: Recognised<'_>) -> bool {
    let names_claude = || evidence.names_claude(call.at.source);
    let routes = || evidence.holds_any(call.at.source, &sdks.vendors.routers);
    let arguments = || Arguments::of(found.sdk, found.shape, &call.callee, &call.args, call.whole);
    let open = |arguments: Arguments<'_>| endpoint::is_open(found.sdk, &arguments) && names_claude();
    if found.shape.endpoint && arguments().is_some_and(open) {
        return true;
    }
    let unknown = found.shape.unknown_model.unwrap_or(found.sdk.unknown_model);
    if !found.shape.endpoint && !matches!(unknown, UnknownModel::NamedInFile | UnknownModel::Nothing) {
        return false; // Callers are asked for its model already, or cannot make it a call of Claude.
    }
    case(sdks, evidence, call, found).is_some_and(|case| {
        let made = case.found.surety <= Surety::Wrapped;
        case.is_told_its_model() && (case.is_of_many_vendors() || routes() || made && names_claude())
    })
}

fn case<'a, 's>(
    sdks: &'s Sdks,
    evidence: &'a Evidence<'a>,
    call: &'a Call,
    found: Recognised<'s>,
) -> Option<Case<'a, 's>> {
    let mut arguments = Arguments::of(found.sdk, found.shape, &call.callee, &call.args, call.whole)?;
    if let (true, Some(made_by)) = (found.shape.asks_client(), found.client)
        && let Some(args) = links::made(found.sdk, &call.callee)
    {
        arguments.made_with(args, &made_by.positional);
        arguments.client_seen = !links::is_remade(found.sdk, &call.callee);
    }
    let mut model = arguments.field(Argument::Model);
    let mut at = None;
    let mut relative = false;
    if found.shape.endpoint {
        arguments.headed_by(&call.callee);
        let headers = &sdks.vendors.headers;
        // Where a request gets its headers afterwards, the function that makes it says them.
        let afterwards = || found.shape.headers_apart && evidence.function_holds_any(call.whole, headers);
        let has_header = || arguments.names_any_header(headers) || afterwards();
        let unseen = || Some((endpoint::unseen(found.sdk, &arguments, has_header)?, String::new()));
        let (endpoint, url) = endpoint::of(found.sdk, &arguments, &call.callee).or_else(unseen)?;
        relative = url.starts_with('/');
        if let Some(path) = &endpoint.within {
            arguments.narrow(path);
            model = arguments.field(Argument::Model);
        }
        model = endpoint::model(endpoint, &url, call.whole).unwrap_or(model);
        at = Some(endpoint);
    }
    let models = Models::of(sdks, &model);
    Some(Case { sdks, evidence, call, found, arguments, endpoint: at, relative, model, models })
}

impl<'s> Case<'_, 's> {
    fn judged(self) -> Option<Judged<'s>> {
        let shape: &'s Shape = self.found.shape;
        let operation = self.endpoint.map_or(shape.operation, |endpoint| endpoint.operation);
        let claude_only = self.only_claude();
        // A count is free, and no request to a model.
        if operation == Operation::CountTokens || !self.receiver_fits() || !self.goes_to_claude(claude_only) {
            return None;
        }
        // What many callers say is meant for one client of several: not for that of another vendor.
        if !self.call.stack.is_empty() && self.stays_with_its_vendor() {
            return None;
        }
        if operation == Operation::Agent && self.is_made_of_a_site()
            || !self.sends_a_request()
            || self.asks_itself()
            || self.tells_a_double()
            || self.answers()
        {
            return None;
        }
        let default = self.default();
        let model = match default {
            Some(id) => named(id, self.call.whole),
            None => self.models.field(self.model, claude_only),
        };
        let client = self.found.client;
        let platform = shape
            .platform
            .or(self.endpoint.map(|endpoint| endpoint.platform))
            .or(client.and_then(|client| client.platform))
            .or_else(|| by_id(self.sdks, &model))
            .unwrap_or(Platform::Unknown);
        Some(Judged {
            sdk: self.found.sdk,
            operation,
            platform,
            sets_up: shape.sets_up,
            client_made: client.is_some() && self.found.surety == Surety::Made,
            runs: shape.runs.as_ref(),
            lacks: client.map_or(&[], |client| &client.forbids),
            absent_cap: (self.endpoint.and_then(|endpoint| endpoint.absent_cap.as_ref()))
                .or(client.and_then(|client| client.absent_cap.as_ref()))
                .or(shape.absent_cap.as_ref()),
            request: self.arguments.request(model, default.is_some()),
        })
    }

    /// The model that the SDK takes because none is given.
    fn default(&self) -> Option<&'s str> {
        self.found.shape.default_model.as_deref().filter(|_| matches!(self.model, Field::Absent))
    }

    fn is_claude(&self, id: &str) -> bool {
        self.sdks.vendors.of(id) == Vendor::Claude
    }

    fn only_claude(&self) -> bool {
        let page = self.unknown_model() == UnknownModel::Claude;
        page || self.found.shape.claude
            || self.arguments.names_any(&self.sdks.vendors.body_keys)
            || self.found.client.is_some_and(|client| client.claude)
            || self.found.surety == Surety::Made && holds_claude(self.sdks, &self.call.callee)
    }

    fn unknown_model(&self) -> UnknownModel {
        let endpoint = self.endpoint.map(|endpoint| endpoint.unknown_model);
        endpoint.or(self.found.shape.unknown_model).unwrap_or(self.found.sdk.unknown_model)
    }

    /// Whether callers say which model is asked.
    fn is_told_its_model(&self) -> bool {
        let parameter = |why: &Why| matches!(why, Why::Parameter(_));
        let told = match &self.model {
            Field::Given(value) => value.node.possibilities().any(|value| match value {
                Value::Unknown(why) | Value::Default(_, why) => parameter(why),
                Value::Foreign(chain) => match (&chain.root, chain.steps.last()) {
                    (Root::Unknown(why), _) => parameter(why),
                    // Of a declared type.
                    (_, Some(Step::Call(args))) => args.open.as_ref().is_some_and(parameter),
                    _ => false,
                },
                _ => false,
            }),
            Field::Unseen(why) => parameter(why),
            Field::Absent => false,
        };
        told && !self.stays_with_its_vendor()
    }

    /// Whether what is called is made for models of many vendors, so that its callers are worth asking wherever it stands.
    fn is_of_many_vendors(&self) -> bool {
        self.unknown_model() == UnknownModel::NamedInFile && self.receiver_fits()
    }

    /// Whether the client is another vendor's, and nothing sends its requests elsewhere.
    fn stays_with_its_vendor(&self) -> bool {
        let away = self.found.client.map_or(&[][..], |client| &client.away);
        let made = || links::made(self.found.sdk, &self.call.callee).map(fields::as_map);
        let named = |map: &Map| away.iter().any(|name| map.get(name).is_some());
        !away.is_empty() && made().is_some_and(|map| map.open.is_none() && !named(&map))
    }

    /// Whether nothing contradicts a receiver of unknown make, and something speaks for it.
    fn receiver_fits(&self) -> bool {
        let sdk = self.found.sdk;
        if self.found.surety <= Surety::Wrapped {
            return true;
        }
        if self.arguments.names_any(&sdk.foreign_arguments) {
            return false;
        }
        let imported = || {
            let modules = self.evidence.imports(self.call.at.source);
            modules.iter().any(|module| is_of(module, &sdk.modules))
        };
        let typical = || self.arguments.names_any(&["max_tokens"]) && self.arguments.names_any(&["messages"]);
        match self.found.surety {
            _ if self.found.shape.endpoint || self.found.shape.runs.is_some() => true,
            // Nobody else reads such a body, whoever is handed the client that sends it.
            _ if self.arguments.names_any(&self.sdks.vendors.body_keys) => true,
            _ if self.models.any_claude() || self.receiver_is_called_claude() && self.is_passed_a_request() => true,
            Surety::Unknown => imported() || typical(),
            _ => imported() && typical() && self.made_in_house(),
        }
    }

    /// Whether the receiver has Claude's or Anthropic's name, wherever it is kept: `config.x.anthropic`, `deps.claudeClient`.
    fn receiver_is_called_claude(&self) -> bool {
        let chain = &self.call.callee;
        let root = if let Root::Global(name) = &chain.root { Some(name) } else { None };
        let members =
            chain.steps.iter().filter_map(|step| if let Step::Member(name) = step { Some(name) } else { None });
        root.into_iter().chain(members).any(|name| self.sdks.vendors.is_claude_named(name))
    }

    /// Whether a model, messages or requests are passed, or may be.
    fn is_passed_a_request(&self) -> bool {
        let passed = |argument| !matches!(self.arguments.field(argument), Field::Absent);
        self.found.shape.operation == Operation::Batch || passed(Argument::Model) || passed(Argument::Messages)
    }

    /// Whether the receiver comes from a module of no page and no other vendor: a team's own package, perhaps.
    fn made_in_house(&self) -> bool {
        let Root::Import(module) = &self.call.callee.root else { return false };
        let of_a_page = self.sdks.pages().iter().any(|page| is_of(module, &page.modules));
        !of_a_page && self.sdks.vendors.of(module) != Vendor::Other
    }

    fn goes_to_claude(&self, claude_only: bool) -> bool {
        if self.models.all_other() {
            return claude_only && self.models.any_default();
        }
        if self.models.any_claude() || claude_only || self.default().is_some_and(|id| self.is_claude(id)) {
            return true;
        }
        match self.provider() {
            Vendor::Claude => return true,
            Vendor::Other => return false,
            Vendor::Unknown => {}
        }
        let file = || self.evidence.names_claude(self.call.at.source);
        match self.unknown_model() {
            UnknownModel::Claude => true,
            UnknownModel::Nothing => false,
            UnknownModel::NamedInFile => {
                let open = !matches!(self.model, Field::Absent) && !self.models.all_named();
                open && (file() || self.manifest_names_claude())
            }
            UnknownModel::NamedInBody => {
                let vendors = &self.sdks.vendors;
                self.arguments.names_any(&vendors.body_keys)
                    || self.arguments.names_any_header(&vendors.headers)
                    || if self.endpoint.is_some_and(|endpoint| endpoint.relative) {
                        self.asks_as_claude_does()
                    } else {
                        // A test sends what it likes to whatever it has set up.
                        (self.found.shape.headers_apart || self.arguments.body().is_err()) && file() && !self.in_test()
                    }
            }
        }
    }

    /// Whether a test asks the program that it tests: a path without a host, on a client that nobody is seen to make.
    fn asks_itself(&self) -> bool {
        self.relative && matches!(self.call.callee.root, Root::Unknown(_)) && self.in_test()
    }

    /// Whether a double is told what to answer: what is passed stands for any argument.
    fn tells_a_double(&self) -> bool {
        let matches = |value: &Value| match value {
            Value::Foreign(chain) if matches!(chain.steps.last(), Some(Step::Call(_))) => {
                let links = links::links(chain);
                let names: Vec<&str> = links.iter().map(|link| link.name).collect();
                let vendors = &self.sdks.vendors;
                let made = matches!(&chain.root, Root::Import(module) if is_of(module, &vendors.doubles));
                made || vendors.matchers.contains(&names.join("."))
            }
            _ => false,
        };
        self.call.args.positional.iter().any(|value| matches(&value.node))
    }

    /// Whether it says what a server answers at a path: a framework is told, or a function comes with it and nothing that a
    /// request has.
    fn answers(&self) -> bool {
        let vendors = &self.sdks.vendors;
        let server = match &self.call.callee.root {
            Root::Import(module) => is_of(module, &vendors.servers),
            Root::Unknown(Why::Parameter(parameter)) => {
                self.call.callee.steps.len() == 1 && vendors.server_names.iter().any(|name| *name == *parameter.name)
            }
            _ => false,
        };
        let function =
            |value: &Value| matches!(value, Value::Local(local) if matches!(**local, Local::Function { .. }));
        let handed = || self.call.args.positional.iter().any(|value| value.node.possibilities().any(function));
        self.relative && (server || handed() && !self.arguments.names_any(&self.found.shape.needs))
    }

    fn in_test(&self) -> bool {
        self.evidence.file(self.call.at.source).is_some_and(|file| is_test_file(&file.path))
    }

    /// Whether the body has messages and a cap: nobody else answers such a body under the path of Claude's.
    fn asks_as_claude_does(&self) -> bool {
        let given = |argument| matches!(self.arguments.field(argument), Field::Given(_));
        given(Argument::Messages) && given(Argument::MaxTokens)
    }

    fn manifest_names_claude(&self) -> bool {
        let manifest = self.found.sdk.manifest.as_ref();
        manifest.is_some_and(|manifest| self.evidence.declares(self.call.at.source, manifest))
    }

    /// Whether there may be a request, with one of the entries that it needs.
    fn sends_a_request(&self) -> bool {
        let needs = &self.found.shape.needs;
        needs.is_empty() || !self.arguments.bodiless && self.arguments.may_name_any(needs)
    }

    fn provider(&self) -> Vendor {
        let Field::Given(value) = self.arguments.field(Argument::Provider) else { return Vendor::Unknown };
        let constant = || match &value.node {
            Value::Foreign(chain) => chain.last_member().map(ToString::to_string),
            _ => None,
        };
        value.node.as_str().or_else(constant).map_or(Vendor::Unknown, |name| self.sdks.vendors.of(&name))
    }

    fn is_made_of_a_site(&self) -> bool {
        let configured = |value: &Value| match value {
            Value::Default(inner, _) => inner.possibilities().any(|value| is_configured(self.sdks, value)),
            value => is_configured(self.sdks, value),
        };
        matches!(&self.model, Field::Given(value) if value.node.possibilities().any(configured))
    }
}

fn by_id(sdks: &Sdks, model: &Field) -> Option<Platform> {
    let Field::Given(value) = model else { return None };
    value.node.possibilities().find_map(|value| sdks.vendors.platform(&value.as_str()?))
}
