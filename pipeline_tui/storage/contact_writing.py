"""Writes new lists and contacts, each with its position; the place in the queue is settled by the caller."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import likeness, notes
from pipeline_tui.storage.rights import grant
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.contacts import ContactRow, FirmRow, ListRow


def add_list(
    tx: Tx,
    name: str,
    *,
    source: str,
    now: datetime,
    operator_id: int | None,
    state: str = "active",
    priority: int = 5,
) -> int:
    """Make a list and return its id; of priorities 1 is called first, 9 last."""
    return tx.insert(
        ListRow,
        name=name,
        folded=fold(name),
        source=source,
        state=state,
        priority=priority,
        created_at=now,
        created_by=operator_id,
    )


def list_named(tx: Tx, name: str) -> int | None:
    """Return the id of the list with this name, as typed."""
    found = tx.value("SELECT id FROM list WHERE folded = :folded", {"folded": fold(name)})
    return int(found) if found is not None else None


def firm_id(tx: Tx, name: str, city: str) -> int:
    """Return the id of a firm, made when it is new."""
    found = tx.value("SELECT id FROM firm WHERE folded = :folded", {"folded": fold(name)})
    if found is not None:
        return int(found)
    return tx.insert(FirmRow, name=name, folded=fold(name), city=city)


def add_contact(
    tx: Tx,
    new: NewContact,
    *,
    list_id: int,
    now: datetime,
    operator_id: int | None,
    act: str,
    stage: Stage = Stage.SCOUTING,
    owner_id: int | None = None,
) -> int:
    """Store a contact with numbers, e-mails, grounds and position, and return its id."""
    firm = firm_id(tx, new.firm, new.city) if new.firm else None
    contact_id = tx.insert(
        ContactRow,
        civility=new.civility,
        first_name=new.first_name,
        last_name=new.last_name,
        folded=fold(f"{new.last_name} {new.first_name}"),
        language=new.language,
        firm_id=firm,
        firm_role=new.firm_role,
        audience=new.audience.value if new.audience else "",
        country=new.country,
        address=new.address,
        postcode=new.postcode,
        city=new.city,
        zone=new.zone,
        region=new.region,
        preferred_hours=new.preferred_hours,
        source=new.source,
        hot=int(new.hot),
        created_at=now,
        created_by=operator_id,
        version=1,
    )
    tx.many(
        """INSERT INTO number (contact_id, e164, extension, kind, holder, place, unusual, zones)
           VALUES (:contact, :e164, :extension, :kind, :holder, :place, :unusual, :zones)""",
        [
            {
                "contact": contact_id,
                "e164": number.e164,
                "extension": number.extension,
                "kind": number.kind,
                "holder": number.holder,
                "place": place,
                "unusual": int(number.unusual),
                "zones": ",".join(number.zones),
            }
            for place, number in enumerate(new.numbers)
        ],
    )
    tx.many(
        "INSERT INTO email (contact_id, address) VALUES (:contact, :address)",
        [{"contact": contact_id, "address": address} for address in new.emails],
    )
    for basis in new.bases:
        grant(
            tx,
            contact_id,
            basis.kind,
            now,
            act=act,
            operator_id=operator_id,
            purpose=basis.purpose,
            channel=basis.channel,
            evidence=basis.evidence,
            given_at=basis.given_at,
            expires_at=basis.expires_at,
        )
    if new.note:
        notes.write(tx, operator_id or 1, contact_id, stage, new.note, now)
    tx.run(
        """INSERT INTO position (contact_id, stage, owner_id, list_id, firm_id, band, blocker, attempts,
             promise, lease_kind, version)
           VALUES (:contact, :stage, :owner, :list, :firm, 2, '', 0, '', '', 1)""",
        {"contact": contact_id, "stage": stage.value, "owner": owner_id, "list": list_id, "firm": firm},
    )
    likeness.enter(tx, contact_id)
    return contact_id


def link_to_list(tx: Tx, list_id: int, row_no: int, contact_id: int) -> None:
    """Remember which row of which list a contact came from."""
    tx.run(
        """INSERT INTO list_member (list_id, row_no, contact_id) VALUES (:list, :row, :contact)""",
        {"list": list_id, "row": row_no, "contact": contact_id},
    )
