"""People who work here and their time: technicians, office, teams, zones, shifts."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from sandbox.servicetitan.company import clock
from sandbox.servicetitan.company.calendar import (
    FUTURE_DAYS,
    HISTORY_DAYS,
    SUNDAY,
    TECHNICIANS,
    on_duty,
)
from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.reference import BUSINESS_UNITS, TRADES, Row, named
from sandbox.servicetitan.company.words import CITIES

TECHNICIAN_NAMES: Final = (
    "Ray Ortiz", "Dana Whitfield", "Milo Santos", "Priya Nair", "Cole Becker", "Tess Okafor",
    "Jonah Reyes", "Ivy Chambers", "Theo Lindqvist", "Marta Kowalska", "Andre Baptiste",
    "Keiko Tanaka",
)  # fmt: skip
# Name and role of the office.
OFFICE: Final = (
    ("Sandra Voss", "Owner"),
    ("Bill Tran", "Dispatch"),
    ("Lena Hoff", "Dispatch"),
    ("Gus Moretti", "Accounting"),
    ("Farah Aziz", "SalesManager"),
    ("Pete Novak", "GeneralOffice"),
)
SHIFT: Final = (6, 17)  # hours; the first visit begins at seven, after the way there
SERVICE_CREW: Final = 4  # of each trade's six technicians
ROLES: Final = ("Owner", "Dispatcher", "Accountant", "Sales Manager", "Technician", "Installer")


def trade_of(technician: int) -> str:
    """The first half of the crew is the pool crew."""
    return TRADES[technician * 2 // TECHNICIANS]


def unit_of(technician: int) -> int:
    """Business unit position: four of each trade's six service, two sell and install."""
    trade = TRADES.index(trade_of(technician))
    return trade * 2 + (1 if technician % (TECHNICIANS // 2) >= SERVICE_CREW else 0)


def zone_of(technician: int) -> int:
    return technician % len(CITIES)


def technicians(since: str) -> list[Row]:
    rows = []
    for n, name in enumerate(TECHNICIAN_NAMES):
        first, last = name.split(" ")
        city, prefix, latitude, longitude = CITIES[zone_of(n)]
        home = {
            "street": f"{n + 10} Heron Pl",
            "unit": None,
            "city": city,
            "state": "FL",
            "zip": f"{prefix}01",
            "country": "USA",
        }
        place = {
            "streetAddress": f"{n + 10} Heron Pl",
            "latitude": latitude + n / 300,
            "longitude": longitude - n / 300,
        }
        rows.append({
            "id": fixed("technician", n), "userId": fixed("user", n), "name": name,
            "firstName": first, "lastName": last,
            "roleIds": [fixed("role", 4)], "businessUnitId": fixed("business-unit", unit_of(n)),
            "mainZoneId": fixed("zone", zone_of(n)), "zoneIds": [fixed("zone", zone_of(n))],
            "createdOn": since, "modifiedOn": since, "active": True,
            "email": f"{first.lower()}@blueheron.example",
            "phoneNumber": f"81355504{n:02d}", "mobilePhone": f"81355504{n:02d}",
            "loginName": first.lower(),
            "home": {**home, **place}, "dailyGoal": 1200.0 + 50 * n, "isManagedTech": True,
            "licenseType": "ManagedTech",
            "burdenRate": 12.5, "team": f"{trade_of(n)} Team", "hourlyRate": 28.0 + n / 2,
            "commissionRate": 0.05,
            "status": "Idle", "skills": [{"id": fixed("skill", n), "name": trade_of(n)}],
            "positions": ["Service"],
            "shiftStart": f"{SHIFT[0]:02}:00:00", "shiftEnd": f"{SHIFT[1]}:00:00",
        })  # fmt: skip
    return rows


def employees(since: str) -> list[Row]:
    rows = []
    for n, (name, role) in enumerate(OFFICE):
        first, last = name.split(" ")
        rows.append({
            "id": fixed("employee", n), "userId": fixed("user", 100 + n), "name": name,
            "firstName": first, "lastName": last,
            "role": role if role != "GeneralOffice" else "Unspecified",
            "roleIds": [fixed("role", min(n, 3))],
            "businessUnitId": fixed("business-unit", n % len(BUSINESS_UNITS)), "createdOn": since,
            "modifiedOn": since,
            "email": f"{first.lower()}@blueheron.example", "phoneNumber": f"81355505{n:02d}",
            "active": n != len(OFFICE) - 1,
            "loginName": first.lower(), "agentId": n + 1, "hourlyRate": 24.0,
        })  # fmt: skip
    return rows


def pay_settings(since: str) -> list[Row]:
    """By what everybody is paid: one row each."""
    office = {fixed("employee", n): "Employee" for n in range(len(OFFICE))}
    crew = {fixed("technician", n): "Technician" for n in range(TECHNICIANS)}
    return [
        {
            "id": key, "employeeId": key, "employeeType": kind,
            "externalPayrollId": f"P-{key % 100_000:05d}",
            "hourlyRate": 24.0 if kind == "Employee" else 31.0, "managerId": fixed("employee", 0),
            "payrollBusinessUnitId": fixed("business-unit", key % len(BUSINESS_UNITS)),
            "isIncludedInPayroll": True, "hireDate": since, "createdOn": since,
            "modifiedOn": since, "active": True, "customFields": [],
        }
        for key, kind in {**office, **crew}.items()
    ]  # fmt: skip


def zones(since: str) -> list[Row]:
    rows = named(
        "zone", tuple(f"{city} Zone" for city, *_ in CITIES), since, createdBy=fixed("employee", 0)
    )
    for n, row in enumerate(rows):
        city, prefix, *_ = CITIES[n]
        row |= {
            "zips": [f"{prefix}{k:02d}" for k in range(1, 10)],
            "cities": [city],
            "businessUnits": [fixed("business-unit", k) for k in range(len(BUSINESS_UNITS))],
            "technicians": [fixed("technician", k) for k in range(TECHNICIANS) if zone_of(k) == n],
        }
    return rows


def shifts(now: datetime) -> list[Row]:
    """A shift for every duty day, on call for the others, a Sunday off here and there."""
    today = now.astimezone(clock.ZONE).date()
    days = [today + timedelta(days=n) for n in range(-HISTORY_DAYS, FUTURE_DAYS + 1)]
    return [
        _shift(n, day, serial * TECHNICIANS + n)
        for serial, day in enumerate(days)
        for n in range(TECHNICIANS)
        if day.weekday() != SUNDAY or serial // 7 % TECHNICIANS == n
    ]


def planned(start: int) -> Row:
    """Stamps of what is entered four weeks before it starts."""
    moment = clock.stamp(start - 28 * clock.DAY)
    return {"createdOn": moment, "modifiedOn": moment}


def _shift(technician: int, day: date, serial: int) -> Row:
    kind, title = ("Normal", "Shift") if on_duty(technician, day) else ("OnCall", "On call")
    if day.weekday() == SUNDAY:
        kind, title = "TimeOff", "Day off"
    return {
        "id": fixed("shift", serial),
        "shiftType": kind,
        "title": title,
        "note": None,
        "active": True,
        "technicianId": fixed("technician", technician),
        "start": clock.stamp(clock.at(day, SHIFT[0])),
        "end": clock.stamp(clock.at(day, SHIFT[1])),
        "timesheetCodeId": None,
        **planned(clock.at(day, SHIFT[0])),
    }


def non_job_appointments(now: datetime) -> list[Row]:
    today = now.astimezone(clock.ZONE).date()
    starts = {
        (n, week): clock.at(today + timedelta(days=7 * week - 140 + n), 17)
        for n in range(TECHNICIANS)
        for week in range(22)
    }
    return [
        {
            "id": fixed("non-job", n * 40 + week), "technicianId": fixed("technician", n),
            "name": "Truck maintenance",
            "start": clock.stamp(start),
            "duration": "00:45:00",
            "timesheetCodeId": fixed("timesheet-code", 1), "summary": "Restock and wash",
            "clearDispatchBoard": False,
            "allDay": False, "showOnTechnicianSchedule": True, "active": True, **planned(start),
            "createdById": fixed("employee", 1),
        }
        for (n, week), start in starts.items()
    ]  # fmt: skip


def payrolls(now: datetime) -> list[Row]:
    """Two-week periods; the last one is still open."""
    today = now.astimezone(clock.ZONE).date()
    first = today - timedelta(days=HISTORY_DAYS)
    rows = []
    for n in range(TECHNICIANS):
        for period in range(HISTORY_DAYS // 14 + 1):
            start = first + timedelta(days=14 * period)
            ended = start + timedelta(days=14) <= today
            closed = clock.stamp(clock.at(start + timedelta(days=14), 9))
            rows.append({
                "id": payroll_id(n, period), "employeeId": fixed("technician", n),
                "employeeType": "Technician",
                "startedOn": clock.stamp(clock.at(start, 0)),
                "endedOn": clock.stamp(clock.at(start + timedelta(days=14), 0)),
                "status": "Paid" if ended else "Pending", "burdenRate": 12.5,
                "managerApprovedOn": closed if ended else None,
                "createdOn": clock.stamp(clock.at(start, 1)),
                "modifiedOn": closed if ended else clock.stamp(clock.at(start, 1)),
                "active": True,
            })  # fmt: skip
    return rows


def payroll_id(technician: int, period: int) -> int:
    return fixed("payroll", technician * 100 + period)


def codes(since: str) -> dict[str, list[Row]]:
    rate = {"hourlyRate": "EmployeeHourlyRate", "customHourlyRate": None, "rateMultiplier": 1.0}
    sheet = named(
        "timesheet-code",
        ("Meal", "Shop", "Training"),
        since,
        type="Paid",
        applicableEmployeeType="All",
    )
    activity = named(
        "activity-code", ("Commission", "Hourly", "Bonus"), since, earningCategory="Commission"
    )
    types = named(
        "activity-type",
        ("Driving", "Working", "Meeting"),
        since,
        icon="clock",
        categoryId=fixed("activity-category", 0),
    )
    return {
        "payroll/timesheet-codes": [
            {**r, "code": r["name"].upper(), "rateInfo": rate} for r in sheet
        ],
        "payroll/activity-codes": [{**r, "code": r["name"][:3].upper()} for r in activity],
        "timesheets/activity-types": [{**r, "code": r["name"].upper()} for r in types],
        "timesheets/activity-categories": named(
            "activity-category", ("On the job", "Travel"), since, type="OnJobActivities"
        ),
    }


def skills(since: str) -> list[Row]:
    return [
        {"id": str(fixed("skill", n)), "name": trade_of(n), "active": True,
            "technicianId": fixed("technician", n), "jobTypeIds": [],
         "createdOn": since, "modifiedOn": since}
        for n in range(TECHNICIANS)
    ]  # fmt: skip


def arrival_windows(since: str) -> list[Row]:
    units = [fixed("business-unit", n) for n in range(len(BUSINESS_UNITS))]
    starts = ("08:00:00", "10:00:00", "13:00:00", "15:00:00")
    return [
        {
            "id": fixed("arrival-window", n),
            "start": start,
            "duration": "02:00:00",
            "businessUnitIds": units,
            "active": True,
            "createdOn": since,
            "modifiedOn": since,
        }
        for n, start in enumerate(starts)
    ]


def tables(seed: int, now: datetime, since: str) -> dict[str, list[Row]]:
    pick = Random(seed)
    crew = technicians(since)
    for row in crew:
        row["bio"] = pick.choice(("Ten years in the trade.", "Licensed and insured.", None))
    teams = named("team", ("Pool Team", "Electrical Team"), since, createdBy=fixed("employee", 0))
    return {
        "settings/technicians": crew,
        "settings/employees": employees(since),
        "settings/user-roles": named("role", ROLES, since, employeeType="Employee"),
        "dispatch/teams": teams,
        "dispatch/zones": zones(since),
        "dispatch/technician-shifts": shifts(now),
        "dispatch/non-job-appointments": non_job_appointments(now),
        "dispatch/technician-skills": skills(since),
        "dispatch/arrival-windows": arrival_windows(since),
        "payroll/payrolls": payrolls(now),
        "payroll/payroll-settings": pay_settings(since),
        **codes(since),
    }
