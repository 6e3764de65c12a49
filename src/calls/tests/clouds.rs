use super::build::*;
use crate::{
    calls::{AbsentCap, CallSite, Platform, State},
    value::{Args, Chain, Value},
};

const CLAUDE: &str = "us.anthropic.claude-opus-5-5-v1:0";

fn runtime(call: &str) -> Chain {
    member(called(chain("boto3 client"), positional([text("bedrock-runtime")])), call)
}

fn dumps(body: Value) -> Value {
    made("json dumps", positional([body]))
}

fn invoke(model: Value, body: Value) -> Args {
    named([("modelId", model), ("body", body)])
}

fn summary(site: &CallSite) -> (Vec<String>, Vec<u64>, Platform) {
    (site.model_fact().values, site.max_tokens_fact().values, site.platform)
}

#[test]
fn converse_has_its_own_places() {
    let args = named([
        ("modelId", text(CLAUDE)),
        ("system", list([map([("text", text("Be brief."))]), map([("cachePoint", map([("type", text("default"))]))])])),
        ("inferenceConfig", map([("maxTokens", Value::Int(64))])),
    ]);
    let site = PYTHON.site(runtime("converse"), args);
    assert_eq!(summary(&site), (vec![CLAUDE.to_owned()], vec![64], Platform::Bedrock));
    assert!(site.request.cached() && site.request.system.blocks[0].breakpoint.is_some());
    let site = PYTHON.site(runtime("converse_stream"), named([("modelId", text(CLAUDE)), ("messages", list([]))]));
    assert_eq!((site.max_tokens_fact().state, site.absent_cap.clone()), (State::Absent, AbsentCap::ModelMaximum));
    assert!(site.request.stream);
}

#[test]
fn the_body_of_invoke_model_is_read_through_its_encoders() {
    let body = || {
        map([("anthropic_version", text("bedrock-2023-05-31")), ("max_tokens", Value::Int(9)), ("messages", list([]))])
    };
    let Value::Foreign(dumped) = dumps(body()) else { unreachable!("a made value is foreign") };
    let encoded = Value::Foreign(called(member((*dumped).clone(), "encode"), positional([text("utf-8")])).into());
    for body in [dumps(body()), encoded, text(r#"{"max_tokens": 9, "messages": []}"#)] {
        let site = PYTHON.site(runtime("invoke_model"), invoke(text(CLAUDE), body));
        assert_eq!(summary(&site), (vec![CLAUDE.to_owned()], vec![9], Platform::Bedrock));
        assert_eq!(site.absent_cap, AbsentCap::Rejected);
    }
}

#[test]
fn other_vendors_on_bedrock_are_no_sites() {
    let titan = dumps(map([("inputText", text("hi"))]));
    PYTHON.nothing(runtime("invoke_model"), invoke(text("amazon.titan-text-express-v1"), titan.clone()));
    PYTHON.nothing(runtime("converse"), named([("modelId", text("meta.llama3-70b-instruct-v1:0"))]));
    let naming = Tree { text: "MODEL = 'anthropic.claude-v2'", imports: &["boto3"], ..PYTHON };
    naming.nothing(runtime("invoke_model"), invoke(unknown(), titan));
    naming.nothing(runtime("count_tokens"), invoke(text(CLAUDE), unknown()));
}

#[test]
fn an_unknown_model_on_bedrock_needs_evidence() {
    let args = || named([("modelId", unknown()), ("messages", list([]))]);
    PYTHON.nothing(runtime("converse"), args());
    Tree { text: "# claude\nx = 'claude-v2'", ..PYTHON }.site(runtime("converse"), args());
    let arn = text("arn:aws:bedrock:us-east-1:1:application-inference-profile/x");
    let body = dumps(map([("anthropic_version", text("bedrock-2023-05-31")), ("messages", list([]))]));
    PYTHON.site(runtime("invoke_model"), invoke(arn, body.clone()));
    PYTHON.site(runtime("invoke_model"), invoke(text("YOUR_MODEL_ARN"), body));
    PYTHON.nothing(chain("? converse"), args());
}

#[test]
fn a_command_for_javascript_is_opened() {
    let send = |command: Value| {
        call(chain("@aws-sdk/client-bedrock-runtime BedrockRuntimeClient() send"), positional([command]))
    };
    let input = map([
        ("modelId", text(CLAUDE)),
        ("inferenceConfig", map([("maxTokens", Value::Int(7))])),
        ("messages", list([])),
    ]);
    let converse = made("@aws-sdk/client-bedrock-runtime ConverseStreamCommand", positional([input]));
    let sites = TYPESCRIPT.sites(vec![send(converse)]);
    assert_eq!(summary(&sites[0]), (vec![CLAUDE.to_owned()], vec![7], Platform::Bedrock));
    assert!(sites[0].request.stream);
    let body = made("$JSON stringify", positional([map([("max_tokens", Value::Int(5)), ("messages", list([]))])]));
    let input = map([("modelId", text(CLAUDE)), ("body", body)]);
    let invoke = made("@aws-sdk/client-bedrock-runtime InvokeModelCommand", positional([input]));
    assert_eq!(TYPESCRIPT.sites(vec![send(invoke)])[0].max_tokens_fact().values, [5]);
    let put = made("@aws-sdk/client-s3 PutObjectCommand", positional([map([])]));
    assert!(TYPESCRIPT.sites(vec![send(put), send(unknown())]).is_empty());
}
