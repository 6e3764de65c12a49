plain = "a\tb\u00e9\x41"
raw = r"a\tb"
empty = ""
long = """first
second"""
joined = "one " 'two ' """three"""
name = f"hello {user.name}!"
mixed = "a" f"{b}" "c" f"d{{}}e"
spec = f"{now:%Y-%m-%d} {x!r} {y!s:>{width}} {z=} {w = :.2f}"
nested = f"{f'{inner}' + f"{"same"}"}"
multi = f"""
  {table["key"]} and {call(a, b="c")}
"""
only = f"{x}"
template = t"a{b}c"
data = b"a" b"b"
concatenated = (
    "line one\n"
    f"line {two}\n"
    "line three\n"
)
unicode_name = "\N{BULLET}é"
