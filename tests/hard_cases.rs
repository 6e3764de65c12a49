//! Small files of shapes that occur in real code and are easily misread, in `tests/hard-cases`, and what must be known
//! of each on 2026-11-22.

#[path = "common/scanned.rs"]
mod scanned;

use scanned::{AS_OF, models, only, places, problems, rules, sites};
use skint::{
    calls::{AbsentCap, Cache, Operation, State},
    catalog::models::{Found, embedded},
    diagnostic::Confidence,
    estimate::Part,
    syntax::LoopKind,
    value::{Field, Value, Why},
};

const OPUS: &str = "claude-opus-4-5";
const HAIKU: &str = "claude-haiku-4-5";

/// The caps of a file's sites, in order.
fn caps(file: &str) -> Vec<Vec<u64>> {
    sites(file).iter().map(|site| site.call.max_tokens_fact().values).collect()
}

/// Model and cap of each site of a file, where each has exactly one.
fn sent(file: &str) -> Vec<(String, u64)> {
    let one = |(models, caps): (Vec<String>, Vec<u64>)| match (&models[..], &caps[..]) {
        ([model], [cap]) => (model.clone(), *cap),
        _ => panic!("{file}: one model and one cap, not {models:?} and {caps:?}"),
    };
    models(file).into_iter().zip(caps(file)).map(one).collect()
}

/// One model and cap, to compare with [`sent`].
fn opus(cap: u64) -> (String, u64) {
    (OPUS.to_owned(), cap)
}

#[test]
fn s01_the_users_text_is_open_and_not_one_token() {
    let site = only("s01_basic.py");
    assert_eq!(sent("s01_basic.py"), [opus(1024)]);
    assert!(site.estimate.open.iter().any(|open| open.part == Part::User), "{:?}", site.estimate.open);
    let row = scanned::row("s01_basic.py");
    assert_eq!(row["estimate"]["open"], serde_json::json!(["user message"]), "{row}");
}

#[test]
fn s02_local_names_do_not_leak() {
    assert_eq!(places("s02_scope_leak.py"), [("cheap".to_owned(), 5), ("dear".to_owned(), 8)]);
    assert_eq!(models("s02_scope_leak.py"), [[HAIKU], [OPUS]]);
}

#[test]
fn s03_constants_of_another_file_are_read() {
    let site = only("s03_crossfile.py");
    assert_eq!(sent("s03_crossfile.py"), [opus(4096)]);
    let fixed = site.estimate.fixed_prefix;
    assert!(fixed.low <= 4_801 && 4_801 <= fixed.high, "a string times 800 is {fixed:?}, and six tokens 800 times");
    assert!(fixed.low >= 4_000 && fixed.high <= 6_400, "a string times 800 is {fixed:?}");
    assert!(sites("consts.py").is_empty());
}

#[test]
fn s04_a_large_prompt_of_one_site_without_a_loop_is_no_reuse() {
    let site = only("s04_big_system_uncached.py");
    assert!(site.estimate.fixed_prefix.low >= 6_000, "the whole constant counts: {:?}", site.estimate.fixed_prefix);
    assert!(!site.call.request.cached());
    let confident =
        |(rule, confidence): &(&str, Confidence)| *rule == "uncached-system-prompt" && *confidence > Confidence::Low;
    assert!(!scanned::findings("s04_big_system_uncached.py").iter().any(confident));
}

#[test]
fn s05_the_same_prompt_cached_is_no_finding() {
    let site = only("s05_big_system_cached_block.py");
    assert_eq!(site.estimate.fixed_prefix, only("s04_big_system_uncached.py").estimate.fixed_prefix);
    assert!(matches!(site.call.request.cache, Cache::Marked(_)));
    let said = rules("s05_big_system_cached_block.py");
    assert!(!said.contains(&"uncached-system-prompt") && !said.contains(&"cache-below-minimum"), "{said:?}");
}

#[test]
fn s06_a_marker_on_a_few_tokens_is_too_little() {
    assert_eq!(rules("s06_cache_below_min.py"), ["cache-below-minimum", "dearer-older-model"]);
    let said = scanned::messages("s06_cache_below_min.py");
    assert!(said.iter().any(|one| one.contains("4,096 tokens") && one.contains("Haiku 4.5")), "{said:?}");
    assert!(only("s06_cache_below_min.py").estimate.fixed_prefix.high < 20);
}

#[test]
fn s07_a_clock_before_the_marker_is_found_through_a_variable() {
    let said = rules("s07_cache_dynamic_prefix.py");
    assert!(said.contains(&"volatile-cached-prefix"), "{said:?}");
    assert!(!said.contains(&"uncached-system-prompt"), "{said:?}");
    let text = scanned::messages("s07_cache_dynamic_prefix.py").join("\n");
    assert!(text.contains("the time stands before the cache marker"), "{text}");
    assert!(only("s07_cache_dynamic_prefix.py").call.request.cached());
}

#[test]
fn s08_a_batch_costs_half_and_has_its_cap_in_params() {
    let site = only("s08_batch.py");
    assert_eq!(site.call.operation, Operation::Batch);
    assert_eq!(sent("s08_batch.py"), [opus(8192)]);
    assert_eq!(rules("s08_batch.py"), [""; 0]);
    let (batch, single) = (site.estimate.per_call, only("s10_alias_method.py").estimate.per_call);
    let (batch, single) = (batch.expect("the model is known"), single.expect("the model is known"));
    assert_eq!(batch.low.scaled(2, 1), single.low, "the same prompt at half the price");
    assert_eq!(batch.high, single.high - single.low + batch.low, "twice the cap at half the price");
}

#[test]
fn s09_a_tool_runner_without_turns_is_an_agent_without_limit() {
    let [runner, parse] = sites("s09_beta_toolrunner.py")[..] else { panic!("two sites") };
    assert_eq!((runner.call.operation, parse.call.operation), (Operation::Agent, Operation::Message));
    assert_eq!(runner.call.request.turns, Field::Absent);
    assert_eq!(sent("s09_beta_toolrunner.py"), [opus(4096), opus(4096)]);
}

#[test]
fn s10_a_bound_method_is_followed() {
    assert_eq!(places("s10_alias_method.py"), [("f".to_owned(), 4)]);
    assert_eq!(sent("s10_alias_method.py"), [opus(4096)]);
}

#[test]
fn s11_spreads_and_dict_with_more_are_read() {
    assert_eq!(sent("s11_kwargs.py"), [opus(32_000), opus(100)]);
    assert!(!rules("s11_kwargs.py").contains(&"missing-max-tokens"));
}

#[test]
fn s12_thinking_counts_within_a_cap_that_is_a_ceiling() {
    let site = only("s12_thinking.py");
    assert_eq!(caps("s12_thinking.py"), [[64_000]]);
    assert_eq!((site.estimate.output.low, site.estimate.output.high), (0, 64_000), "a ceiling, no expectation");
    assert!(site.call.request.thinking_on() && !site.call.request.stream);
    let Field::Given(thinking) = &site.call.request.thinking else { panic!("thinking is given") };
    let Value::Map(thinking) = &thinking.node else { panic!("thinking is a dict: {thinking:?}") };
    assert!(thinking.get("budget_tokens").is_some_and(|budget| budget.node == Value::Int(60_000)));
}

#[test]
fn s13_independent_small_requests_in_a_loop_are_two_findings() {
    let site = only("s13_loop.py");
    assert!(site.call.around.in_loop && !site.call.around.agent_loop);
    assert_eq!(caps("s13_loop.py"), [[16]]);
    assert_eq!(rules("s13_loop.py"), ["batchable-loop", "oversized-model"]);
    let said = scanned::messages("s13_loop.py").join("\n");
    for signal in ["a cap of 16 tokens", "`classify`", "loop"] {
        assert!(said.contains(signal), "{signal}: {said}");
    }
}

#[test]
fn s14_a_growing_history_is_no_batch() {
    let site = only("s14_agent_loop.py");
    assert!(site.call.around.in_loop && site.call.around.agent_loop);
    assert_eq!(site.call.around.loops.iter().map(|l| l.passes).collect::<Vec<_>>(), [None], "nothing bounds it");
    assert!(matches!(site.call.around.loops[0].kind, LoopKind::Forever));
    assert!(site.estimate.open.iter().any(|open| open.part == Part::Tools), "{:?}", site.estimate.open);
    assert!(scanned::row("s14_agent_loop.py")["tools"].is_null(), "how many tools there are is not known");
    assert!(!rules("s14_agent_loop.py").contains(&"batchable-loop"));
}

#[test]
fn s15_bedrock_ids_and_inference_config_are_read() {
    for id in models("s15_bedrock_boto.py").concat() {
        let (Found::Known(model, _), Found::Known(opus, _)) = (embedded().find(&id), embedded().find(OPUS)) else {
            panic!("{id} is known");
        };
        assert_eq!(model.id, opus.id, "{id}");
    }
    assert_eq!(caps("s15_bedrock_boto.py"), [[4096], [4096]]);
    assert_eq!(rules("s15_bedrock_boto.py"), [""; 0]);
    assert!(sites("s15_bedrock_boto.py").iter().all(|site| site.call.lacks.contains(&Operation::Batch)));
}

#[test]
fn s16_the_body_of_a_raw_request_is_read() {
    assert_eq!(places("s16_raw_http.py"), [("f".to_owned(), 3)]);
    assert_eq!(sent("s16_raw_http.py"), [opus(4096)]);
    assert_eq!(only("s16_raw_http.py").call.absent_cap, AbsentCap::Rejected);
}

#[test]
fn s17_s18_s19_s27_others_and_texts_are_no_calls() {
    for file in ["s17_docstring.py", "s18_twilio.py", "s19_twilio.ts", "s27_openai_only.py"] {
        assert_eq!(places(file), [], "{file}");
    }
}

#[test]
fn s20_an_unused_constant_costs_nothing() {
    let site = only("s20_basic.ts");
    assert_eq!(sent("s20_basic.ts"), [opus(1024)]);
    let [block] = &site.call.request.system.blocks[..] else { panic!("one block") };
    let text = block.text.fixed().expect("it is fixed");
    assert!(text.starts_with("You are a helpful assistant") && !text.contains("policy"), "{text}");
    assert!((10..30).contains(&site.estimate.fixed_prefix.high), "{:?}", site.estimate.fixed_prefix);
}

#[test]
fn s21_spreads_of_an_object_are_read() {
    assert_eq!(sent("s21_spread.ts"), [opus(32_000), opus(64)]);
}

#[test]
fn s22_a_model_comes_through_its_provider() {
    assert_eq!(places("s22_vercel.ts"), [("f".to_owned(), 4)]);
    assert_eq!(sent("s22_vercel.ts"), [opus(4096)]);
}

#[test]
fn s23_a_wrapper_is_one_site_with_a_request_for_each_caller() {
    let row = scanned::row("s23_wrapper.py");
    let reached = |from: &serde_json::Value| {
        (from["function"].clone(), from["model"]["values"].clone(), from["max_tokens"]["values"].clone())
    };
    let callers: Vec<_> = row["reached_from"].as_array().expect("a list").iter().map(reached).collect();
    let expected = [("a", HAIKU, 256), ("b", OPUS, 32_000)];
    assert_eq!(callers, expected.map(|(name, model, cap)| (name.into(), [model].as_slice().into(), vec![cap].into())));
    assert_eq!(models("s23_wrapper.py"), [[HAIKU, OPUS]]);
    assert_eq!(caps("s23_wrapper.py"), [[256, 32_000]]);
}

#[test]
fn s24_a_print_of_python_2_is_a_problem_and_the_rest_is_read() {
    assert_eq!(places("s24_syntax310.py"), [("f".to_owned(), 5)]);
    let lines: Vec<Option<u32>> = problems("s24_syntax310.py").iter().map(|at| at.map(|at| at.line)).collect();
    assert_eq!(lines, [Some(3)]);
}

#[test]
fn s25_the_environment_is_not_guessed() {
    let call = &only("s25_env.py").call;
    let (model, cap) = (call.model_fact(), call.max_tokens_fact());
    assert_eq!((model.state, model.values.len()), (State::Unknown, 0));
    assert_eq!(model.why, Some(Why::Environment("CLAUDE_MODEL".into())));
    assert_eq!((cap.values, cap.overridable), (vec![64_000], true));
    assert_eq!(only("s25_env.py").estimate.per_call, None);
}

#[test]
fn s26_a_condition_is_both_models_and_a_range_of_prices() {
    assert_eq!(models("s26_cond.py"), [[OPUS, HAIKU]]);
    let site = only("s26_cond.py");
    let price = site.estimate.per_call.expect("both are known");
    let dear = only("s01_basic.py").estimate.per_call.expect("it is known");
    assert_eq!(price.high, dear.high, "as dear as the dearer one, with the same cap");
    assert!(price.low < dear.low, "as cheap as the cheaper one: {price:?} {dear:?}");
}

#[test]
fn s28_an_agent_has_turns_and_no_budget() {
    let site = only("s28_agent_sdk.py");
    assert_eq!(site.call.operation, Operation::Agent);
    assert_eq!(models("s28_agent_sdk.py"), [[OPUS]]);
    let request = &site.call.request;
    assert!(matches!(&request.turns, Field::Given(turns) if turns.node == Value::Int(50)), "{:?}", request.turns);
    assert_eq!(request.budget, Field::Absent);
}

#[test]
fn s29_a_constructor_is_the_site() {
    assert_eq!(sites("s29_langchain.py").len(), 1);
    let call = &only("s29_langchain.py").call;
    assert_eq!((call.operation, scanned::row("s29_langchain.py")["line"].as_u64()), (Operation::Config, Some(2)));
    assert_eq!(sent("s29_langchain.py"), [opus(4096)]);
}

#[test]
fn s30_a_notebook_has_cells_and_lines() {
    let row = scanned::row("s30.ipynb");
    assert_eq!((row["cell"].as_u64(), row["line"].as_u64()), (Some(0), Some(3)), "{row}");
    assert_eq!(models("s30.ipynb"), [[OPUS]]);
}

#[test]
fn every_file_stands_in_a_test() {
    let text = include_str!("hard_cases.rs");
    for file in scanned::files() {
        assert!(text.contains(&format!("\"{file}\"")), "{file} is asserted nowhere");
    }
    assert_eq!(AS_OF.to_string(), "2026-11-22");
}
