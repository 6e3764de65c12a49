//! One pass over the tokens of a file, without recursion. Looking into brackets copies what stands in them, so
//! whatever is to be known of all tokens is found out in one go.

use proc_macro2::{Group, TokenStream, TokenTree, token_stream::IntoIter};
use std::iter::Peekable;

/// What a pass comes by.
pub(super) enum Step<'t> {
    /// A token, and the one after it in the same brackets. What stands within a bracket follows the bracket.
    Token(&'t TokenTree, Option<&'t TokenTree>),
    /// The end of a bracket.
    Close(&'t Group),
}

/// Shows every token to `see`.
pub(super) fn pass(tokens: &TokenStream, mut see: impl FnMut(&Step<'_>)) {
    let mut levels: Vec<(Peekable<IntoIter>, Option<Group>)> = vec![(tokens.clone().into_iter().peekable(), None)];
    while let Some((rest, _)) = levels.last_mut() {
        let Some(token) = rest.next() else {
            if let Some((_, Some(group))) = levels.pop() {
                see(&Step::Close(&group));
            }
            continue;
        };
        see(&Step::Token(&token, rest.peek()));
        if let TokenTree::Group(group) = token {
            levels.push((group.stream().into_iter().peekable(), Some(group)));
        }
    }
}
