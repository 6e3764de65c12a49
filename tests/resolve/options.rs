//! What is given when a program starts: options of a command line and variables with defaults that schemas declare.

use super::seen::{python, tree, typescript};

/// The model and the cap of the only call of a Python file.
fn in_python(body: &str) -> (String, String) {
    let mut seen = python(body);
    assert_eq!(seen.len(), 1, "{seen:?}");
    let seen = seen.remove(0);
    (seen.model, seen.cap)
}

/// The same of a TypeScript file.
fn in_typescript(body: &str) -> (String, String) {
    let mut seen = typescript(body);
    assert_eq!(seen.len(), 1, "{seen:?}");
    let seen = seen.remove(0);
    (seen.model, seen.cap)
}

fn pair(model: &str, cap: &str) -> (String, String) {
    (model.to_owned(), cap.to_owned())
}

/// A call that sends what `argparse` gave.
const SEND: &str = "client.messages.create(model=args.model, max_tokens=args.max_tokens, messages=[])\n";

#[test]
fn options_of_argparse() {
    for declare in [
        "parser.add_argument('-m', '--model', default='claude-haiku-4-5')\n    parser.add_argument('--max-tokens', type=int, \
         default=9)\n    args = parser.parse_args()",
        "group = parser.add_argument_group('model')\n    group.add_argument('--name', dest='model', default=MODEL)\n    \
         group.add_argument('--max-tokens', type=int, default=9)\n    args, rest = parser.parse_known_args()",
        "one = parser.add_subparsers().add_parser('ask')\n    one.add_argument('model', nargs='?', \
         default='claude-haiku-4-5')\n    one.add_argument('--max-tokens', default=9)\n    args = parser.parse_args()",
    ] {
        let body = format!(
            "import argparse\nMODEL = 'claude-haiku-4-5'\n\ndef main():\n    parser = argparse.ArgumentParser()\n    {declare}\n    {SEND}"
        );
        assert_eq!(in_python(&body), pair("~claude-haiku-4-5", "~9"), "{declare}");
    }
}

#[test]
fn options_without_a_default_are_for_who_starts_the_program_to_say() {
    let body = format!(
        "import argparse\n\ndef main(name):\n    parser = argparse.ArgumentParser()\n    parser.add_argument('--model', \
         required=True)\n    parser.add_argument('--max-tokens', default=name)\n    args = parser.parse_args()\n    {SEND}"
    );
    assert_eq!(in_python(&body), pair("?", "?"));
}

#[test]
fn options_that_several_commands_declare_are_any_of_these() {
    let body = format!(
        "import argparse\n\ndef main():\n    parser = argparse.ArgumentParser()\n    all = parser.add_subparsers()\n    a, b = \
         all.add_parser('a'), all.add_parser('b')\n    a.add_argument('--model', default='claude-haiku-4-5')\n    \
         b.add_argument('--model', default='claude-opus-4-1')\n    a.add_argument('--max-tokens', default=9)\n    \
         args = parser.parse_args()\n    {SEND}"
    );
    assert_eq!(in_python(&body), pair("~claude-haiku-4-5 | claude-opus-4-1", "~9"));
}

#[test]
fn options_are_known_where_what_was_parsed_is_handed_on() {
    let main = "import argparse\nfrom ask import send\n\ndef main():\n    parser = argparse.ArgumentParser()\n    \
                parser.add_argument('--model', default='claude-haiku-4-5')\n    parser.add_argument('--max-tokens', default=9)\n    \
                send(parser.parse_args())\n";
    let ask = format!("import anthropic\n\nclient = anthropic.Anthropic()\n\ndef send(args):\n    {SEND}");
    let seen = tree(&[("main.py", main), ("ask.py", &ask)]);
    assert_eq!(seen[0].callers, ["~claude-haiku-4-5"], "{seen:?}");
}

#[test]
fn parameters_that_click_and_typer_fill() {
    let call = "client.messages.create(model=model, max_tokens=max_tokens, messages=[])\n";
    for function in [
        "@click.command()\n@click.option('--model', default='claude-haiku-4-5')\n@click.option('-t', '--max-tokens', type=int, \
         default=9)\ndef ask(model, max_tokens):\n    ",
        "@app.command()\ndef ask(model: str = typer.Option('claude-haiku-4-5', help='which'), max_tokens: int = \
         typer.Option(default=9)):\n    ",
        "@app.post('/ask')\ndef ask(model: str = Query('claude-haiku-4-5'), max_tokens: int = Query(9)):\n    ",
    ] {
        let body =
            format!("import click\nimport typer\nfrom fastapi import Query\n\napp = typer.Typer()\n\n{function}{call}");
        assert_eq!(in_python(&body), pair("~claude-haiku-4-5", "~9"), "{function}");
    }
    let required = "import typer\n\ndef ask(model: str = typer.Option(...), max_tokens: int = typer.Option()):\n    ";
    assert_eq!(in_python(&format!("{required}{call}")), pair("?", "?"));
}

#[test]
fn variables_that_a_schema_gives_defaults() {
    let call =
        "export const ask = () => client.messages.create({ model: env.MODEL, max_tokens: env.CAP, messages: [] });\n";
    for declare in [
        "import { z } from \"zod\";\nconst env = z.object({ MODEL: z.string().default(\"claude-haiku-4-5\"), CAP: \
         z.coerce.number().int().default(9) }).parse(process.env);\n",
        "import { z } from \"zod\";\nconst Env = z.object({ MODEL: z.string().min(1).default(\"claude-haiku-4-5\"), CAP: \
         z.number().default(9) });\nconst env = Env.safeParse(process.env).data;\n",
        "import { z } from \"zod\";\nconst Base = z.object({ KEY: z.string(), MODEL: z.string().default(\"claude-opus-5-5\") });\n\
         const More = z.object({ MODEL: z.string().default(\"claude-haiku-4-5\") });\nconst Env = \
         Base.merge(More).extend({ CAP: z.number().default(9) }).strict();\nconst env = Env.parse(process.env);\n",
        "import { createEnv } from \"@t3-oss/env-nextjs\";\nimport { z } from \"zod\";\nconst env = createEnv({ server: { MODEL: \
         z.string().default(\"claude-haiku-4-5\"), CAP: z.number().default(9) }, runtimeEnv: process.env });\n",
        "import { cleanEnv, num, str } from \"envalid\";\nconst env = cleanEnv(process.env, { MODEL: str({ default: \
         \"claude-haiku-4-5\" }), CAP: num({ default: 9 }) });\n",
    ] {
        assert_eq!(in_typescript(&format!("{declare}{call}")), pair("~claude-haiku-4-5", "~9"), "{declare}");
    }
    let bare = "import { z } from \"zod\";\nconst env = z.object({ MODEL: z.string(), CAP: z.number() }).parse(process.env);\n";
    assert_eq!(in_typescript(&format!("{bare}{call}")), pair("?", "?"));
    let changed = "import { z } from \"zod\";\nconst Env = z.object({ MODEL: z.string().default(\"claude-opus-5-5\"), CAP: \
                   z.number().default(9) }).transform((env) => pick(env));\nconst env = Env.parse(process.env);\n";
    assert_eq!(in_typescript(&format!("{changed}{call}")), pair("?", "?"));
}

#[test]
fn options_of_scripts() {
    let call = "export const ask = () => client.messages.create({ model: options.model, max_tokens: options.maxTokens, messages: [] \
                });\n";
    for declare in [
        "import { program } from \"commander\";\nprogram.option(\"-m, --model <name>\", \"which\", \
         \"claude-haiku-4-5\").option(\"--max-tokens <n>\", \"how many\", parseInt, 9);\nconst options = \
         program.parse().opts();\n",
        "import { Command, Option } from \"commander\";\nconst program = new Command();\nprogram.addOption(new Option(\"--model \
         <name>\", \"which\").env(\"MODEL\").default(\"claude-haiku-4-5\"));\nprogram.requiredOption(\"--max-tokens <n>\", \"how \
         many\", 9);\nconst options = program.opts();\n",
        "import yargs from \"yargs\";\nconst options = yargs(process.argv).option(\"model\", { type: \"string\", default: \
         \"claude-haiku-4-5\" }).options({ \"max-tokens\": { default: 9 } }).parseSync();\n",
        "import { parseArgs } from \"node:util\";\nconst options = parseArgs({ options: { model: { type: \"string\", default: \
         \"claude-haiku-4-5\" }, maxTokens: { type: \"string\", default: 9 } } }).values;\n",
    ] {
        assert_eq!(in_typescript(&format!("{declare}{call}")), pair("~claude-haiku-4-5", "~9"), "{declare}");
    }
}

#[test]
fn options_of_clap() {
    let rust = |of: &str| {
        format!(
            "use clap::Parser;\n\n#[derive(Parser)]\nstruct Cli {{\n    #[arg(short, long, default_value = \"claude-haiku-4-5\", \
             value_parser(text))]\n    model: String,\n    #[arg(long, default_value_t = 9)]\n    max_tokens: u32,\n    #[arg(long)]\n    \
             other: String,\n}}\n\nasync fn ask() {{\n    let cli = Cli::parse();\n    reqwest::Client::new().post(\
             \"https://api.anthropic.com/v1/messages\").json(&serde_json::json!({{\"model\": {of}, \"max_tokens\": cli.max_tokens, \
             \"messages\": []}})).send().await;\n}}\n"
        )
    };
    let seen = |of: &str| {
        let seen = tree(&[("main.rs", &rust(of))]).remove(0);
        (seen.model, seen.cap)
    };
    assert_eq!(seen("cli.model"), pair("~claude-haiku-4-5", "~9"));
    assert_eq!(seen("cli.other"), pair("?", "~9"));
}

#[test]
fn what_a_page_asks_for() {
    let ask = |model: &str, cap: &str| {
        in_python(&format!(
            "import streamlit as st\nfrom rich.prompt import Prompt\n\ndef ask():\n    model = {model}\n    cap = {cap}\n    \
             client.messages.create(model=model, max_tokens=cap, messages=[])\n"
        ))
    };
    let offered = "['claude-haiku-4-5', 'claude-opus-4-1']";
    assert_eq!(
        ask(&format!("st.sidebar.selectbox('Model', {offered})"), "st.slider('Length', 1, 99, 9)"),
        pair("claude-haiku-4-5 | claude-opus-4-1", "~9")
    );
    assert_eq!(
        ask("st.text_input('Model', value='claude-haiku-4-5')", "st.number_input('Length', value=9)"),
        pair("~claude-haiku-4-5", "~9")
    );
    assert_eq!(ask("Prompt.ask('Model', default='claude-haiku-4-5')", "9"), pair("~claude-haiku-4-5", "9"));
    assert_eq!(ask("st.secrets.get('MODEL', 'claude-haiku-4-5')", "st.secrets['CAP']"), pair("~claude-haiku-4-5", "?"));
    assert_eq!(ask("st.selectbox('Model', load())", "st.slider('Length', 1, 99)"), pair("?", "?"));
}

#[test]
fn what_fastapi_puts_into_a_parameter_is_what_the_function_gives() {
    let app = |parameters: &str| {
        format!(
            "from functools import lru_cache\nfrom typing import Annotated\nfrom anthropic import AsyncAnthropic\nfrom fastapi import Depends, \
             FastAPI\nfrom pydantic_settings import BaseSettings\n\napp = FastAPI()\n\n\nclass Settings(BaseSettings):\n    model: str = \
             'claude-haiku-4-5'\n    cap: int = 512\n\n\n@lru_cache\ndef get_settings() -> Settings:\n    return Settings()\n\n\ndef \
             get_client(settings: Settings = Depends(get_settings)):\n    return AsyncAnthropic(api_key=settings.key)\n\n\nGiven = Annotated[Settings, Depends(get_settings)]\n\n\n@app.post('/ask')\nasync \
             def ask(q: str, {parameters}):\n    return await client.messages.create(model=settings.model, max_tokens=settings.cap, \
             messages=[{{'role': 'user', 'content': q}}])\n"
        )
    };
    for parameters in [
        "settings: Settings = Depends(get_settings), client: AsyncAnthropic = Depends(get_client)",
        "settings=Depends(get_settings), client=Depends(get_client)",
        "settings: Settings = Depends(), client=Depends(dependency=get_client)",
        "settings: Annotated[Settings, Depends(get_settings)], client: Annotated[AsyncAnthropic, Depends(get_client)]",
        "settings: Given, client: Annotated[AsyncAnthropic, Depends(get_client)]",
    ] {
        let seen = tree(&[("app.py", &app(parameters))]);
        assert_eq!(seen.len(), 1, "{parameters}");
        assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-haiku-4-5", "~512"), "{parameters}");
    }
    let other = app("settings=Depends(get_settings), client=Depends(get_client)")
        .replace("AsyncAnthropic", "AsyncOther")
        .replace("from anthropic", "from other");
    assert!(tree(&[("app.py", &other.replace("claude-haiku-4-5", "small"))]).is_empty());
}
