"""What technicians can do: sent by the number that technicians show, listed by its name."""

from typing import Final

from sandbox.servicetitan.api.box import Box, Call
from sandbox.servicetitan.api.messages import Response, not_found
from sandbox.servicetitan.api.rules.common import must_know, rows_where
from sandbox.servicetitan.api.writes import add, answer

CREW, SKILLS = "settings/technicians", "dispatch/technician-skills"
KEY: Final = "skill-{}"


def create_skill(call: Call) -> Response:
    must_know(call.box, CREW, [call.body["technicianId"]], "technicianId")
    fields = {**call.body, "id": KEY.format(call.box.new_id())}
    return answer(call, add(call.box, SKILLS, **fields))


def known(box: Box) -> dict[int, str]:
    """The name of every skill that somebody has, by its number; a name may have several."""
    held = box.table(CREW).column("skills")
    return {skill["id"]: skill["name"] for one in held for skill in one or []}


def update_skills(call: Call) -> Response:
    """Adds what was sent to what the technician can do, or puts it in its place."""
    box, owner = call.box, call.body["technicianId"]
    must_know(box, CREW, [owner], "technicianId")
    names = known(box)
    unknown = [key for key in call.body["skillIds"] if key not in names]
    if unknown:
        raise not_found(f"The skill {unknown[0]} was not found.")
    wanted = {names[key] for key in call.body["skillIds"]}
    held = {row["name"]: row for row in rows_where(box, SKILLS, "technicianId", owner)}
    for name in held.keys() - wanted if call.body["replaceExistingSkills"] else ():
        box.table(SKILLS).remove(held.pop(name)["id"])
    for name in sorted(wanted - held.keys()):
        fields = {"id": KEY.format(box.new_id()), "technicianId": owner, "jobTypeIds": []}
        held[name] = add(box, SKILLS, name=name, **fields)
    return answer(call, {"updated": True, "technicianSkills": list(held.values())})


RULES = {f"POST {SKILLS}": create_skill, f"PATCH {SKILLS}": update_skills}
