//! Methods of a base class, as its subclasses fill them in.

use super::seen::{python, tree, tree_models, typescript};

const BASE: &str = "class Backend:\n    def __init__(self, client, model):\n        self.client = client\n        self.model \
                    = model\n\n    def params(self):\n        raise NotImplementedError\n\n    def complete(self, messages):\n\
                    \x20       return self.client.messages.create(messages=messages, **self.params())\n";
const SUBCLASS: &str = "class Claude(Backend):\n    def __init__(self):\n        super().__init__(anthropic.Anthropic(), \
                        'claude-haiku-4-5')\n\n    def params(self):\n        return {'model': self.model, 'max_tokens': \
                        300}\n\n    def probe(self):\n        return self.client.messages.count_tokens(model=self.model, \
                        messages=[])\n";

#[test]
fn a_template_method_sends_what_the_subclass_gives() {
    let seen = python(&format!("{BASE}\n{SUBCLASS}"));
    let site = seen.iter().find(|site| site.cap == "300").expect("the method of the base is a site");
    assert_eq!(site.model, "claude-haiku-4-5");
}

#[test]
fn a_base_in_another_file_is_run_as_well() {
    let subclass = format!("import anthropic\nfrom backend import Backend\n\n{SUBCLASS}");
    let seen = tree(&[("backend.py", BASE), ("claude.py", &subclass)]);
    let site = seen.iter().find(|site| site.cap == "300").expect("the method of the base is a site");
    assert_eq!(site.model, "claude-haiku-4-5");
}

#[test]
fn a_method_that_the_subclass_replaces_is_not_run_for_it() {
    let own = "class Claude(Backend):\n    def complete(self, messages):\n        return None\n\n    def params(self):\n\
               \x20       return {'model': 'claude-haiku-4-5', 'max_tokens': 300}\n";
    assert!(python(&format!("{BASE}\n{own}")).iter().all(|site| site.cap != "300"));
}

#[test]
fn typescript_bases_are_run_as_well() {
    let body = "abstract class Backend {\n  protected client: any;\n  abstract params(): object;\n  complete(messages) { \
                return this.client.messages.create({ messages, ...this.params() }); }\n}\nclass Claude extends Backend \
                {\n  constructor() { super(); this.client = new Anthropic(); }\n  params() { return { model: \
                'claude-haiku-4-5', max_tokens: 300 }; }\n}\n";
    let seen = typescript(body);
    assert!(seen.iter().any(|site| (&*site.model, &*site.cap) == ("claude-haiku-4-5", "300")), "{seen:?}");
}

#[test]
fn ruby_bases_that_send_are_run_as_well() {
    let base = "class Backend\n  attr :client\n\n  def ask(messages)\n    configure(messages)\n    @client.send(method_name, **@config)\n  \
                end\n\n  def configure(messages)\n  end\n\n  def method_name\n    raise NotImplementedError\n  end\nend\n";
    let claude = "require \"anthropic\"\n\nclass Backend::Claude < Backend\n  def self.client\n    ::Anthropic::Client\n  \
                  end\n\n  def initialize(key)\n    @client = self.class.client.new(access_token: key)\n  end\n\n  def \
                  self.probe(key)\n    client = ::Anthropic::Client.new(access_token: key)\n    \
                  client.messages(parameters: { model: \"claude-haiku-4-5\", max_tokens: 1, messages: [] })\n  end\n\n  \
                  def method_name\n    :messages\n  end\n\n  def configure(messages)\n    super\n    @config = { \
                  parameters: { model: model_of_somebody, messages: messages, max_tokens: 2000 } }\n  end\nend\n";
    let seen = tree(&[("app/services/backend.rb", base), ("app/services/backend/claude.rb", claude)]);
    assert!(seen.iter().any(|site| site.cap == "2000"), "the method of the base is a site: {seen:?}");
}

#[test]
fn a_test_that_passes_a_mock_hides_no_call() {
    let subclass = format!("import anthropic\nfrom backend import Backend\n\n{SUBCLASS}");
    let test = "import anthropic\nfrom unittest.mock import Mock\nfrom claude import Claude\n\n\ndef test_complete():\n    \
                backend = Claude()\n    backend.client = Mock()\n    backend.complete([])\n    \
                backend.client.messages.create.assert_called_once()\n    anthropic.Anthropic().messages.create()\n";
    let files = [("backend.py", BASE), ("claude.py", &subclass), ("tests/test_claude.py", test)];
    let seen = tree(&files);
    assert!(seen.iter().any(|site| site.cap == "300" && site.model == "claude-haiku-4-5"), "{seen:?}");
}

const SENDS: &str = "import anthropic\n\n\ndef send(cap):\n    return anthropic.Anthropic().messages.create(model='claude-haiku-4-5', \
                     max_tokens=cap, messages=[])\n";
const ASKS: &str =
    "from wrap import send\n\n\nclass Base:\n    CAP = 2\n\n    def ask(self):\n        return send(self.CAP)\n";

#[test]
fn a_base_that_sends_through_another_function_sends_what_subclasses_say() {
    let base = "class Base:\n    CAP = 2\n\n    def send(self, cap):\n        return client.messages.create(model='claude-haiku-4-5', \
                max_tokens=cap, messages=[])\n\n    def ask(self):\n        return self.send(self.CAP)\n";
    let seen = python(&format!("{base}\n\nclass A(Base):\n    CAP = 11\n\n\nclass B(Base):\n    CAP = 12\n"));
    assert_eq!(seen[0].cap, "11 | 12 | 2 | ?");
}

#[test]
fn subclasses_in_files_that_know_nothing_of_claude_are_found() {
    let heirs = "from base import Base as Asking\n\n\nclass A(Asking):\n    CAP = 11\n";
    let of_heirs = "import heirs\n\n\nclass B(heirs.A):\n    CAP = 12\n";
    let seen = tree(&[("wrap.py", SENDS), ("base.py", ASKS), ("heirs.py", heirs), ("more/again.py", of_heirs)]);
    assert_eq!(seen[0].cap, "11 | 12 | 2 | ?");
}

#[test]
fn a_method_that_a_subclass_replaces_and_calls_is_run_for_it() {
    let heirs =
        "from base import Base\n\n\nclass A(Base):\n    CAP = 11\n\n    def ask(self):\n        return super().ask()\n";
    let seen = tree(&[("wrap.py", SENDS), ("base.py", ASKS), ("heirs.py", heirs)]);
    assert_eq!(seen[0].cap, "11 | ?");
}

#[test]
fn subclasses_of_typescript_and_java_in_other_files_are_found() {
    let base = "import Anthropic from \"@anthropic-ai/sdk\";\n\nexport abstract class Base<T> {\n  protected cap = 2;\n  private \
                client = new Anthropic();\n  ask() { return this.send(this.cap); }\n  private send(cap: number) { return \
                this.client.messages.create({ model: \"claude-haiku-4-5\", max_tokens: cap, messages: [] }); }\n}\n";
    let heir = "import { Base } from \"./base\";\n\nexport class A extends Base<string> {\n  protected cap = 11;\n}\n";
    let seen = tree(&[("src/base.ts", base), ("src/a.ts", heir)]);
    assert_eq!(seen[0].cap, "11 | 2 | ?");
    let base = "package com.ex;\n\nimport com.anthropic.client.AnthropicClient;\nimport \
                com.anthropic.models.messages.MessageCreateParams;\n\nabstract class Base {\n    AnthropicClient client;\n    \
                abstract long cap();\n    void ask() { send(cap()); }\n    void send(long cap) {\n        \
                client.messages().create(MessageCreateParams.builder().model(\"claude-haiku-4-5\").maxTokens(cap).build());\n    \
                }\n}\n";
    let heir = "package com.ex;\n\nclass A extends Base {\n    long cap() { return 11; }\n}\n";
    let seen = tree(&[("com/ex/Base.java", base), ("com/ex/A.java", heir)]);
    assert!(seen[0].cap.contains("11"), "{seen:?}");
}

#[test]
fn a_base_calls_what_its_heir_sends_with() {
    let base = "from abc import ABC, abstractmethod\n\n\nclass Service(ABC):\n    def answer(self, text, cap=1000):\n        return \
                self._send('Be brief.', text, cap)\n\n    @abstractmethod\n    def _send(self, system, text, cap):\n        pass\n";
    let heir = "from anthropic import Anthropic\nfrom base import Service\n\n\nclass Claude(Service):\n    def __init__(self):\n        \
                self.client = Anthropic()\n        self.model = 'claude-haiku-4-5'\n\n    def _send(self, system, text, cap):\n        \
                return self.client.messages.create(model=self.model, system=system, max_tokens=cap, messages=[])\n";
    let alone = tree(&[("base.py", base), ("heir.py", heir)]);
    assert_eq!((alone.len(), &*alone[0].cap, &*alone[0].system), (1, "~1000 | ?", "Be brief."));
    let asks = "from heir import Claude\n\n\ndef run(text):\n    return Claude().answer(text, cap=500)\n";
    let asked = tree(&[("base.py", base), ("heir.py", heir), ("run.py", asks)]);
    assert!(asked[0].cap.contains("500"), "{asked:?}");
    let base = "export abstract class Service {\n  abstract send(text: string, cap: number): Promise<string>;\n  answer(text: string) { \
                return this.send(text, 900); }\n}\n";
    let heir = "import Anthropic from \"@anthropic-ai/sdk\";\nimport { Service } from \"./base\";\n\nexport class Claude extends Service \
                {\n  private client = new Anthropic();\n  async send(text: string, cap: number) { return this.client.messages.create({ \
                model: \"claude-haiku-4-5\", max_tokens: cap, messages: [] }); }\n}\n";
    let seen = tree(&[("src/base.ts", base), ("src/claude.ts", heir)]);
    assert!(seen[0].cap.contains("900"), "{seen:?}");
    let other = "from base import Service\nfrom openai import OpenAI\n\n\nclass Other(Service):\n    def _send(self, system, text, cap):\n        \
                 return OpenAI().chat.completions.create(model='gpt-5', max_tokens=cap, messages=[])\n";
    let base = "class Service:\n    def answer(self, text):\n        return self._send('Be brief.', text, 100)\n";
    assert!(tree(&[("base.py", base), ("other.py", other)]).is_empty());
}

#[test]
fn a_model_is_made_by_a_class_that_stems_from_one() {
    let head = "from langchain_anthropic import ChatAnthropic\n\n";
    let plain = "class Quiet(ChatAnthropic):\n    pass\n\ndef go():\n    return Quiet(model='claude-haiku-4-5', \
                 max_tokens=300)\n";
    let seen = tree(&[("quiet.py", &format!("{head}{plain}"))]);
    assert_eq!((&*seen[0].model, &*seen[0].cap, seen.len()), ("claude-haiku-4-5", "300", 1));
    let own = "class Loud(ChatAnthropic):\n    def __init__(self, name, **more):\n        super().__init__(model=name, \
               **more)\n";
    let caller = "from loud import Loud\n\ndef go():\n    return Loud('claude-opus-4-5', max_tokens=300)\n";
    let seen = tree(&[("loud.py", &format!("{head}{own}")), ("main.py", caller)]);
    assert_eq!((seen[0].callers.as_slice(), seen.len()), (["claude-opus-4-5".to_owned()].as_slice(), 1), "{seen:?}");
    let script = "import { ChatAnthropic as Chat } from '@langchain/anthropic';\nexport class ChatAnthropic extends Chat \
                  {\n  constructor(id: string, fields?: any) {\n    super(fields ?? {});\n    this.id = id;\n  }\n}\nnew \
                  ChatAnthropic('7', { model: 'claude-opus-4-5', maxTokens: 300 });\n";
    let seen = tree(&[("chat.ts", script)]);
    assert_eq!((seen[0].callers.as_slice(), seen.len()), (["claude-opus-4-5".to_owned()].as_slice(), 1), "{seen:?}");
}

#[test]
fn what_only_stems_from_a_client_or_an_error_makes_no_model() {
    for class in [
        "class Mine(anthropic.Anthropic):\n    def __init__(self, key):\n        super().__init__(api_key=key)\n\nMine('k')\n",
        "class Failed(anthropic.APIError):\n    def __init__(self, create):\n        super().__init__(create)\n",
        "class Quiet(ChatAnthropic):\n    pass\n\nQuiet(model='claude-haiku-4-5')\n",
    ] {
        assert!(tree(&[("mine.py", &format!("import anthropic\n\n{class}"))]).is_empty(), "{class}");
    }
}

#[test]
fn an_agent_that_hands_on_what_it_is_given_is_counted_by_its_model() {
    let body = "from google.adk.agents import LlmAgent\nfrom google.adk.models.lite_llm import LiteLlm\n\n\nclass Helper(LlmAgent):\n    def \
                __init__(self, **more):\n        super().__init__(name='h', model=LiteLlm(model='anthropic/claude-haiku-4-5'), **more)\n";
    assert_eq!(tree_models(&[("app.py", body)]), ["anthropic/claude-haiku-4-5"]);
}
