"""Technicians' skills: new ones, and those given to a technician."""

from typing import Final

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.messages import Response, not_found
from sandbox.servicetitan.api.rules.common import must_know, rows_where
from sandbox.servicetitan.api.writes import add, answer, save

SKILLS: Final = "dispatch/technician-skills"


def create_skill(call: Call) -> Response:
    must_know(call.box, "settings/technicians", [call.body["technicianId"]], "technicianId")
    return answer(call, add(call.box, SKILLS, **{**call.body, "id": str(call.box.new_id())}))


def give_skills(call: Call) -> Response:
    """Ids of skills are numbers where they are sent and texts where they are listed."""
    box, body = call.box, call.body
    technician, wanted = body["technicianId"], [str(one) for one in body["skillIds"]]
    must_know(box, "settings/technicians", [technician], "technicianId")
    for key in wanted:
        if box.table(SKILLS).get(key) is None:
            raise not_found(f"Skill {key} was not found.")
    for row in rows_where(box, SKILLS, "technicianId", technician):
        if body["replaceExistingSkills"] and row["id"] not in wanted:
            box.table(SKILLS).remove(row["id"])
    for key in wanted:
        save(box, SKILLS, (box.table(SKILLS).get(key) or {}) | {"technicianId": technician})
    held = rows_where(box, SKILLS, "technicianId", technician)
    return answer(call, {"updated": True, "technicianSkills": held})


RULES = {f"POST {SKILLS}": create_skill, f"PATCH {SKILLS}": give_skills}
