"""What the shell answers about the shop: its file, its lists, its method, its reports."""

from __future__ import annotations

from typing import Any

from pipeline_tui.domain import (
    backups,
    examination,
    import_columns,
    import_report,
    joint_report,
    list_card,
    list_states,
    loads,
    method_changes,
    method_news,
    method_versions,
    must_say,
    red_list,
    shares,
    shop,
    shop_settings,
)
from scripts.references.answers.shapes import PEOPLE

ANSWERS = {
    "init": "`workspace`, `firm`, `trade`, `country`, `structure`, `language`, `zone`, `hours`, "
    "`currency`, `goal`, `practice`, `people` (" + PEOPLE + ")",
    "demo": "the same as `init`",
    "practice": "an array of `call`, `title`, `points` and the parts of the score, each as got and of "
    "how many; with `--list`, of `call`, `title`, `script`",
    "lists import": "*ImportReport*; every verdict has an `id`, its row",
    "lists show": "an array of *ListLine*; with a name, *ListCard*",
    "lists pause": "*ListLine*",
    "lists resume": "*ListLine*",
    "lists priority": "*ListLine*",
    "lists undo": "*ImportUndone*",
    "report funnel": "an array of *FunnelRow*",
    "report farming": "an array of *FarmingRow*",
    "report occasions": "an array of `id`, `client`, `name`, `on`, `in_days`, `why`, `last`",
    "report joints": "an array of *JointRow*",
    "report red": "`counts`, a count for each kind; `lines`, an array of *RedLine*",
    "report forecast": "an array of *Forecast*",
    "report must-say": "an array of *MustSayRow*",
    "playbook list": "an array: `trade`, `name`, `structure`, `version`, `languages`, `scripts`, `cards`",
    "playbook check": "`playbooks`, `findings`: `playbook`, `file`, `line`, `text`; exit code 1 with any",
    "playbook adopt": "*Adopted*; with `--preview` `number`, `before`, `changed`, `warnings`, and `gaps`: "
    "`refers`, `code`, `count`, `weight` (refused, asked, told)",
    "playbook versions": "an array of *MethodVersion*",
    "playbook diff": "`from`, `to`; `files`, an array of *FileChange*",
    "playbook preview": "the script: `id`, `title`, `language`, `version`, `steps`; a terminal opens it",
    "playbook news": "*NewInMethod*; exit code 1 when nothing is new",
    "playbook edit": "`draft`, `files`, `changed`, `findings`; exit code 1 with any finding",
    "playbook show": "as one of `playbook list`; with a page `page`, `language`, `text`",
    "shop show": "`hours`, `goal`",
    "shop set": "*ShopChanged*",
    "backup": "*Backup*",
    "restore": "*Restored*",
    "doctor": "*Examination*",
}
RECORDS: tuple[type[Any], ...] = (
    *(import_report.ImportReport, import_report.RowVerdict),
    loads.ImportUndone,
    import_columns.ColumnUse,
    *(list_card.ListCard, list_card.StageCounts, list_card.ListLoad),
    list_states.StoppedList,
    *(shop.ListLine, shop.FunnelRow),
    *(shop_settings.ShopChanged, shop_settings.ShopSettings),
    must_say.MustSayRow,
    joint_report.JointRow,
    red_list.RedLine,
    shares.Share,
    *(method_versions.MethodVersion, method_versions.Adopted),
    method_news.NewInMethod,
    *(method_changes.FileChange, method_changes.ChangedLine),
    *(backups.Backup, backups.Restored),
    *(examination.Examination, examination.Check),
)
# Named in the answers beside the record's own fields.
ALSO: dict[str, str] = {
    "FunnelRow": "and `id`, the step",
    "MustSayRow": "and `id`; `share` is of `not_said` in `passed`, from 0 to 1, or null",
    "JointRow": "and `id`, the joint and the two names",
    "Check": "and `id`, the name",
}
