import anthropic
client = anthropic.Anthropic()
print "legacy"
try:
    old = 0777
except ValueError, error:
    raise Exception, "legacy too"
def f(q:
    return client.messages.create(model="a", max_tokens=1)
call(a, b
def g():
    x = "unclosed
    return client.messages.create(model="b", max_tokens=2)
class C(
    def method(self):
        if :
            return client.messages.create(model="c", max_tokens=3)
value = [1, 2
client.messages.create(model="d", max_tokens=4)
!ls
