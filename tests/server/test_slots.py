"""The queue: bounded, fair, and nothing in it is lost when somebody leaves."""

from __future__ import annotations

import asyncio

import pytest

from rewriter.server.slots import QueueFull, Slots


def test_users_take_turns():
    async def play() -> list[str]:
        slots, served = Slots(["model"], 10), []
        held = await slots.acquire("anna")

        async def one(user: str, name: str) -> None:
            thing = await slots.acquire(user)
            served.append(name)
            slots.release(thing)

        tasks = [asyncio.create_task(one(u, n)) for u, n in [("anna", "a1"), ("anna", "a2"), ("anna", "a3"), ("boris", "b1"), ("clara", "c1"), ("boris", "b2")]]
        await asyncio.sleep(0)
        assert (slots.waiting, slots.busy) == (6, 1)
        slots.release(held)
        await asyncio.gather(*tasks)
        assert (slots.waiting, slots.busy) == (0, 0)
        return served

    assert asyncio.run(play()) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_one_too_many_is_told_at_once_when_to_come_back():
    async def play() -> int:
        slots = Slots(["model"], 1)
        await slots.acquire("anna")
        waiting = asyncio.create_task(slots.acquire("boris"))
        await asyncio.sleep(0)
        with pytest.raises(QueueFull, match="Повторите через 10 с") as full:
            await slots.acquire("clara")
        waiting.cancel()
        return full.value.seconds

    assert asyncio.run(play()) == 10


@pytest.mark.parametrize("given_first", [False, True])
def test_who_leaves_the_queue_takes_nothing_along(given_first: bool):
    async def play() -> None:
        slots = Slots(["model"], 5)
        held = await slots.acquire("anna")
        leaving = asyncio.create_task(slots.acquire("boris"))
        staying = asyncio.create_task(slots.acquire("boris"))
        await asyncio.sleep(0)
        if given_first:
            slots.release(held)  # its turn has come, and in the same step it is cancelled
            leaving.cancel()
        else:
            leaving.cancel()
            await asyncio.sleep(0)
            slots.release(held)
        assert await asyncio.wait_for(staying, 1) == "model"
        slots.release("model")
        assert (slots.waiting, slots.busy) == (0, 0)

    asyncio.run(play())
