//! Loops.

use super::{Reader, To, expr};
use crate::{
    source::Span,
    syntax::{ExprKind, Loop, LoopKind, StmtKind},
};
use syn::{ExprForLoop, ExprLoop, ExprWhile};

impl Reader<'_> {
    pub(super) fn forever(&mut self, looped: &ExprLoop, to: &To) {
        let at = self.span(looped.loop_token.span);
        self.breaks.push(to.clone());
        let body = self.block_to(&looped.body, &To::Nothing);
        self.breaks.pop();
        self.push_loop(
            Loop { kind: LoopKind::Forever, target: None, over: None, test: None, body, otherwise: vec![] },
            at,
        );
    }

    pub(super) fn while_loop(&mut self, looped: &ExprWhile) {
        let at = self.span(looped.while_token.span);
        let (before, (test, mut body)) = self.apart(|reader| reader.condition(&looped.cond));
        self.breaks.push(To::Nothing);
        let own = self.block_to(&looped.body, &To::Nothing);
        self.breaks.pop();
        if before.is_empty() {
            body.extend(own);
            let looped =
                Loop { kind: LoopKind::While, target: None, over: None, test: Some(test), body, otherwise: vec![] };
            return self.push_loop(looped, at);
        }
        // What the condition looks at is worked out anew in each pass.
        body.extend(own);
        let branch =
            StmtKind::If { test, then: body, otherwise: vec![crate::syntax::Stmt { kind: StmtKind::Break, span: at }] };
        let mut pass = before;
        pass.push(crate::syntax::Stmt { kind: branch, span: at });
        let test = Some(expr(ExprKind::Other(Vec::new()), at));
        self.push_loop(
            Loop { kind: LoopKind::While, target: None, over: None, test, body: pass, otherwise: vec![] },
            at,
        );
    }

    pub(super) fn for_loop(&mut self, looped: &ExprForLoop) {
        let at = self.span(looped.for_token.span);
        let over = Some(self.expr(&looped.expr));
        let target = Some(self.binding(&looped.pat));
        self.breaks.push(To::Nothing);
        let body = self.block_to(&looped.body, &To::Nothing);
        self.breaks.pop();
        self.push_loop(Loop { kind: LoopKind::For, target, over, test: None, body, otherwise: vec![] }, at);
    }

    /// A loop, which spans from its first word to the end of its body, as far as that says anything.
    fn push_loop(&mut self, looped: Loop, at: Span) {
        let end = looped.body.last().map_or(at, |last| last.span);
        let span = self.across(at, end);
        self.push(StmtKind::Loop(Box::new(looped)), span);
    }
}
