"""Every door of the services: what it is tried with, and who may go through.

The doors stand by subject in ``tests/services/doors``.
"""

from __future__ import annotations

from tests.services.doors import calling, clients, deals, joints, law, managing, people
from tests.services.doors.one_door import Door, OpenDoor
from tests.services.one_table import one_table

_OF_PERSONS = (calling, joints, deals, clients, law)  # the other subjects name nobody yet
_SUBJECTS = (*_OF_PERSONS, people, managing)
# Doors that name something: what kind of thing, and the door.
NAMED: dict[str, tuple[str, Door]] = one_table(subject.NAMED for subject in _OF_PERSONS)
# Doors that name nothing: they answer with what is the viewer's own, or refuse.
UNNAMED: dict[str, OpenDoor] = one_table(subject.UNNAMED for subject in _SUBJECTS)
MANAGERS_ONLY = {
    "adopting.adopt",
    "adopting.may_write",
    "changing_shop.change_shop",
    "adopting.plan",
    "writing_method.adopt_draft",
    "writing_method.adopt_version",
    "writing_method.begin",
    "writing_method.changes_of",
    "writing_method.draft",
    "writing_method.file_to_write",
    "writing_method.page_to_write",
    "writing_method.plan_of",
    "writing_method.throw_away",
    "writing_method.workbench",
    "approving.approvals",
    "choosing_files.allowed_folder",
    "choosing_files.folder",
    "promising.all_callbacks",
    "promising.late_callbacks",
    "loading_registers.register_lines",
    "retaining.retain",
    "journalling.verify",
    "reporting.funnel",
    "reporting.must_say",
    "reporting_joints.joints",
    "reporting_joints.red",
    "running_lists.find_list",
    "running_lists.list_card",
    "running_lists.pause_list",
    "running_lists.resume_list",
    "running_lists.set_priority",
    "knowing_staff.staff",
    "replacing.plan",
    "replacing.replace",
    "leaving.deactivate",
    "leaving.reactivate",
    "changing_stages.plan_stages",
    "changing_stages.set_stages",
    "starting_out.newcomers",
    "staffing.add_person",
    "staffing.change_person",
    "restructuring.preview",
    "restructuring.set_structure",
    "taking_leave.be_absent",
    "taking_leave.be_back",
    "proving.evidence",
    "tightening.tighten",
    "watching.crew",
    "watching.lists",
    "counting_line.listed",
    "counting_line.count_line",
}
# Walked in test_transferring: an offer lives twenty seconds, and stands to free desks only.
LIVE = {f"transferring.{door}" for door in ("end_offer", "live_call", "offer_live", "take_live")}
# They take what only an outer door gives: a hold, a transaction.
INNER = {
    "watching.blocked_in",
    "demo_list.load_demo_list",  # of the set-up, before anybody has signed in: begun by `beginning.begin`
    "loading.load",
    "loading.remove_abandoned",
    "resuming_loads.finish_loads",
    "taking_loads_back.go_on",
    "giving.give",
    "knowing_sources.remember_columns",
    "giving.keep",
    "adding.keep_newcomer",
    "languages.foreign_to",
    "knowing_clients.habits_kept",
    "asking_for_offers.open_deal",
    "claiming.claim_in",
    "claiming.desk_for",
    "claiming.next_desk",
    "claiming.take_in",
    "consenting.note_agreed",
    "consenting.note_word",
    "erasing.erase_in",
    "looking_up.logged",
    "meeting.counts_as_contact",
    "meeting.plan_visit",
    "messaging.waiting_in",
    "passing.pass_on",
    "placing_newcomers.writer",
    "starting_out.begin_in",
    "winning.keeper_of",
    "taking_back_till.take_back_most",  # by undo, which asks whose last act it was
}
# Walked in tests of their own.
ELSEWHERE = {
    "drafting.use_kept",
    "drafting.drop_kept",
    "pausing.end",
    "starting_out.release",
    "choosing_files.file_named",
    "importing.import_list",
    "undoing_imports.undo_import",
    "resuming_loads.resume_loads",
    "importing.preview",
    "importing_till.import_till",
    "loading_registers.load_register",
    "holding_data.release",
    "pricing.import_prices",
    *LIVE,
    "looking_up.claim_found",
    "looking_up.take_incoming",
    "signing_in.set_passphrase",
}
