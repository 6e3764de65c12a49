numbers = [1_000_000, 0x10, 0o17, 0b11, 9223372036854775807, 9223372036854775808, 0xFFFFFFFFFFFFFFFFF, 1.5, 1e3, 2j]
constants = (True, False, None, ..., b"bytes", rb"raw")
signs = -1, +2, ~3, not a
math = a + b - c * d / e // f % g ** h @ i
bits = a | b & c ^ d << e
logic = a and b or c and not d
tests = [a == b, a is not b, a in b, a not in c, a <= b, a < b < c]
choice = "x" if fast else "y" if slow else None
index = table["key"][0][1:2, ::3]
chain = client.beta.messages.create(
    "positional",
    *args,
    model="claude",
    **{**defaults, "max_tokens": 5},
)
sets = {1, *more}
maps = {"a": 1, **rest, b: [*c]}
each = [f(x) for x in xs if x if y for (a, b) in x]
pairs = {k: v for k, v in d.items()}
lazy = sum(x async for x in stream())
distinct = {*a} | {x for x in y}
named = (n := len(a))
call = (lambda x, *y, z=1, **w: x + z)(1)
double = lambda v: 2 * v
self.hook = lambda: 0
waiting = (await fetch())(1)
annotated: Callable[[int], str] = lambda i: str(i)
nested = lambda: lambda: deep()
empty = f()
