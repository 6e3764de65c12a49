//! Dockerfiles, through `tree-sitter`: what `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` run, with what `ENV` and `ARG`
//! set.
//!
//! A command in shell form is read as one of a script; a list of words runs without a shell, so that nothing is filled in
//! there. `ENV` holds for all that follows in its stage and in stages built on it, `ARG` only while the image is built,
//! where whoever builds it may give another. Of `CMD` and `ENTRYPOINT` the last of a stage counts.

mod forms;

use super::{
    Expr, ExprKind, Language, Lowered, Segment,
    grammar::{self, Lowering, child_of, children, field},
    shell::{Commands, Embedded, plain, unless_set},
};
use crate::{source::Source, value::Name};
use std::collections::HashMap;
use tree_sitter::Node;

/// Names of such files, alone, before a dot, or behind one.
const NAMES: [&str; 2] = ["containerfile", "dockerfile"];

/// Names that are set, with the variables that hold what they are set to.
type Settings = Vec<(Name, Name)>;

/// Whether the file of a name is one.
pub(super) fn is_dockerfile(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    let around = |known: &&str| {
        let before = small.strip_prefix(*known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        before || small.strip_suffix(*known).is_some_and(|rest| rest.ends_with('.'))
    };
    NAMES.iter().any(around)
}

/// Reads a source.
pub(super) fn lower(source: &Source) -> Lowered {
    let (text, places) = plain(source);
    let mut commands = Commands::default();
    let grammar = tree_sitter_containerfile::LANGUAGE.into();
    let mut lowered = grammar::lower_at(&text, &places, Language::Shell, &grammar, |lowering, root| {
        let mut reader = Reader::new(lowering, &mut commands);
        for instruction in children(root) {
            reader.instruction(instruction);
        }
        reader.end_of_stage();
        Vec::new()
    });
    commands.add_to(&mut lowered.module);
    lowered
}

/// State of reading one Dockerfile. What `ENV` sets is the environment of the commands.
struct Reader<'t, 'l, 's> {
    lowering: &'l Lowering<'s>,
    commands: &'l mut Commands,
    /// What `ENV` sets in each stage with a name.
    stages: HashMap<String, Settings>,
    /// The name of the current stage.
    stage: Option<String>,
    /// What `ARG` sets before the first stage.
    outside: Settings,
    /// What `ARG` sets in the current stage.
    arguments: Settings,
    entrypoint: Option<Node<'t>>,
    command: Option<Node<'t>>,
    in_stage: bool,
}

impl<'t, 'l, 's> Reader<'t, 'l, 's> {
    fn new(lowering: &'l Lowering<'s>, commands: &'l mut Commands) -> Self {
        Self {
            lowering,
            commands,
            stages: HashMap::new(),
            stage: None,
            outside: Vec::new(),
            arguments: Vec::new(),
            entrypoint: None,
            command: None,
            in_stage: false,
        }
    }

    fn instruction(&mut self, node: Node<'t>) {
        match node.kind() {
            "from_instruction" => self.begin_stage(node),
            "arg_instruction" => self.pairs(node, "arg_pair", "default", Self::argument),
            "env_instruction" => self.pairs(node, "env_pair", "value", Self::environment),
            "run_instruction" => self.while_building(|reader| reader.run(node)),
            "healthcheck_instruction" => {
                if let Some(command) = child_of(node, "cmd_instruction") {
                    self.run(command);
                }
            }
            "cmd_instruction" => self.command = Some(node),
            "entrypoint_instruction" => self.entrypoint = Some(node),
            // `ONBUILD` runs its instruction in the images that are built on this one.
            "onbuild_instruction" => {
                if let Some(inner) = children(node).into_iter().find(|inner| inner.kind() == "run_instruction") {
                    self.run(inner);
                }
            }
            _ => {}
        }
    }

    fn begin_stage(&mut self, from: Node<'_>) {
        self.end_of_stage();
        let named = |node: Option<Node<'_>>| node.map(|node| self.lowering.text(node).to_ascii_lowercase());
        let image = named(child_of(from, "image_spec"));
        self.stage = named(field(from, "as"));
        self.commands.environment = image.and_then(|image| self.stages.get(&image).cloned()).unwrap_or_default();
        self.in_stage = true;
    }

    /// Reads what runs when the image does, with all that its stage sets.
    fn end_of_stage(&mut self) {
        self.arguments.clear();
        let (entrypoint, command) = (self.entrypoint.take(), self.command.take());
        self.started(entrypoint, command);
        if let Some(name) = self.stage.take() {
            self.stages.insert(name, self.commands.environment.clone());
        }
    }

    fn pairs(&mut self, node: Node<'_>, kind: &str, value: &str, set: fn(&mut Self, Node<'_>, Option<Node<'_>>)) {
        for pair in children(node).into_iter().filter(|pair| pair.kind() == kind) {
            if let Some(name) = field(pair, "name") {
                set(self, name, field(pair, value));
            }
        }
    }

    fn environment(&mut self, name: Node<'_>, value: Option<Node<'_>>) {
        let mut set = None;
        self.while_building(|reader| set = value.map(|value| reader.value(value)));
        if let Some(value) = set {
            self.commands.set(self.lowering.text(name), self.lowering.span(name), value);
        }
    }

    /// `ARG name=value`, which whoever builds the image may give; without a value it is that of the file, or nobody's.
    fn argument(&mut self, name: Node<'_>, value: Option<Node<'_>>) {
        let text = self.lowering.text(name);
        let held = match value {
            Some(value) => {
                let mut set = self.other(name);
                self.while_building(|reader| set = reader.value(value));
                let environment = self.commands.environment.clone();
                self.commands.set(text, self.lowering.span(name), unless_set(text, set));
                let held = self.commands.environment.pop();
                self.commands.environment = environment;
                held
            }
            None => self.outside.iter().find(|(known, _)| known == text).cloned(),
        };
        let arguments = if self.in_stage { &mut self.arguments } else { &mut self.outside };
        arguments.retain(|(known, _)| known != text);
        arguments.extend(held);
    }

    /// Reads with what `ARG` sets beside what `ENV` sets.
    fn while_building(&mut self, read: impl FnOnce(&mut Self)) {
        let outside = self.commands.environment.clone();
        let arguments = self.arguments.iter().filter(|(name, _)| outside.iter().all(|(known, _)| known != name));
        self.commands.environment.extend(arguments.cloned());
        read(self);
        self.commands.environment = outside;
    }

    /// What a name is set to. `ENV name value` has no quotes around a value of several words.
    fn value(&mut self, node: Node<'_>) -> Expr {
        let text = self.lowering.text(node);
        let span = self.lowering.span(node);
        if node.kind() == "unquoted_string" && text.contains(char::is_whitespace) {
            let fixed = ExprKind::Text(vec![Segment::Fixed(text.into(), span)]);
            return if text.contains(['$', '\\']) { self.other(node) } else { Expr { kind: fixed, span } };
        }
        let mut word = Embedded::default();
        word.part(text, span.start);
        self.commands.word(self.lowering.source, word).unwrap_or_else(|| self.other(node))
    }

    fn other(&self, node: Node<'_>) -> Expr {
        self.lowering.expr(ExprKind::Opaque, node)
    }
}
