# A comment at the top.
"""Docstring."""


@retry(times=3)
@app.post("/ask")
async def ask(question: str, /, model="m", *parts, top: int = 1, **options) -> str:
    """What it does."""
    global COUNT  # beside code

    def inner(x=lambda: question):
        nonlocal question
        yield x
        yield from x

    return await call(inner)


def plain(): return 1


@dataclass(frozen=True)
class Settings(Base, metaclass=Meta, total=False, **extra):
    model: str = "claude"
    limit: int
    KINDS = ("a", "b")
    field = make()

    def __init__(self, model):
        self.model = model

    def __new__(cls):
        return object.__new__(cls)

    @staticmethod
    def build(): pass

    @classmethod
    def default(cls): return cls("m")

    @property
    def name(self): return self.model

    @name.setter
    def name(self, value): self.model = value

    @functools.cached_property
    def client(self): return make()

    if DEBUG:
        def debug(self): pass

    class Config:
        extra = "forbid"

        def nested(self):
            class Local:
                def method(self): pass

            return Local


def generic[T: int](value: T) -> list[T]:
    # last
    return [value]
