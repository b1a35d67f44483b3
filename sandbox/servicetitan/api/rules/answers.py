"""Small rules: capacity, shifts, ratings, account actions, opt-outs, answers that wrap or read."""

from collections.abc import Iterator
from datetime import MINYEAR, datetime, timedelta
from typing import Any

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.documents import sampled, write_document
from sandbox.servicetitan.api.lists import check_parents
from sandbox.servicetitan.api.messages import Response, conflict, invalid, json_response
from sandbox.servicetitan.api.rules.common import must_know, row_of, rows_where
from sandbox.servicetitan.api.writes import add, answer, change, merged, save
from sandbox.servicetitan.company import clock
from sandbox.servicetitan.company.calendar import WINDOWS, on_duty
from sandbox.servicetitan.company.reference import BUSINESS_UNITS
from sandbox.servicetitan.company.staff import trade_of

SHIFTS, RATINGS = "dispatch/technician-shifts", "customer-interactions/technician-ratings"
MOST_DAYS = 60
REPEATS = {"Daily": clock.DAY, "Weekly": 7 * clock.DAY}
LONGEST_REPEATED = 366 * clock.DAY
FLEET_AGE = 7 * clock.DAY
HOURS = [{"fromHour": 8, "toHour": 17}]


def capacity(call: Call) -> Response:
    """Free crew per arrival window: those of the trade on duty, less those already sent."""
    box, body = call.box, call.body
    start, end = clock.parse(body["startsOnOrAfter"]), clock.parse(body["endsOnOrBefore"])
    if end <= start:
        raise invalid({"endsOnOrBefore": ["The end must be after the start."]})
    if start.year == MINYEAR:  # what a client sends that leaves the field as it was made
        raise invalid({"startsOnOrAfter": ["The start is out of range."]})
    units = body.get("businessUnitIds") or [
        row["id"] for row in box.company.fixed["settings/business-units"]
    ]
    busy = busy_hours(box, start, end)
    first, days = start.astimezone(clock.ZONE).date(), min((end - start).days + 1, MOST_DAYS)
    rows = [
        window(box, at, hour, units, busy)
        for at in (first + timedelta(days=n) for n in range(days))
        for hour in WINDOWS
        if start.timestamp() <= clock.at(at, hour) < end.timestamp()
    ]
    return json_response({"timeStamp": box.stamp(), "availabilities": rows})


def busy_hours(box: Box, start: datetime, end: datetime) -> set[tuple[int, str]]:
    """Technician and start of every appointment in the span."""
    visits = box.table("jpm/appointments")
    starts, states = visits.column("start"), visits.column("status")
    low, high = clock.stamp(start.timestamp()), clock.stamp(end.timestamp())
    inside = {
        visits.ids[p]: starts[p]
        for p in visits.places()
        if low <= starts[p] < high and states[p] != "Canceled"
    }
    crew = box.table("dispatch/appointment-assignments")
    who, where, live = (
        crew.column("technicianId"),
        crew.column("appointmentId"),
        crew.column("active"),
    )
    return {(who[p], inside[where[p]]) for p in crew.places() if live[p] and where[p] in inside}


def window(box: Box, day: Any, hour: int, units: list[int], busy: set[tuple[int, str]]) -> Row:
    opens = clock.stamp(clock.at(day, hour))
    trades = {
        BUSINESS_UNITS[n][1]
        for n, row in enumerate(box.company.fixed["settings/business-units"])
        if row["id"] in units
    }
    crew = [
        {
            "id": row["id"],
            "name": row["name"],
            "status": "Unavailable" if (row["id"], opens) in busy else "Available",
            "hasRequiredSkills": True,
        }
        for n, row in enumerate(box.company.fixed["settings/technicians"])
        if trade_of(n) in trades and on_duty(n, day)
    ]
    free = sum(one["status"] == "Available" for one in crew)
    return {
        "start": f"{day.isoformat()}T{hour:02d}:00:00",
        "end": f"{day.isoformat()}T{hour + 2:02d}:00:00", "startUtc": opens,
        "endUtc": clock.stamp(clock.at(day, hour + 2)), "businessUnitIds": units,
        "totalAvailability": 2.0 * len(crew),
        "openAvailability": 2.0 * free, "technicians": crew, "isAvailable": free > 0,
        "isExceedingIdealBookingPercentage": free * 5 < len(crew),
    }  # fmt: skip


def read_by_post(call: Call) -> Response:
    """POSTs that read: an answer from the schema, stamped with this moment."""
    made = sampled(call)
    if isinstance(made, dict) and "timeStamp" in made:
        made["timeStamp"] = call.box.stamp()
    return json_response(made)


def fleet(call: Call) -> Response:
    """Fleet data of one day at most, for up to 50 vehicles, paged in the body."""
    body, limits = call.body, call.route.operation.limits
    start, end = clock.parse(body["startTime"]), clock.parse(body["endTime"])
    if end.timestamp() > call.box.now() - FLEET_AGE:
        raise invalid({"endTime": ["Only data older than 7 days is available."]})
    if end - start > timedelta(hours=limits.get("maxWindowHours", 24)):
        raise invalid({"endTime": ["The window is too long."]})
    if len(body["vins"]) > limits.get("maxVins", 50):
        raise invalid({"vins": ["Too many vehicles."]})
    made = sampled(call)
    paging = body["pagination"]
    return json_response(
        {
            **made,
            "page": paging["pageNumber"],
            "pageSize": paging["pageSize"],
            "hasMore": False,
            "totalCount": len(made["data"]),
        }
    )


def create_shifts(call: Call) -> Response:
    """One shift per technician and repetition, up to the last day of these."""
    box, body = call.box, call.body
    fields = {name: body.get(name) for name in ("shiftType", "title", "note", "timesheetCodeId")}
    rows = [
        add(box, SHIFTS, technicianId=technician, start=start, end=end, **fields)
        for technician in body["technicianIds"]
        for start, end in _repeated(body)
    ]
    return answer(call, {"created": True, "technicianShifts": rows})


def _repeated(body: Row) -> Iterator[tuple[str, str]]:
    """When a shift begins and ends, once or every so many days or weeks up to a last day."""
    yield body["start"], body["end"]
    step = REPEATS.get(body["repeatType"], 0) * (body.get("repeatInterval") or 1)
    if not step or not body.get("repeatEndDate"):
        return
    first, last, until = (
        int(clock.parse(body[name]).timestamp()) for name in ("start", "end", "repeatEndDate")
    )
    for later in range(step, min(until - first, LONGEST_REPEATED) + 1, step):
        yield clock.stamp(first + later), clock.stamp(last + later)


def update_shift(call: Call) -> Response:
    row = save(call.box, SHIFTS, merged(row_of(call, SHIFTS), call.body))
    return answer(call, {"technicianShifts": [row]})


def delete_shifts(call: Call) -> Response:
    """The shifts that begin in a span and are still there."""
    table = call.box.table(SHIFTS)
    low, high = clock.key(call.body["start"]), clock.key(call.body["end"])
    starts, active = table.column("start"), table.column("active")
    gone = [
        table.ids[place]
        for place in table.places()
        if active[place] and low <= clock.key(starts[place]) < high
    ]
    for key in gone:
        change(call.box, SHIFTS, key, active=False)
    return json_response({"message": f"{len(gone)} deleted", "deletedIds": gone})


def rate(call: Call) -> Response:
    """One rating per technician and job; a second one replaces the first."""
    body = {**call.path, **call.body}
    must_know(call.box, "settings/technicians", [body["technicianId"]], "technicianId")
    must_know(call.box, "jpm/jobs", [body["jobId"]], "jobId")
    score = body.get("rating", body.get("value"))
    for row in rows_where(call.box, RATINGS, "jobId", body["jobId"]):
        if row["technicianId"] == body["technicianId"]:
            return answer(call, save(call.box, RATINGS, row | {"rating": score}))
    return answer(
        call,
        add(
            call.box, RATINGS, technicianId=body["technicianId"], jobId=body["jobId"], rating=score
        ),
    )


def account_action(call: Call) -> Response:
    row = row_of(call, call.route.parent_tables["id"])
    if call.body["action"] in {"Activate", "Deactivate"}:
        change(
            call.box,
            call.route.parent_tables["id"],
            row["id"],
            active=call.body["action"] == "Activate",
        )
    return json_response({"status": "Success"})


def activate_window(call: Call) -> Response:
    change(
        call.box,
        "dispatch/arrival-windows",
        row_of(call, "dispatch/arrival-windows")["id"],
        active=call.body["isActive"],
    )
    return Response()


def business_hours(call: Call) -> Response:
    held = call.box.documents.get("business-hours") or {
        "weekdays": HOURS,
        "saturday": HOURS,
        "sunday": [],
    }
    return json_response(held)


def set_business_hours(call: Call) -> Response:
    call.box.documents["business-hours"] = call.body
    return json_response(call.body)


def tracking(call: Call) -> Response:
    must_know(call.box, "jpm/appointments", [call.query["appointmentId"]], "appointmentId")
    return json_response(
        {
            "technicianTrackingUrl": f"https://track.example/{call.query['appointmentId']}/{call.query['technicianId']}"
        }
    )


def opted_out(call: Call) -> list[Row]:
    held = call.box.documents.setdefault("opt-outs", {"8135550199": "Global"})
    return [{"contactNumber": number, "optOutType": kind} for number, kind in held.items()]


def opt_outs(call: Call) -> Response:
    wanted = (call.body or {}).get("contactNumbers")
    return json_response(
        {
            "data": [
                row for row in opted_out(call) if wanted is None or row["contactNumber"] in wanted
            ]
        }
    )


def opt_out(call: Call) -> Response:
    opted_out(call)
    for number in call.body["contactNumbers"]:
        call.box.documents["opt-outs"][number] = call.body["optOutType"]
    return json_response(
        {
            "data": [
                {"contactNumber": number, "status": "Ok"} for number in call.body["contactNumbers"]
            ]
        }
    )


def suppress(call: Call) -> Response:
    """Suppressions are found by address."""
    table = call.box.table("marketing/suppressions")
    for email in call.body["emails"]:
        row = table.get(email) or {
            "id": call.box.new_id(),
            "email": email,
            "createdOn": call.box.stamp(),
        }
        active = call.route.segments[-1] == "suppress"
        save(
            call.box,
            table,
            row | {"active": active, "reason": call.body.get("reason", row.get("reason"))},
        )
    return Response()


def wrapped(call: Call) -> Response:
    """Markup answers put the row under `data`."""
    table = call.box.table(call.route.table)
    if call.route.operation.verb == "POST":
        key = call.body["id"] or call.box.new_id()
        if key in table.at:
            raise conflict(f"id {key} is taken.")
        row = save(call.box, table, call.body | {"id": key})
    else:
        row = row_of(call, table.name)
        row = save(call.box, table, row | call.body | {"id": row["id"]}) if call.body else row
    return answer(call, {"data": row})


def codes(call: Call) -> Response:
    """Budget codes asked for by their text: each is answered with its matches."""
    check_parents(call)
    held = call.box.table(f"{WBS}/budget-codes")
    rows = [held.read(place) for place in held.places()]
    told = []
    for text in call.query["codes"]:
        found = [row for row in rows if row["code"].lower() == text.lower()]
        told.append({"code": text, "isValid": bool(found), "budgetCodes": found})
    return answer(call, {"matches": told})


def booked_log(call: Call) -> Response:
    job = row_of(call, "jpm/jobs")
    visit = call.box.table("jpm/appointments").get(job["firstAppointmentId"]) or {}
    fields = {name: visit.get(name) for name in ("start", "arrivalWindowStart", "arrivalWindowEnd")}
    return answer(
        call,
        {
            **job,
            **fields,
            "jobId": job["id"],
            "jobAppointmentId": job["firstAppointmentId"],
            "active": True,
        },
    )


def pinged(call: Call) -> Response:
    """Every position of a vehicle is taken."""
    took = {"status": "Success", "message": ""}
    return json_response([{"externalId": one["externalId"], **took} for one in call.body])


HOUR = "dispatch/business-hours"
WBS = "jpm/work-breakdown-structure"
RULES = {
    "POST dispatch/gps-provider/{gps_provider}/gps-pings": pinged,
    "POST dispatch/capacity": capacity,
    "POST dispatch/adcap/availability": read_by_post,
    "POST dispatch/adcap/availability/slots": read_by_post,
    "POST fleet-pro/events": fleet,
    "POST fleet-pro/gps": fleet,
    f"POST {SHIFTS}": create_shifts,
    f"PATCH {SHIFTS}/{{id}}": update_shift,
    f"POST {SHIFTS}/bulk-delete": delete_shifts,
    f"GET {HOUR}": business_hours,
    f"POST {HOUR}": set_business_hours,
    "GET dispatch/technician-tracking": tracking,
    "PUT dispatch/arrival-windows/{id}/activated": activate_window,
    "POST dispatch/arrival-windows/configuration": write_document,
    "POST customer-interactions/technician-ratings": rate,
    "PUT customer-interactions/technician-rating/technician/{technicianId}/job/{jobId}": rate,
    "POST settings/technicians/{id}/account-actions": account_action,
    "POST settings/employees/{id}/account-actions": account_action,
    "GET telecom/optinouts/optouts": opt_outs,
    "POST telecom/optinouts/optouts": opt_out,
    "POST telecom/optinouts/optouts/getlist": opt_outs,
    "POST marketing/suppressions/suppress": suppress,
    "POST marketing/suppressions/unsuppress": suppress,
    "POST pricebook/materialsmarkup": wrapped,
    "GET pricebook/materialsmarkup/{id}": wrapped,
    "PUT pricebook/materialsmarkup/{id}": wrapped,
    "GET jpm/jobs/{id}/booked-log": booked_log,
    f"GET {WBS}/budget-codes/match": codes,
    f"GET {WBS}/projects/{{projectId}}/budget-codes/match": codes,
}
