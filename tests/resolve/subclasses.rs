//! Methods of a base class, as its subclasses fill them in.

use super::seen::{python, tree, typescript};

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
