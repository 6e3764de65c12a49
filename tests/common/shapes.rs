//! Texts that make a careless reader work forever.

use std::fmt::Write;

/// A Python file with a client and what follows.
pub fn python(rest: &str) -> String {
    format!("import anthropic\nclient = anthropic.Anthropic()\n{rest}")
}

/// A TypeScript file with a client and what follows.
pub fn typescript(rest: &str) -> String {
    format!("import Anthropic from \"@anthropic-ai/sdk\";\nconst client = new Anthropic();\n{rest}")
}

/// Lines, each made of its number.
pub fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// A call that sends what `s` is.
const SEND: &str = "client.messages.create(model='claude-haiku-5-5', max_tokens=9, system=s, messages=[])\n";

/// What doubles with every line, each with a name; those in TypeScript begin with `ts`.
pub fn doubling() -> Vec<(&'static str, String)> {
    let fan = lines(40, |at| format!("def f{at}(s):\n    return f{0}(s) + f{0}(s)\n", at + 1));
    let crossed = lines(40, |at| format!("def f{at}(s, t):\n    return f{0}(s, t) or f{0}(t, s)\n", at + 1));
    let typed = lines(40, |at| format!("function f{at}(s: string) {{ return f{0}(s) + f{0}(s); }}\n", at + 1));
    let send = "client.messages.create({ model: \"claude-haiku-5-5\", max_tokens: 9, system: s, messages: [] })";
    let fields = lines(300, |at| {
        format!(
            "class C{at}:\n    def __init__(self, o=None):\n        self.o = C{0}(self)\n        self.p = C{0}(o)\n",
            at + 1
        )
    });
    let lambdas = "f = (lambda g: lambda x: g(g(x)))(f)\n".repeat(60);
    let swapped = lines(300, |at| format!("    if x == {at}:\n        f, g = mk(f, g), mk(g, f)\n"));
    let nested = lines(60, |at| format!("        def n{at}(s):\n            return s\n"));
    vec![
        ("fan-of-calls", python(&format!("{fan}def f40(s):\n    return {SEND}f0('a')\n"))),
        ("fan-of-values", python(&format!("{fan}def f40(s):\n    return s\ns = f0('a')\n{SEND}"))),
        ("fan-of-pairs", python(&format!("{crossed}def f40(s, t):\n    return {SEND}f0('a', 'b')\n"))),
        ("dicts", python(&format!("s = {{}}\n{}{SEND}", "s = {'a': s, 'b': s, **s}\n".repeat(60)))),
        ("texts", python(&format!("s = 'policy '\n{}{SEND}", "s = s + s\n".repeat(60)))),
        ("templates", python(&format!("s = 'policy '\n{}{SEND}", "s = f'{s}{s}{x}'\n".repeat(60)))),
        ("repetition", python(&format!("s = 'policy ' * 9999999 * 9999999\nt = f'{{x}}' * 9999999\n{SEND}"))),
        ("choices", python(&format!("s = 'a'\n{}{SEND}", "s = s + ('b' if y else 'c')\n".repeat(60)))),
        ("lambdas", python(&format!("f = lambda x: x\n{lambdas}s = f('a')\n{SEND}"))),
        (
            "functions-within",
            python(&format!(
                "def f(s):\n    def make():\n{nested}        return n59\n    for n in [make(), make()]:\n        s = n(s)\n    {SEND}"
            )),
        ),
        (
            "functions-of-functions",
            python(&format!(
                "def mk(a, b):\n    def go():\n        return a() or b()\n    return go\ndef m(x, f, g):\n{swapped}    s = \
                 f()\n    {SEND}"
            )),
        ),
        ("fields", python(&format!("{fields}class C300:\n    pass\ns = C0(){}\n{SEND}", ".o".repeat(300)))),
        ("itself", python(&format!("s = {{}}\ns['s'] = s\ns.update(s)\ns['t'] = [s, s]\n{SEND}"))),
        (
            "myself",
            python(&format!("class A:\n    def __init__(self):\n        self.me = self\ns = A().me.me.me\n{SEND}")),
        ),
        (
            "recursion",
            python(&format!(
                "def f(s, n):\n    {SEND}    f(s + s, n)\n    g(s, n)\ndef g(s, n):\n    f(s, n)\n    g(n, s)\nf('a', 1)\n"
            )),
        ),
        ("ts-fan", typescript(&format!("{typed}function f40(s: string) {{ return {send}; }}\nf0('a');\n"))),
        (
            "ts-objects",
            typescript(&format!("let s: any = {{}};\n{}{send};\n", "s = { a: s, b: s, ...s };\n".repeat(60))),
        ),
        ("ts-itself", typescript(&format!("const s: any = {{}};\ns.s = s; s.t = [s, s];\n{send};\n"))),
    ]
}

/// What is long, one thing after another, each with a name and one call.
pub fn chains() -> Vec<(&'static str, String)> {
    let send = "client.messages.create(model=m, max_tokens=9, messages=[])\n";
    let ifs = lines(5000, |at| format!("    if a == {at}:\n        m = 'm{at}'\n"));
    let grown = lines(2000, |at| format!("    if a == {at}:\n        p['k{at}'] = {at}\n"));
    let wrappers = lines(300, |at| format!("def w{}(m, **kw):\n    return w{at}(m, k{at}={at}, **kw)\n", at + 1));
    let classes = lines(200, |at| {
        format!("class C{}(C{at}):\n    def go(self, m='x{at}'):\n        return super().go(m)\n", at + 1)
    });
    let mixed = lines(200, |at| format!("class C{}(C{at}, C{}):\n    pass\n", at + 1, at.saturating_sub(1)));
    let base = format!("class C0:\n    def go(self, m='a'):\n        return {send}");
    let typed = lines(300, |at| {
        format!("function w{}(m: string, o: any) {{ return w{at}(m, {{ ...o, k{at}: {at} }}); }}\n", at + 1)
    });
    let typed_send = "client.messages.create({ model: m, max_tokens: 9, messages: [], ...o })";
    let branches = lines(5000, |at| format!("  if (o === {at}) m = 'm{at}';\n"));
    let mut loops = String::from("def f(xs, m):\n");
    for at in 0..10 {
        writeln!(loops, "{}for x{at} in xs:", "    ".repeat(at + 1)).expect("a string takes everything");
    }
    vec![
        ("ifs", python(&format!("def f(a, m='claude-haiku-5-5'):\n{ifs}    {send}f(1)\n"))),
        ("grown", python(&format!("def f(a, m):\n    p = {{}}\n{grown}    client.messages.create(**p)\nf(1, 2)\n"))),
        ("wrappers", python(&format!("def w0(m, **kw):\n    return {send}{wrappers}w300('claude-haiku-5-5')\n"))),
        ("classes", python(&format!("{base}{classes}C200().go('claude-haiku-5-5')\n"))),
        ("mixed", python(&format!("{base}{mixed}C200().go('claude-haiku-5-5')\n"))),
        ("loops", python(&format!("{loops}{}{send}f([1, 2], 'claude-haiku-5-5')\n", "    ".repeat(11)))),
        (
            "ts-wrappers",
            typescript(&format!(
                "function w0(m: string, o: any) {{ return {typed_send}; }}\n{typed}w300('a', {{}});\n"
            )),
        ),
        (
            "ts-ifs",
            typescript(&format!("function f(o: any, m = 'a') {{\n{branches}  return {typed_send};\n}}\nf(1);\n")),
        ),
    ]
}

/// Policies with a wrong type in one place each, and the place.
pub fn policies() -> Vec<(&'static str, String)> {
    let places = [
        ("scan", "scan = @\n"),
        ("scan.include", "[scan]\ninclude = @\n"),
        ("scan.exclude", "[scan]\nexclude = @\n"),
        ("an excluded path", "[scan]\nexclude = [@]\n"),
        ("models", "models = @\n"),
        ("models.allow", "[models]\nallow = @\n"),
        ("an allowed model", "[models]\nallow = [@]\n"),
        ("exceptions", "[models]\nexception = @\n"),
        ("an exception", "[models]\nexception = [@]\n"),
        ("its path", "[[models.exception]]\npath = @\nallow = [\"opus\"]\nreason = \"r\"\n"),
        ("its models", "[[models.exception]]\npath = \"a\"\nallow = @\nreason = \"r\"\n"),
        ("its reason", "[[models.exception]]\npath = \"a\"\nallow = [\"opus\"]\nreason = @\n"),
        ("its end", "[[models.exception]]\npath = \"a\"\nallow = [\"opus\"]\nreason = \"r\"\nuntil = @\n"),
        ("rules", "rules = @\n"),
        ("a rule", "[rules]\nretired-model = @\n"),
        ("a rule's level", "[rules]\nretired-model = { level = @ }\n"),
        ("a rule's option", "[rules]\nuncached-system-prompt = { min-tokens = @ }\n"),
        ("overrides", "override = @\n"),
        ("an override", "override = [@]\n"),
        ("its paths", "[[override]]\npaths = @\nrules = { retired-model = \"off\" }\n"),
        ("its rules", "[[override]]\npaths = [\"a\"]\nrules = @\n"),
        ("its rule", "[[override]]\npaths = [\"a\"]\nrules = { retired-model = @ }\n"),
        ("a key that is not there", "nothing = @\n"),
        ("no TOML", "[rules\nretired-model = @\n"),
    ];
    let wrong = ["-1.5", "true", "[[[]]]", "{ a = { b = 1 } }", "1979-05-27T07:32:00Z"];
    let each = |(place, text): (&'static str, &str)| wrong.map(|value| (place, text.replace('@', value)));
    places.into_iter().flat_map(each).collect()
}
