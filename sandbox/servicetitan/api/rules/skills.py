"""Technicians' skills: new ones, those given to a technician, those taken away."""

from typing import Final

from sandbox.servicetitan.api.box import Box, Call
from sandbox.servicetitan.api.messages import Response, not_found
from sandbox.servicetitan.api.rules.common import row_of, rows_where
from sandbox.servicetitan.api.writes import add, answer, change, save

SKILLS: Final = "dispatch/technician-skills"


def follow(box: Box, *technicians: int) -> None:
    """A technician's own record names the skills that he or she has now."""
    for technician in technicians:
        held = rows_where(box, SKILLS, "technicianId", technician)
        skills = [{"id": int(row["id"]), "name": row["name"]} for row in held if row["active"]]
        change(box, "settings/technicians", technician, skills=skills)


def create_skill(call: Call) -> Response:
    key = str(call.box.new_id())
    made = add(call.box, SKILLS, **{"jobTypeIds": [], **call.body, "id": key})
    follow(call.box, made["technicianId"])
    return answer(call, made)


def give_skills(call: Call) -> Response:
    """Ids of skills are numbers where they are sent and texts where they are listed."""
    box, body = call.box, call.body
    technician, wanted = body["technicianId"], [str(one) for one in body["skillIds"]]
    rows = [box.table(SKILLS).get(key) for key in wanted]
    for key, row in zip(wanted, rows, strict=True):
        if row is None:
            raise not_found(f"Skill {key} was not found.")
    for row in rows_where(box, SKILLS, "technicianId", technician):
        if body["replaceExistingSkills"] and row["id"] not in wanted:
            box.table(SKILLS).remove(row["id"])
    for row in rows:
        if row:
            save(box, SKILLS, row | {"technicianId": technician})
    before = {row["technicianId"] for row in rows if row}
    follow(box, *before | {technician})
    held = rows_where(box, SKILLS, "technicianId", technician)
    return answer(call, {"updated": True, "technicianSkills": held})


def delete_skill(call: Call) -> Response:
    row = row_of(call, SKILLS)
    save(call.box, SKILLS, row | {"active": False})
    follow(call.box, row["technicianId"])
    return answer(call, {"id": row["id"]})


RULES = {
    f"POST {SKILLS}": create_skill,
    f"PATCH {SKILLS}": give_skills,
    f"DELETE {SKILLS}/{{id}}": delete_skill,
}
