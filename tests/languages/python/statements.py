import a.b, c.d as e, f
from m import *
from . import sibling
from ..pkg.sub import name as other, plain

first = second = 1
x: int = 3
y: "str"
a, (b, *rest), [c] = f()
self.model, table["key"] = "m", 2
count += 1
settings |= {"a": 1}
type Alias = list[int]

if first:
    one()
elif second:
    two()
else:
    three()

for i, j in pairs():
    if i:
        continue
    break
else:
    none_left()
while first < 3:
    step()
while True:
    forever()
while 1:
    pass

try:
    risky()
except (ValueError, KeyError) as error:
    raise RuntimeError("no") from wrap(error)
except OSError:
    raise
else:
    fine()
finally:
    close()

with open("a") as handle, lock:
    read(handle)
with (
    client.messages.stream(model="m") as stream,
    tracer(),
):
    pass

match command:
    case "go" | "run":
        go()
    case 3 as number if allowed(number):
        three()
    case None:
        nothing()
    case Point(x=px, y=0) | [px, *_]:
        point()
    case {"kind": kind, **others}:
        mapping()
    case other:
        default()
match command:
    case -1:
        minus()
    case Color.RED:
        red()
    case _:
        pass

assert check(x), message()
del x, table["key"]
global_name: Final = "v"
