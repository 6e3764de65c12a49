//! Only what has a part in a request is worked out, and all that has one is.

use super::seen::{python, python_models, typescript, typescript_models};

#[test]
fn a_field_that_another_method_sets_through_a_helper_counts() {
    let body = "class Writer:\n    def prepare(self, fast):\n        print('preparing', fast)\n        self.note(fast)\n        \
                self.choose()\n\n    def note(self, fast):\n        self.log = [fast]\n\n    def choose(self):\n        \
                self.model = 'claude-haiku-4-5'\n\n    def ask(self):\n        self.prepare(True)\n        return \
                client.messages.create(model=self.model, max_tokens=9, messages=[])\n";
    assert_eq!(python_models(body), ["claude-haiku-4-5"]);
    let body = "class Writer {\n  model?: string;\n  prepare() { console.log('x'); this.choose(); }\n  choose() { \
                this.model = 'claude-haiku-4-5'; }\n  ask() { return client.messages.create({ model: this.model!, \
                max_tokens: 9, messages: [] }); }\n}\n";
    assert_eq!(typescript_models(body), ["claude-haiku-4-5"]);
}

#[test]
fn what_leaves_a_loop_has_a_part() {
    let body = "class Writer:\n    def prepare(self, names):\n        seen = 0\n        for name in names:\n            \
                if name == 'slow':\n                seen += 1\n                continue\n            self.model = \
                'claude-haiku-4-5'\n        else:\n            self.model = 'claude-opus-4-5'\n\n    def ask(self):\n        \
                return client.messages.create(model=self.model, max_tokens=9, messages=[])\n";
    assert_eq!(python_models(body), ["claude-opus-4-5"]);
}

#[test]
fn a_helper_that_fills_what_it_is_given_counts_and_one_that_only_looks_does_not() {
    let body = "def show(params):\n    print(len(params))\n\ndef fill(params):\n    params['model'] = \
                'claude-haiku-4-5'\n\ndef build():\n    params = {'max_tokens': 9, 'messages': []}\n    show(params)\n    \
                fill(params)\n    return params\n\nPARAMS = build()\n\ndef ask():\n    return \
                client.messages.create(**PARAMS)\n";
    let seen = python(body);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", "9"));
}

#[test]
fn what_methods_count_is_not_known() {
    let body = "class Writer:\n    def __init__(self):\n        self.spent = 0\n\n    def add(self, usage):\n        \
                self.spent += usage\n\n    def ask(self):\n        cap = min(8000, 200000 - self.spent)\n        return \
                client.messages.create(model='claude-haiku-4-5', max_tokens=cap, messages=[])\n";
    let seen = python(body);
    assert!(seen[0].cap.contains('?'), "{}", seen[0].cap);
    let body = "class Writer:\n    def __init__(self):\n        self.spent = 0\n\n    def ask(self):\n        response = \
                client.messages.create(model='claude-haiku-4-5', max_tokens=min(8000, 200000 - self.spent), \
                messages=[])\n        self.spent += response.usage.output_tokens\n";
    let seen = python(body);
    assert!(seen[0].cap.contains('?'), "{}", seen[0].cap);
}

#[test]
fn an_input_that_only_chooses_from_a_table_leaves_a_known_set() {
    let body = "def model_of(name):\n    if name == 'small':\n        return 'claude-haiku-4-5'\n    elif name == 'large':\n        \
                return 'claude-opus-4-5'\n    else:\n        raise ValueError(name)\n\ndef ask(request):\n    return \
                client.messages.create(model=model_of(request.size), max_tokens=9, messages=[])\n";
    assert_eq!(python_models(body), ["claude-haiku-4-5 | claude-opus-4-5"]);
}

#[test]
fn the_least_of_numbers_is_one_for_each_that_they_may_be() {
    for (cap, expected) in [
        ("min(int(os.getenv('CAP', '9000')), 8000)", "~8000"),
        ("min(int(os.getenv('CAP', '900')), 8000)", "~900"),
        ("max(2000 if long else 300, 500)", "2000 | 500"),
        ("min(2000 if long else settings.cap, 1000)", "1000 | ?"),
        ("min(settings.cap, 1000)", "?"),
        ("min(int(os.environ['CAP']), 8000)", "?"),
        ("min([3, 5, 4])", "3"),
    ] {
        let body = format!(
            "import os\n\ndef ask(long):\n    client.messages.create(model='claude-haiku-4-5', max_tokens={cap}, messages=[])\n"
        );
        assert_eq!(python(&body)[0].cap, expected, "{cap}");
    }
    let body = "const cap = Math.min(Number(process.env.CAP ?? 9000), 8000);\nclient.messages.create({ model: 'claude-haiku-4-5', max_tokens: \
                cap, messages: [] });\n";
    assert_eq!(typescript(body)[0].cap, "~8000");
}
