//! Settings objects.

use super::seen::{python_models, tree_models};

#[test]
fn settings_have_defaults_that_the_environment_may_replace() {
    let settings = "from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    model: str = \
                    'claude-haiku-4-5'\n\nsettings = Settings()\n";
    let call = "client.messages.create(model=settings.model, max_tokens=9, messages=[])\n";
    assert_eq!(python_models(&format!("{settings}{call}")), ["~claude-haiku-4-5"]);
    let app = "import anthropic\nfrom core.config import settings\n\nanthropic.Anthropic().messages.create(model=\
               settings.model, max_tokens=9, messages=[])\n";
    let files = [("core/__init__.py", ""), ("core/config.py", settings), ("app.py", app)];
    assert_eq!(tree_models(&files), ["~claude-haiku-4-5"]);
}

#[test]
fn settings_that_are_made_once_by_a_function_count() {
    let config = "from functools import lru_cache\nfrom pydantic_settings import BaseSettings\n\nclass \
                  Settings(BaseSettings):\n    model: str = 'claude-haiku-4-5'\n\n@lru_cache\ndef get_settings() -> \
                  Settings:\n    return Settings()\n";
    let app = "import anthropic\nfrom config import get_settings\n\ndef ask():\n    settings = get_settings()\n    return \
               anthropic.Anthropic().messages.create(model=settings.model, max_tokens=9, messages=[])\n";
    assert_eq!(tree_models(&[("config.py", config), ("app.py", app)]), ["~claude-haiku-4-5"]);
}

#[test]
fn a_required_setting_is_unknown() {
    let settings = "from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    model: str\n\nsettings \
                    = Settings()\n";
    let call = "client.messages.create(model=settings.model, max_tokens=9, messages=[])\n";
    assert_eq!(python_models(&format!("{settings}{call}")), ["?"]);
}

#[test]
fn a_configuration_object_of_a_module_counts() {
    let config = "export const config = {\n  llm: { model: process.env.MODEL ?? 'claude-haiku-4-5', cap: 10 },\n} as \
                  const;\n";
    let app = "import Anthropic from '@anthropic-ai/sdk';\nimport { config } from './config.js';\nawait new \
               Anthropic().messages.create({ model: config.llm.model, max_tokens: config.llm.cap, messages: [] });\n";
    assert_eq!(tree_models(&[("config.ts", config), ("app.ts", app)]), ["~claude-haiku-4-5"]);
}

#[test]
fn a_configuration_that_is_loaded_is_unknown() {
    let body = "import yaml\nconfig = yaml.safe_load(open('config.yaml'))\nclient.messages.create(model=config['model'], \
                max_tokens=9, messages=[])\n";
    assert_eq!(python_models(body), ["?"]);
}

#[test]
fn settings_of_nest_have_the_defaults_that_are_given_beside_them() {
    let service = "import { Injectable } from '@nestjs/common';\nimport { ConfigService } from '@nestjs/config';\nimport Anthropic from \
                   '@anthropic-ai/sdk';\n\n@Injectable()\nexport class Asker {\n  private readonly client: Anthropic;\n  private readonly \
                   model: string;\n\n  constructor(private readonly config: ConfigService) {\n    this.client = new Anthropic({ apiKey: \
                   this.config.get<string>('KEY') });\n    this.model = this.config.get<string>('MODEL', 'claude-haiku-4-5');\n  }\n\n  \
                   ask() {\n    return this.client.messages.create({ model: this.model, max_tokens: this.config.get('CAP') ?? 9, messages: \
                   [] });\n  }\n}\n";
    let seen = super::seen::tree(&[("asker.ts", service)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-haiku-4-5", "~9"));
}

#[test]
fn what_is_looked_up_beside_a_default_has_it_where_nobody_says_otherwise() {
    for config in [
        "config.get('model', 'claude-haiku-4-5')",
        "config['llm'].get('model', 'claude-haiku-4-5')",
        "config.get('llm', {}).get('model', 'claude-haiku-4-5')",
        "json.load(open(path)).get('model', 'claude-haiku-4-5')",
        "request.get_json().get('model', DEFAULT)",
        "config.get('model', os.getenv('MODEL', 'claude-haiku-4-5'))",
    ] {
        let seen = super::seen::python(&format!(
            "import json\nfrom flask import request\n\nDEFAULT = 'claude-haiku-4-5'\n\n\ndef ask(config, path):\n    return \
             client.messages.create(model={config}, max_tokens=json.loads(path).get('cap', 9), messages=[])\n"
        ));
        let model = seen[0].model.strip_suffix(" | ?").unwrap_or(&seen[0].model);
        assert_eq!((model, &*seen[0].cap), ("~claude-haiku-4-5", "~9"), "{config}");
    }
    let seen = super::seen::typescript(
        "import * as vscode from 'vscode';\n\nexport async function ask() {\n  const config = \
         vscode.workspace.getConfiguration('desk');\n  return client.messages.create({ model: config.get<string>('model', \
         'claude-haiku-4-5'), max_tokens: config.get('cap', 9), messages: [] });\n}\n",
    );
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-haiku-4-5", "~9"));
    let told = "def ask(config):\n    return client.messages.create(model=config.get('model', 'claude-haiku-4-5'), max_tokens=9, \
                messages=[])\n\n\nask({'model': 'claude-opus-4-1'})\n";
    assert!(super::seen::python_models(told)[0].contains("claude-opus-4-1"));
    let unknown = "client.messages.create(model=load().get('model', None), max_tokens=9, messages=[])\n";
    assert_eq!(super::seen::python_models(unknown), ["?"]);
}

/// A view that takes model and cap from the settings of its project.
const VIEW: &str = "import anthropic\nfrom django.conf import settings\n\n\ndef ask(request):\n    return \
                    anthropic.Anthropic().messages.create(model=settings.CLAUDE_MODEL, max_tokens=getattr(settings, \
                    'CLAUDE_CAP', 9), messages=[])\n";

/// The script of a project whose settings stand in the module of this name.
fn script(module: &str) -> String {
    format!(
        "import os\nimport sys\n\n\ndef main():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', '{module}')\n    from \
         django.core.management import execute_from_command_line\n    execute_from_command_line(sys.argv)\n"
    )
}

#[test]
fn settings_of_django_are_those_of_the_project_around() {
    let manage = script("desk.settings");
    let settings = "import os\n\nCLAUDE_MODEL = os.getenv('CLAUDE_MODEL', 'claude-haiku-4-5')\nCLAUDE_CAP = 300\n";
    let files = [
        ("back/manage.py", &*manage),
        ("back/desk/__init__.py", ""),
        ("back/desk/settings.py", settings),
        ("back/tickets/__init__.py", ""),
        ("back/tickets/views.py", VIEW),
        ("back/demo/manage.py", &script("shop.settings")),
        ("back/demo/shop/wsgi.py", &script("shop.settings")),
        ("back/demo/shop/settings.py", "CLAUDE_MODEL = 'claude-opus-4-1'\n"),
    ];
    let seen = super::seen::tree(&files);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-haiku-4-5", "300"));
}

#[test]
fn settings_of_django_that_servers_replace_are_either() {
    let (manage, served) = (
        script("desk.settings.local"),
        "import os\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', \
                            'desk.settings.live')\n",
    );
    let files = [
        ("manage.py", &*manage),
        ("desk/wsgi.py", served),
        ("desk/asgi.py", served),
        ("desk/settings/__init__.py", ""),
        ("desk/settings/base.py", "CLAUDE_CAP = 300\nCLAUDE_MODEL = 'claude-haiku-4-5'\n"),
        ("desk/settings/local.py", "from .base import *\n"),
        ("desk/settings/live.py", "from .base import *\n\nCLAUDE_MODEL = 'claude-opus-4-1'\n"),
        ("tickets/views.py", VIEW),
    ];
    let seen = super::seen::tree(&files);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5 | claude-opus-4-1", "300"));
}

#[test]
fn settings_of_django_that_nobody_names_have_the_defaults_that_are_given_beside_them() {
    let files = [("desk/settings.py", "CLAUDE_MODEL = 'claude-haiku-4-5'\n"), ("desk/views.py", VIEW)];
    let seen = super::seen::tree(&files);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("?", "~9"), "no script says that these are the settings");
}

#[test]
fn variables_that_a_reader_of_the_environment_gives_have_its_defaults() {
    for (made, model) in [
        ("import environ\nenv = environ.Env()", "env('MODEL', default='claude-haiku-4-5')"),
        ("import environ\nenv = environ.Env()", "env.str('MODEL', 'claude-haiku-4-5')"),
        ("import environ\nenv = environ.Env(MODEL=(str, 'claude-haiku-4-5'))", "env('MODEL')"),
        ("from environs import Env\nenv = Env()\nenv.read_env()", "env.str('MODEL', 'claude-haiku-4-5')"),
        (
            "from starlette.config import Config\nenv = Config('.env')",
            "env('MODEL', cast=str, default='claude-haiku-4-5')",
        ),
    ] {
        let body = format!("{made}\nclient.messages.create(model={model}, max_tokens=9, messages=[])\n");
        assert_eq!(python_models(&body), ["~claude-haiku-4-5"], "{made}");
    }
    let without = "import environ\nenv = environ.Env(DEBUG=(bool, False))\nclient.messages.create(model=env('MODEL'), \
                   max_tokens=9, messages=[])\n";
    assert_eq!(python_models(without), ["?"]);
}

#[test]
fn settings_that_are_loaded_from_a_file_of_the_tree_count() {
    let json = ("conf/desk.json", "{\"llm\": {\"model\": \"claude-haiku-4-5\", \"cap\": 300}}");
    let yaml = ("conf/desk.yaml", "llm:\n  model: claude-haiku-4-5\n  cap: 300\n");
    let toml = ("conf/desk.toml", "[llm]\nmodel = \"claude-haiku-4-5\"\ncap = 300\n");
    let ask = "anthropic.Anthropic().messages.create(model=config['llm']['model'], max_tokens=config['llm'].get('cap', 9), \
               messages=[])\n";
    for (file, load) in [
        (json, "import json\nwith open('conf/desk.json') as file:\n    config = json.load(file)"),
        (json, "import json\nconfig = json.loads(open('conf/desk.json').read())"),
        (
            json,
            "import json\nfrom pathlib import Path\nconfig = json.loads((Path(__file__).parent / 'conf' / \
                'desk.json').read_text())",
        ),
        (yaml, "import yaml\nconfig = yaml.safe_load(open('conf/desk.yaml', encoding='utf-8'))"),
        (
            yaml,
            "import yaml\nfrom pathlib import Path\nwith Path('conf/desk.yaml').open() as file:\n    config = \
                yaml.load(file, Loader=yaml.FullLoader)",
        ),
        (toml, "import tomllib\nwith open('conf/desk.toml', 'rb') as file:\n    config = tomllib.load(file)"),
    ] {
        let seen = super::seen::tree(&[file, ("app.py", &format!("import anthropic\n{load}\n{ask}"))]);
        assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", "300"), "{load}");
    }
    let ask = "await new Anthropic().messages.create({ model: config.llm.model, max_tokens: config.llm.cap, messages: [] });\n";
    for (file, load) in [
        (json, "import fs from 'fs';\nconst config = JSON.parse(fs.readFileSync('conf/desk.json', 'utf8'));"),
        (
            yaml,
            "import { readFileSync } from 'node:fs';\nimport yaml from 'js-yaml';\nconst config = \
                yaml.load(readFileSync('./conf/desk.yaml', 'utf8'));",
        ),
    ] {
        let app = format!("import Anthropic from '@anthropic-ai/sdk';\n{load}\n{ask}");
        let seen = super::seen::tree(&[file, ("app.ts", &app)]);
        assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", "300"), "{load}");
    }
}

#[test]
fn settings_loaded_from_a_path_that_others_may_give_are_defaults() {
    let body = "import json\n\n\nclass Desk:\n    def __init__(self, path='desk.json'):\n        with open(path) as file:\n            \
                self.config = json.load(file)\n\n    def ask(self):\n        return client.messages.create(\
                model=self.config['model'], max_tokens=9, messages=[])\n";
    let app = format!("import anthropic\n\nclient = anthropic.Anthropic()\n{body}");
    let models = tree_models(&[("desk.json", "{\"model\": \"claude-haiku-4-5\"}"), ("app.py", &app)]);
    assert_eq!(models, ["~claude-haiku-4-5 | ?"]);
}

#[test]
fn data_that_is_loaded_is_no_setting() {
    let rows: Vec<String> = (0..5_000).map(|row| format!("\"row {row}\": \"claude-opus-4-1\"")).collect();
    let long = format!("{{{}, \"model\": \"claude-haiku-4-5\"}}", rows.join(", "));
    for data in ["[{\"model\": \"claude-haiku-4-5\"}]", &long] {
        let load = "import json\nconfig = json.load(open('desk.json'))\n";
        let ask = "import anthropic\nanthropic.Anthropic().messages.create(model=config['model'], max_tokens=9, messages=[])\n";
        assert_eq!(tree_models(&[("desk.json", data), ("app.py", &format!("{load}{ask}"))]), ["?"]);
    }
}
