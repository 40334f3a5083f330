"""What one transaction says, and when."""

import time
from collections.abc import Callable

import pytest
from django.db import transaction

from tests.live.broker import Broker
from tests.live.conftest import Hear
from venue.live import announce_on_commit, broker, close_on_commit

pytestmark = pytest.mark.django_db(transaction=True)
Ears = Callable[[str], Hear]


def test_all_that_a_transaction_changed_is_one_announcement(hear: Ears) -> None:
    said = hear("changed")
    with transaction.atomic():
        announce_on_commit("occupancy", "sitting:12")
        announce_on_commit("occupancy", "order:abc")
        assert said() == []
    assert said() == ["occupancy sitting:12 order:abc"]


def test_a_change_that_was_rolled_back_is_not_told(hear: Ears) -> None:
    said = hear("changed")
    with transaction.atomic():
        announce_on_commit("occupancy")
        transaction.set_rollback(True)
    assert said() == []


def test_a_savepoint_rolled_back_does_not_take_the_news_of_others_with_it(hear: Ears) -> None:
    said = hear("changed")
    with transaction.atomic():
        with transaction.atomic():
            with transaction.atomic():
                announce_on_commit("sitting:1")
            announce_on_commit("sitting:2")
            transaction.set_rollback(True)
        announce_on_commit("sitting:3")
    assert said() == ["sitting:3"]


def test_news_after_a_closed_savepoint_outlive_it(hear: Ears) -> None:
    said = hear("changed")
    with transaction.atomic():
        with transaction.atomic():
            announce_on_commit("sitting:1")
        announce_on_commit("sitting:2")
    assert said() == ["sitting:1", "sitting:2"]


def test_closing_has_a_channel_of_its_own(hear: Ears) -> None:
    said = hear("control")
    with transaction.atomic():
        close_on_commit("device:7d4f")
        announce_on_commit("occupancy")
    assert said() == ["device:7d4f"]


def test_nothing_to_say_is_nothing_said(hear: Ears) -> None:
    said = hear("changed")
    announce_on_commit()
    assert said() == []


def test_a_dead_broker_neither_raises_nor_waits(mortal_broker: Broker, caplog: pytest.LogCaptureFixture) -> None:
    mortal_broker.kill()
    began = time.monotonic()
    for _ in range(200):
        announce_on_commit("occupancy")
    assert time.monotonic() - began < 1
    assert [record.message for record in caplog.records if record.name == "venue.live.broker"] == [
        "the broker is away, news are late: ConnectionError"
    ]


def test_a_broker_that_comes_back_is_spoken_to_again(mortal_broker: Broker, hear: Ears) -> None:
    announce_on_commit("occupancy")
    mortal_broker.kill()
    announce_on_commit("occupancy")
    mortal_broker.start()
    time.sleep(broker.AWAY_S)
    said = hear("changed")
    announce_on_commit("sitting:5")
    assert said() == ["sitting:5"]
