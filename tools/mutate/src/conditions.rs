//! The conditions of a source, and the source with a switch in each.

use proc_macro2::Span;
use std::ops::Range;
use syn::{
    Attribute, BinOp, Expr, ExprBinary, ExprClosure, ExprIf, ExprMethodCall, ImplItemFn, Item, ItemFn, Local, Meta,
    ReturnType, Signature, Stmt, Type, UnOp,
    spanned::Spanned,
    visit::{self, Visit},
};

/// A condition that is taken away.
pub struct Mutant {
    /// Path of the source.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// What is put in place of the condition.
    pub always: bool,
    /// The condition as it is written, on one line.
    pub text: String,
}

impl Mutant {
    /// What it is, as lists of mutants say it.
    pub fn name(&self) -> String {
        format!("{}: `{}` is {}", self.path, self.text, self.always)
    }

    /// The name of its source: that of the rule's page, if it has one.
    pub fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.strip_suffix(".rs").unwrap_or(file)
    }
}

/// A source with a switch in each of its conditions, whose mutants are counted on from those known.
pub fn switched(path: &str, text: &str, mutants: &mut Vec<Mutant>) -> String {
    let Ok(file) = syn::parse_file(text) else { return text.to_owned() };
    let mut finder = Finder { path, text, mutants, edits: Vec::new() };
    finder.visit_file(&file);
    let mut edits = finder.edits;
    // Of two that begin at one place the outer comes first, of two that end at one place the inner; what ends before what
    // begins.
    edits.sort_by_key(|edit| (edit.at, edit.opens, if edit.opens { edit.order } else { usize::MAX - edit.order }));
    let (mut new, mut done) = (String::new(), 0);
    for edit in edits {
        new.push_str(&text[done..edit.at]);
        new.push_str(&edit.put);
        done = edit.at;
    }
    new.push_str(&text[done..]);
    new
}

struct Edit {
    at: usize,
    opens: bool,
    order: usize,
    put: String,
}

struct Finder<'a> {
    path: &'a str,
    text: &'a str,
    mutants: &'a mut Vec<Mutant>,
    edits: Vec<Edit>,
}

/// Methods whose closure is a condition.
const ASKING: [&str; 13] = [
    "all",
    "any",
    "filter",
    "find",
    "is_none_or",
    "is_some_and",
    "partition",
    "position",
    "retain",
    "skip_while",
    "take_if",
    "take_while",
    "then",
];
/// Methods whose answer is a condition.
const ANSWERING: [&str; 11] = [
    "all",
    "any",
    "contains",
    "contains_key",
    "ends_with",
    "is_empty",
    "is_none",
    "is_none_or",
    "is_some",
    "is_some_and",
    "starts_with",
];

impl Finder<'_> {
    fn place(&self, span: Span) -> Range<usize> {
        span.byte_range()
    }

    /// Puts a switch into a condition: with it the condition is what `always` says.
    fn switch(&mut self, condition: &Expr, always: bool) {
        let place = self.place(condition.span());
        let number = self.mutants.len();
        let open = if always {
            format!("(crate::mutants::on({number}) || (")
        } else {
            format!("(!crate::mutants::on({number}) && (")
        };
        let order = self.edits.len();
        self.edits.push(Edit { at: place.start, opens: true, order, put: open });
        self.edits.push(Edit { at: place.end, opens: false, order, put: "))".to_owned() });
        let text = self.text[place].split_whitespace().collect::<Vec<_>>().join(" ");
        let line = condition.span().start().line;
        self.mutants.push(Mutant { path: self.path.to_owned(), line, always, text });
    }

    /// A condition that stands alone: parts of `&&` and `||` are switched where those are met.
    fn alone(&mut self, condition: &Expr, both: bool) {
        if is_joined(condition) || matches!(condition, Expr::Let(_) | Expr::Lit(_) | Expr::Block(_)) {
            return;
        }
        self.switch(condition, true);
        if both {
            self.switch(condition, false);
        }
    }

    /// What a function or closure that gives a truth value ends with.
    fn tail(&mut self, statements: &[Stmt], both: bool) {
        if let Some(Stmt::Expr(last, None)) = statements.last() {
            if !matches!(last, Expr::If(_) | Expr::Match(_)) {
                self.alone(last, both);
            }
        }
    }

    fn function(&mut self, signature: &Signature, statements: &[Stmt]) {
        let truth = matches!(&signature.output, ReturnType::Type(_, of) if is_bool(of));
        if truth && signature.constness.is_none() {
            self.tail(statements, true);
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let tests = matches!(item, Item::Mod(module) if module.attrs.iter().any(is_for_tests));
        if !tests && !matches!(item, Item::Const(_) | Item::Static(_)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.function(&function.sig, &function.block.stmts);
        if function.sig.constness.is_none() {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.function(&function.sig, &function.block.stmts);
        if function.sig.constness.is_none() {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        let always = match binary.op {
            BinOp::And(_) => true,
            BinOp::Or(_) => false,
            _ => return visit::visit_expr_binary(self, binary),
        };
        for part in [&*binary.left, &*binary.right] {
            let same =
                matches!(part, Expr::Binary(inner) if matches!(inner.op, BinOp::And(_)) == always && is_joined(part));
            if !same && !has_let(part) {
                self.switch(part, always);
            }
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let name = call.method.to_string();
        if ASKING.contains(&name.as_str()) {
            for argument in &call.args {
                if let (Expr::Closure(ExprClosure { body, .. }), true) = (argument, name != "then") {
                    match &**body {
                        Expr::Block(block) => self.tail(&block.block.stmts, false),
                        Expr::If(_) | Expr::Match(_) => {}
                        body => self.alone(body, false),
                    }
                }
            }
        }
        if matches!(name.as_str(), "then" | "then_some") && !matches!(&*call.receiver, Expr::Call(_)) {
            let receiver = unwrapped(&call.receiver);
            self.alone(receiver, false);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_if(&mut self, condition: &'ast ExprIf) {
        self.alone(&condition.cond, true);
        visit::visit_expr_if(self, condition);
    }

    fn visit_pat_guard(&mut self, guarded: &'ast syn::PatGuard) {
        self.alone(&guarded.guard, true);
        visit::visit_pat_guard(self, guarded);
    }

    fn visit_local(&mut self, local: &'ast Local) {
        let value = local.init.as_ref().map(|init| &*init.expr);
        if let Some(value) = value.filter(|value| is_evidently_bool(value)) {
            self.alone(value, true);
        }
        visit::visit_local(self, local);
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    matches!(&attribute.meta, Meta::List(list) if list.path.is_ident("cfg") && list.tokens.to_string() == "test")
}

fn is_bool(of: &Type) -> bool {
    matches!(of, Type::Path(path) if path.path.is_ident("bool"))
}

fn is_joined(expr: &Expr) -> bool {
    matches!(expr, Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)))
}

fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) if is_joined(expr) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

/// Without brackets around it.
fn unwrapped(expr: &Expr) -> &Expr {
    if let Expr::Paren(inner) = expr { unwrapped(&inner.expr) } else { expr }
}

fn is_evidently_bool(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(binary) => {
            matches!(binary.op, BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_))
        }
        Expr::Macro(call) => call.mac.path.is_ident("matches"),
        Expr::MethodCall(call) => ANSWERING.contains(&call.method.to_string().as_str()),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Not(_)) && is_evidently_bool(&unary.expr),
        _ => false,
    }
}
