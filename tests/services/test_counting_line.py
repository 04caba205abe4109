"""The whole line counted: the same figures as somebody would count who goes from contact to contact."""

from __future__ import annotations

from pipeline_tui.services import counting_line, running_lists, watching
from tests.shops import Line


def _by_hand(line: Line) -> dict[int, tuple[int, int, int]]:
    """Return who is on each list, who of them was called and who handed over, one contact after the other."""
    shown = {row[0]: row[1] or row[0] for row in line.all("SELECT id, joins FROM list")}
    on: dict[int, set[int]] = {}
    for list_id, contact in (
        *line.all("SELECT list_id, contact_id FROM list_member"),
        *line.all("SELECT list_id, contact_id FROM position WHERE list_id IS NOT NULL"),
    ):
        on.setdefault(shown[list_id], set()).add(contact)
    called = {row[0] for row in line.all("SELECT contact_id FROM call WHERE undone = 0")}
    handed = {
        row[0]
        for row in line.all("SELECT contact_id FROM hand_off WHERE state <> 'undone' AND kind <> 'base'")
    }
    return {one: (len(who), len(who & called), len(who & handed)) for one, who in on.items()}


def test_every_list_is_counted_as_by_hand(line: Line) -> None:
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    salon, fair, new = (line.a_list(name) for name in ("Salon", "Fair", "New"))
    contacts = [line.contact(name, list_id=salon) for name in "ABCDE"]
    line.contact("F", list_id=fair)
    rows = (
        *((salon, at, one) for at, one in enumerate(contacts[:3])),
        *((salon, 10, contacts[0]), (salon, 11, contacts[0])),  # twice in its own file
        *((fair, 1, contacts[0]), (fair, 2, contacts[3]), (new, 1, contacts[1]), (new, 2, contacts[4])),
    )
    for _ in range(2):
        line.end(sam, "no-answer")
    line.end(sam, "refused")
    undone = line.call(sam)
    with line.shop.store.act() as tx:
        for list_id, row_no, contact in rows:
            tx.run(
                "INSERT INTO list_member (list_id, row_no, contact_id) VALUES (:l, :r, :c)",
                {"l": list_id, "r": row_no, "c": contact},
            )
        tx.run("UPDATE list SET joins = :salon WHERE id = :new", {"salon": salon, "new": new})
        tx.run("UPDATE position SET list_id = :new WHERE contact_id = :c", {"new": new, "c": contacts[4]})
        tx.run("UPDATE call SET undone = 1 WHERE contact_id = :c", {"c": undone.contact_id})
    counted = counting_line.count_line(line.shop, mona)
    figures = {one.id: (one.contacts, one.called, one.handed_off) for one in counted.lists if one.contacts}
    assert figures == _by_hand(line)
    assert figures[salon][:2] == (5, 3)
    assert counted.lists == watching.lists(line.shop, mona)
    assert counted.queue == watching.blockers(line.shop, mona)
    for one in counted.lists:
        assert running_lists.list_card(line.shop, mona, one.id).line == one


def test_lists_stand_there_before_anybody_is_counted(line: Line) -> None:
    mona, salon = line.viewer("Mona"), line.a_list("Salon", priority=2)
    line.contact("A", list_id=salon)
    listed = counting_line.listed(line.shop, mona)
    first = listed[0]
    assert (first.name, first.priority, first.contacts, first.counted) == ("Salon", 2, 0, False)
    running_lists.pause_list(line.shop, mona, salon, act=line.act())
    counted = counting_line.count_line(line.shop, mona)
    running_lists.resume_list(line.shop, mona, salon, act=line.act())
    shown = counted.on(counting_line.listed(line.shop, mona))
    # As it stands now, with the figures of when they were counted.
    assert (shown[0].state, shown[0].contacts, shown[0].counted) == ("active", 1, True)
