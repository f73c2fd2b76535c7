"""What the engine promises, asserted in one mode: python engine_probe.py MODE."""

import sys

from workshop import engine

engine.patch(sys.argv[1])

order = engine.Queue()


def work(name, seconds):
    engine.sleep(seconds)
    order.put(name)


for name, seconds in (("slow", 0.2), ("quick", 0.05)):
    engine.spawn(work, name, seconds)
assert [order.get(timeout=5), order.get(timeout=5)] == ["quick", "slow"]
try:
    order.get(timeout=0.05)
    raise AssertionError("an empty queue gave something")
except engine.Empty:
    pass
order.put(1)
order.put(2)
assert len(order) == 2
assert order.drain() == [1, 2]
assert order.drain() == []

event, answers = engine.Event(), engine.Queue()
for _ in range(3):
    engine.spawn(lambda: answers.put(event.wait()))
engine.sleep(0.05)
event.send("now")
assert [answers.get(timeout=5) for _ in range(3)] == ["now"] * 3
assert event.wait() == "now"

failing = engine.Event()
failing.fail(LookupError("gone"))
try:
    failing.wait()
    raise AssertionError("the failure was lost")
except LookupError:
    pass
try:
    engine.Event().wait(timeout=0.05)
    raise AssertionError("nothing was sent")
except TimeoutError:
    pass

assert engine.in_thread(sum, [1, 2, 3]) == 6
try:
    engine.in_thread(int, "x")
    raise AssertionError("the exception was lost")
except ValueError:
    pass

before = engine.now()
engine.sleep(0.05)
assert 0.04 < engine.now() - before < 2
assert engine.mode() == sys.argv[1]
print("kept")
