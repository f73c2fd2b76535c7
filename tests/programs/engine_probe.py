"""What the engine promises, asserted in one mode: python engine_probe.py MODE."""

import sys

from workshop import engine

engine.patch(sys.argv[1])

order, answers = [], []


def work(name, seconds):
    engine.sleep(seconds)
    order.append(name)


def wait_until(done):
    while not done() and engine.now() < before + 30:
        engine.sleep(0.01)
    assert done()


before = engine.now()
for name, seconds in (("slow", 0.5), ("quick", 0.05)):
    engine.spawn(work, name, seconds)
wait_until(lambda: order == ["quick", "slow"])

event = engine.Event()
for _ in range(3):
    engine.spawn(lambda: answers.append(event.wait()))
engine.sleep(0.05)
assert answers == []
event.send("now")
wait_until(lambda: answers == ["now"] * 3)
assert event.wait() == "now"

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
assert 0.04 < engine.now() - before < 30
assert engine.mode() == sys.argv[1]
print("kept")
