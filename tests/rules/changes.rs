//! Changes of a fact of a call, by name.

use skint::{
    calls::{Cache, CallSite, Operation, Place, Platform, Request, Ttl},
    source::At,
    syntax::LoopKind,
    value::{Field, List, Value, Why},
};
use std::sync::Arc;

/// Its name, and what it does.
pub struct Change(pub &'static str, pub fn(&mut CallSite));

/// In every request of a call: its own, and each caller's.
fn all(call: &mut CallSite, change: fn(&mut Request)) {
    change(&mut call.request);
    call.reached_from.iter_mut().for_each(|caller| change(&mut caller.request));
}

fn unseen() -> Field {
    Field::Unseen(Why::Spread)
}

/// Values of a field that is given, put in place of it.
fn replaced(field: &mut Field, value: Value) {
    if let Field::Given(At { node, .. }) = field {
        *node = value;
    }
}

fn opened(field: &mut Field) {
    if let Field::Given(At { node: Value::List(list), .. }) = field {
        *list = Arc::new(List { items: list.items.clone(), open: Some(Why::Spread) });
    }
}

/// Markers of every block.
fn marked(request: &mut Request, life: Ttl) {
    let blocks = request.system.blocks.iter_mut().chain(&mut request.messages.blocks);
    blocks.filter_map(|block| block.breakpoint.as_mut()).for_each(|own| *own = life);
}

/// Every change, in order of what it is about.
pub const CHANGES: &[Change] = &[
    Change("a message", |call| call.operation = Operation::Message),
    Change("a batch", |call| call.operation = Operation::Batch),
    Change("a count", |call| call.operation = Operation::CountTokens),
    Change("an agent", |call| call.operation = Operation::Agent),
    Change("a setting", |call| call.operation = Operation::Config),
    Change("an SDK that is not known", |call| call.sdk = "another".into()),
    Change("LangChain", |call| call.sdk = "langchain-python".into()),
    Change("the API", |call| call.platform = Platform::Anthropic),
    Change("Bedrock", |call| call.platform = Platform::Bedrock),
    Change("Vertex", |call| call.platform = Platform::Vertex),
    Change("a gateway", |call| call.platform = Platform::Gateway),
    Change("no batches", |call| call.lacks = vec![Operation::Batch]),
    Change("a test", |call| call.around.place = Place::Test),
    Change("a notebook", |call| call.around.place = Place::Notebook),
    Change("a script", |call| call.around.place = Place::Script),
    Change("a handler", |call| call.around.place = Place::WebHandler),
    Change("a job", |call| call.around.place = Place::Job),
    Change("a library", |call| call.around.place = Place::Library),
    Change("no function", |call| call.around.function = None),
    Change("no loop", |call| {
        call.around.loops.clear();
        call.reached_from.iter_mut().flat_map(|caller| &mut caller.stack).for_each(|frame| frame.loops.clear());
    }),
    Change("loops over collections", |call| call.around.loops.iter_mut().for_each(|fact| fact.kind = LoopKind::For)),
    Change("loops on a condition", |call| call.around.loops.iter_mut().for_each(|fact| fact.kind = LoopKind::While)),
    Change("loops of three passes", |call| call.around.loops.iter_mut().for_each(|fact| fact.passes = Some(3))),
    Change("loops of a thousand passes", |call| {
        call.around.loops.iter_mut().for_each(|fact| fact.passes = Some(1000));
    }),
    Change("loops that carry something", |call| call.around.loops.iter_mut().for_each(|fact| fact.carries = true)),
    Change("loops that carry nothing", |call| call.around.loops.iter_mut().for_each(|fact| fact.carries = false)),
    Change("loops that end early", |call| call.around.loops.iter_mut().for_each(|fact| fact.ends_early = true)),
    Change("loops with a limit", |call| call.around.loops.iter_mut().for_each(|fact| fact.limited = true)),
    Change("loops that wait", |call| call.around.loops.iter_mut().for_each(|fact| fact.waits = true)),
    Change("loops that do not wait", |call| call.around.loops.iter_mut().for_each(|fact| fact.waits = false)),
    Change("turns", |call| call.around.agent_loop = true),
    Change("attempts", |call| call.around.retried = true),
    Change("a time that ends it", |call| call.around.timed = true),
    Change("many at once", |call| call.around.fan_out = true),
    Change("one at a time", |call| {
        call.around.fan_out = false;
        call.reached_from.iter_mut().flat_map(|caller| &mut caller.stack).for_each(|frame| frame.fan_out = false);
    }),
    Change("no workflow", |call| call.around.workflow = None),
    Change("callers that choose the model", |call| call.open_to_callers.model = true),
    Change("no callers", |call| call.reached_from.clear()),
    Change("usage that is not lost", |call| call.usage_lost = false),
    Change("a reason that is read", |call| call.stop_reason_read = true),
    Change("no JSON", |call| call.reads_json = false),
    Change("a client from elsewhere", |call| call.client_made = false),
    Change("no retries of the SDK's", |call| call.retries = Some(0)),
    Change("a stream", |call| all(call, |request| request.stream = true)),
    Change("perhaps a stream", |call| all(call, |request| request.stream_unseen = true)),
    Change("a model that is not known", |call| {
        all(call, |request| replaced(&mut request.model, Value::Unknown(Why::Runtime)));
    }),
    Change("a model of nobody's", |call| {
        all(call, |request| replaced(&mut request.model, Value::List(Arc::default())));
    }),
    Change("a model of the SDK's choice", |call| all(call, |request| request.model_default = true)),
    Change("an absent model", |call| all(call, |request| request.model = Field::Absent)),
    Change("a cap that is not known", |call| all(call, |request| request.max_tokens = unseen())),
    Change("tools that are not known", |call| all(call, |request| request.tools = unseen())),
    Change("more tools", |call| all(call, |request| opened(&mut request.tools))),
    Change("no tools", |call| all(call, |request| request.tools = Field::Absent)),
    Change("a choice of tools", |call| all(call, |request| request.tool_choice = unseen())),
    Change("thinking that is not known", |call| all(call, |request| request.thinking = unseen())),
    Change("an effort that is not known", |call| all(call, |request| request.effort = unseen())),
    Change("a format that is not known", |call| all(call, |request| request.output_format = unseen())),
    Change("a speed that is not known", |call| all(call, |request| request.speed = unseen())),
    Change("a place that is not known", |call| all(call, |request| request.geography = unseen())),
    Change("betas that are not known", |call| all(call, |request| request.betas = unseen())),
    Change("turns that are not known", |call| all(call, |request| request.turns = unseen())),
    Change("money that is not known", |call| all(call, |request| request.budget = unseen())),
    Change("a system prompt of which more may be there", |call| {
        all(call, |request| request.system.open = Some(Why::Spread));
    }),
    Change("messages of which more may be there", |call| {
        all(call, |request| request.messages.open = Some(Why::Spread));
    }),
    Change("no messages", |call| all(call, |request| request.messages.blocks.clear())),
    Change("messages of nobody", |call| {
        all(call, |request| request.messages.blocks.iter_mut().for_each(|block| block.role = None));
    }),
    Change("images", |call| {
        all(call, |request| request.system.blocks.iter_mut().for_each(|block| block.media = true));
    }),
    Change("no marker", |call| all(call, |request| request.cache = Cache::Absent)),
    Change("markers that are not known", |call| all(call, |request| request.cache = Cache::Unseen(Why::Spread))),
    Change("a cache of its own", |call| all(call, |request| request.cache = Cache::Automatic)),
    Change("entries of five minutes", |call| all(call, |request| marked(request, Ttl::FiveMinutes))),
    Change("entries of an hour", |call| all(call, |request| marked(request, Ttl::OneHour))),
    Change("entries of some life", |call| all(call, |request| marked(request, Ttl::Unknown))),
];
