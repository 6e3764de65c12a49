//! From a file's tree to the prices that it states.

use super::{
    NAMES_CLAUDE, Per, PriceOf, StatedFigure, StatedPrice, is_model,
    names::{is_dated, per, per_in_comment, plain, price_of, says_price, words},
    names_some_model,
};
use crate::{
    catalog::models::SAY_PRICE,
    money::Money,
    source::{At, Source, Span},
    syntax::{Argument, Expr, ExprKind, Item, Module, Operator, Pair, Pattern, Stmt, StmtKind},
};
use memchr::memmem;

/// How deep tables are looked into.
const DEPTH: u32 = 24;
/// Keys under which an entry names its model.
const IDS: [&str; 5] = ["apimodel", "id", "model", "modelid", "modelname"];
/// Bytes before a statement in which a comment speaks about it: a few lines.
const BEFORE: u32 = 240;

/// The prices that a file states.
pub(super) fn prices(source: &Source, module: &Module) -> Vec<StatedPrice> {
    let mut reader = Reader { source, module, found: Vec::new(), loose: Vec::new(), ids: Vec::new() };
    reader.block(&module.body);
    for function in &module.functions {
        reader.block(&function.body);
    }
    for class in &module.classes {
        reader.block(&class.body);
    }
    reader.join_loose();
    reader.found.sort_by_key(|price| price.model.span);
    reader.found
}

struct Reader<'m> {
    source: &'m Source,
    module: &'m Module,
    found: Vec<StatedPrice>,
    /// Prices beside which no model is named.
    loose: Vec<StatedPrice>,
    /// Every id of a model in the file, known or not.
    ids: Vec<At<String>>,
}

/// What leads to an expression.
#[derive(Clone)]
struct Way {
    /// Names as written, outermost first.
    names: Vec<String>,
    model: Option<At<String>>,
    table: Span,
}

impl<'m> Reader<'m> {
    fn block(&mut self, block: &'m [Stmt]) {
        let mut constants = Vec::new();
        for statement in block {
            match &statement.kind {
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    let name = targets.iter().find_map(named).unwrap_or_default();
                    let (bare, stated) = (plain(&name), number(value));
                    match (price_of(&bare).filter(|_| says_price(&bare)), stated) {
                        (Some(of), Some((amount, unit, at))) => {
                            constants.push((name, StatedFigure { of, amount, at }, unit, statement.span));
                        }
                        _ => self.look_from(value, &Way::to(name, statement.span)),
                    }
                }
                _ => statement.for_values(&mut |value| self.look_from(value, &Way::to(String::new(), statement.span))),
            }
            statement.for_blocks(&mut |inner| self.block(inner));
        }
        self.constants(constants);
    }

    /// Constants of their own, which state a price where there is one for each class of tokens.
    fn constants(&mut self, found: Vec<(String, StatedFigure, Option<Per>, Span)>) {
        let Some((_, _, _, table)) = found.first().cloned() else { return };
        let way = Way { names: found.iter().map(|(name, ..)| name.clone()).collect(), ..Way::to(String::new(), table) };
        let figures = found.into_iter().map(|(_, figure, unit, _)| (figure, unit)).collect();
        self.state(figures, &way, false);
    }

    /// Looks at a value of a statement in which a model or a price is named.
    fn look_from(&mut self, value: &'m Expr, way: &Way) {
        let text = self.source.slice(value.span).as_bytes();
        let holds = |word: &str| memmem::find(text, word.as_bytes()).is_some();
        if holds(NAMES_CLAUDE)
            || way.names.iter().any(|name| says_price(&plain(name)))
            || SAY_PRICE.iter().any(|word| holds(word))
        {
            self.look(value, way, DEPTH);
        }
    }

    fn look(&mut self, expr: &'m Expr, way: &Way, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        if let Some(id) = expr.fixed_text().filter(|id| names_some_model(id)) {
            self.ids.push(At::new(id.to_owned(), expr.span));
        }
        match &expr.kind {
            ExprKind::Map(pairs) => {
                let entries = pairs.iter().filter_map(|pair| match pair {
                    Pair::Entry(key, value) => Some((key, key_name(key)?, value)),
                    Pair::Spread(_) => None,
                });
                self.record(entries.map(|(key, name, value)| (Some(key), name, value)).collect(), way, depth);
            }
            ExprKind::Call { callee, arguments, .. } => {
                let mut entries = Vec::new();
                let way = way.through(callee.last_name().unwrap_or_default().to_owned());
                for argument in arguments {
                    match argument {
                        Argument::Named(name, value) => entries.push((None, name.to_string(), value)),
                        Argument::Positional(value) | Argument::Spread(value) | Argument::SpreadNamed(value) => {
                            self.look(value, &way, depth);
                        }
                    }
                }
                self.record(entries, &way, depth);
            }
            ExprKind::List(items) => {
                if !self.pair(items, way) {
                    expr.for_parts(&mut |part| self.look(part, way, depth));
                }
            }
            _ => expr.for_parts(&mut |part| self.look(part, way, depth)),
        }
    }

    /// An object: what its keys are prices of, and what stands deeper.
    fn record(&mut self, entries: Vec<(Option<&'m Expr>, String, &'m Expr)>, way: &Way, depth: u32) {
        let mut figures = Vec::new();
        let mut way = way.clone();
        let mut own = entries.iter().filter(|(_, name, _)| IDS.contains(&plain(name).as_str()));
        if let Some(id) = own.find_map(|(_, _, value)| Some(At::new(value.fixed_text()?.to_owned(), value.span))) {
            way.model = is_model(&id.node).then_some(id);
        }
        if entries.iter().any(|(_, name, _)| is_dated(&plain(name))) {
            return;
        }
        for (key, name, value) in entries {
            let bare = plain(&name);
            if bare == "unit" {
                way.names.extend(value.fixed_text().map(str::to_owned));
            }
            if let (Some(of), Some((amount, unit, at))) = (price_of(&bare), number(value)) {
                figures.push((StatedFigure { of, amount, at }, unit, name));
                continue;
            }
            let names_model = is_model(&name);
            let named = key.filter(|_| names_model);
            let model = named.and_then(|key| Some(At::new(key.fixed_text()?.to_owned(), key.span)));
            let mut inner = way.through(if names_model { String::new() } else { name });
            inner.model = model.or(inner.model);
            self.look(value, &inner, depth);
        }
        way.names.extend(figures.iter().map(|(_, _, name)| name.clone()));
        self.state(figures.into_iter().map(|(figure, unit, _)| (figure, unit)).collect(), &way, true);
    }

    /// `(3.0, 15.0)` behind a model's id: input, then output.
    fn pair(&mut self, items: &'m [Item], way: &Way) -> bool {
        let [Item::One(input), Item::One(output)] = items else { return false };
        let (Some((low, a, from)), Some((high, b, to))) = (number(input), number(output)) else { return false };
        if way.model.is_some() && low < high {
            let figure = |of, amount, at| StatedFigure { of, amount, at };
            let figures = vec![(figure(PriceOf::Input, low, from), a), (figure(PriceOf::Output, high, to), b)];
            self.state(figures, way, true);
        }
        true
    }

    /// Keeps prices: one of input and one of output at least, each class once, under names that say price.
    fn state(&mut self, figures: Vec<(StatedFigure, Option<Per>)>, way: &Way, in_table: bool) {
        let count = |of: PriceOf| figures.iter().filter(|(figure, _)| figure.of == of).count();
        let twice = figures.iter().any(|(figure, _)| count(figure.of) > 1);
        if twice || count(PriceOf::Input) != 1 || count(PriceOf::Output) != 1 {
            return;
        }
        if !way.names.iter().any(|name| says_price(&plain(name))) {
            return;
        }
        let mut units: Vec<Per> = figures.iter().filter_map(|(_, unit)| *unit).collect();
        // `input_cost_per_token: 3.00 / 1_000_000` states the price of a million.
        if units.is_empty() {
            units.extend(way.names.iter().filter_map(|name| per(&plain(name))));
        }
        let comments = self.comments(way.table);
        let by_comment = || per_in_comment(&comments);
        let per = match units.split_first() {
            Some((first, rest)) => Some(*first).filter(|unit| rest.iter().all(|other| other == unit)),
            None => by_comment(),
        };
        let price = StatedPrice {
            model: way.model.clone().unwrap_or_else(|| At::new(String::new(), way.table)),
            figures: figures.into_iter().map(|(figure, _)| figure).collect(),
            per,
            table: way.table,
            words: words(&format!("{} {comments} {}", way.names.join(" "), self.source.path)),
        };
        match &way.model {
            Some(_) => self.found.push(price),
            None if in_table || per.is_some() => self.loose.push(price),
            None => {}
        }
    }

    /// The comments in a statement and just before it.
    fn comments(&self, table: Span) -> String {
        let around = Span { start: table.start.saturating_sub(BEFORE), ..table };
        let within = self.module.comments.iter().filter(|comment| around.contains(**comment));
        within.map(|comment| self.source.slice(*comment)).collect::<Vec<_>>().join(" ")
    }

    /// Prices without a model belong to the one model of the file, where it names but one and states them but once.
    fn join_loose(&mut self) {
        let Some(id) = self.ids.first().filter(|id| is_model(&id.node)).cloned() else { return };
        let alone = self.ids.iter().all(|other| other.node == id.node) && self.found.is_empty();
        if let ([_], true) = (self.loose.as_slice(), alone) {
            let said = self.loose.drain(..).filter(|price| price.per.is_some());
            self.found.extend(said.map(|price| StatedPrice { model: id.clone(), ..price }));
        }
    }
}

impl Way {
    fn to(name: String, table: Span) -> Way {
        Way { names: vec![name], model: None, table }
    }

    fn through(&self, name: String) -> Way {
        let mut way = self.clone();
        way.names.push(name);
        way
    }
}

/// The name that a pattern binds.
fn named(pattern: &Pattern) -> Option<String> {
    match pattern {
        Pattern::Name(name, _) => Some(name.to_string()),
        Pattern::Place(place) => place.last_name().map(str::to_owned),
        _ => None,
    }
}

/// A key as written: a text, or the last part of a constant's name.
fn key_name(key: &Expr) -> Option<String> {
    key.fixed_text().or_else(|| key.last_name()).map(str::to_owned)
}

/// A number of dollars as written, where that is; with a division, for how many tokens it is.
fn number(expr: &Expr) -> Option<(Money, Option<Per>, Span)> {
    let amount = |text: &str| Money::from_decimal(text).filter(|amount| *amount > Money::ZERO);
    match &expr.kind {
        ExprKind::Int(int) => Some((amount(&int.to_string())?, None, expr.span)),
        // Decimals of source code are shown as they were written: the shortest text that gives this float.
        ExprKind::Float(float) => Some((amount(&float.to_string())?, None, expr.span)),
        ExprKind::Binary { operator: Operator::Divide, left, right } => {
            let (dollars, None, at) = number(left)? else { return None };
            let (through, None, _) = number(right)? else { return None };
            let per = Per::ALL.into_iter().find(|per| through == Money::from_dollars(i128::from(divisor(*per))))?;
            Some((dollars, Some(per), at))
        }
        ExprKind::Call { callee, arguments, .. } if callee.last_name() == Some("Decimal") => match arguments.as_slice()
        {
            [Argument::Positional(decimal)] => Some((amount(decimal.fixed_text()?)?, None, decimal.span)),
            _ => None,
        },
        _ => None,
    }
}

/// What a price is divided by that is for so many tokens.
fn divisor(per: Per) -> u64 {
    match per {
        Per::Million => 1_000_000,
        Per::Thousand => 1_000,
        Per::Token => 1,
    }
}
