use super::build::*;
use crate::{
    calls::{
        State, fields,
        links::{cover, links},
    },
    catalog::sdks::Pattern,
    value::{Args, Chain, Field, Step, Value, Why},
};

const OPUS: &str = "claude-opus-5-5";

fn pattern(text: &str) -> Pattern {
    let link = |part: &str| part.strip_suffix("()").map_or((part.into(), false), |name| (name.into(), true));
    Pattern(text.split('.').map(link).collect())
}

fn covers(path: &str, text: &str) -> bool {
    let chain = chain(path);
    let all = links(&chain);
    cover(&all.iter().collect::<Vec<_>>(), &pattern(text)).is_some()
}

/// `path` with a call that began a builder, and what its steps were given.
fn building(path: &str, steps: Args) -> Chain {
    called(chain(path), Args { building: true, ..steps })
}

fn ended(builder: Chain) -> Value {
    Value::Foreign(called(member(builder, "build"), Args::default()).into())
}

#[test]
fn a_star_in_a_pattern_covers_calls_and_nothing_else() {
    assert!(covers("m X builder() build", "X.builder().*.build"));
    assert!(covers("m X builder() build() toBuilder() build", "X.builder().*.build"));
    assert!(covers("m X builder() build() toBuilder() build", "toBuilder().*.build"));
    assert!(!covers("m X builder() options build", "X.builder().*.build"));
    assert!(!covers("m X build", "X.builder().*.build"));
    assert!(!covers("m X builder() make", "X.builder().*.build"));
    assert!(!covers("m Y builder() build", "X.builder().*.build"));
}

#[test]
fn a_parameter_object_that_was_built_is_read_as_a_map() {
    let steps = named([("model", text(OPUS)), ("max_tokens", Value::Int(9)), ("messages", list([]))]);
    let callee = "@anthropic-ai/sdk Anthropic() messages create";
    let site = TYPESCRIPT.site(chain(callee), positional([ended(building("m Params builder", steps.clone()))]));
    assert_eq!((site.model_fact().values, site.max_tokens_fact().values), (vec![OPUS.into()], vec![9]));
    let unended = Value::Foreign(building("m Params builder", steps).into());
    assert_eq!(TYPESCRIPT.site(chain(callee), positional([unended])).max_tokens_fact().values, [9]);
}

#[test]
fn later_steps_win_and_what_a_builder_began_with_may_hold_more() {
    let first = building("m Params builder", named([("model", text("a")), ("top", Value::Int(1))]));
    let again = member(called(member(first, "build"), Args::default()), "toBuilder");
    let second = called(again, Args { building: true, ..named([("model", text("b"))]) });
    let read = fields::steps(&second);
    assert_eq!(read.get("model").and_then(|model| model.node.as_str()).as_deref(), Some("b"));
    assert!(read.get("top").is_some() && read.open.is_none());
    let mut steps = named([("max_tokens", Value::Int(9))]);
    steps.named.open = Some(Why::Runtime);
    let value = at(ended(building("? toBuilder", steps)));
    assert_eq!(fields::dig(&value, &["model".into()], &[]), Field::Unseen(Why::Runtime));
    let site = TYPESCRIPT.site(chain("@anthropic-ai/sdk Anthropic() messages create"), positional([value.node]));
    assert_eq!((site.model_fact().state, site.max_tokens_fact().values), (State::Unknown, vec![9]));
}

#[test]
fn what_is_called_on_a_thing_that_was_built_is_not_its_fields() {
    let client = called(member(building("m Client builder", named([("model", text(OPUS))])), "build"), Args::default());
    let mut answer = member(client, "ask");
    answer.steps.push(Step::Call(Args::default().into()));
    assert!(fields::opened(&answer, &[]).is_none());
}
