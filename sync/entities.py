"""What is mirrored: one row per table."""

from collections.abc import Iterable
from datetime import timedelta

from sync.entity import Entity
from tools.servicetitan.accounting.invoices import Invoices
from tools.servicetitan.accounting.payments import Payments
from tools.servicetitan.crm.bookings import Bookings
from tools.servicetitan.crm.customer_contacts import CustomerContacts
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.crm.leads import Leads
from tools.servicetitan.crm.location_contacts import LocationContacts
from tools.servicetitan.crm.locations import Locations
from tools.servicetitan.dispatch.appointment_assignments import AppointmentAssignments
from tools.servicetitan.dispatch.arrival_windows import ArrivalWindows
from tools.servicetitan.dispatch.business_hours import BusinessHours
from tools.servicetitan.dispatch.non_job_appointments import NonJobAppointments
from tools.servicetitan.dispatch.teams import Teams
from tools.servicetitan.dispatch.technician_shifts import TechnicianShifts
from tools.servicetitan.dispatch.zones import Zones
from tools.servicetitan.equipment_systems import InstalledEquipment
from tools.servicetitan.forms import Forms, FormSubmissions
from tools.servicetitan.inventory.purchase_order_types import PurchaseOrderTypes
from tools.servicetitan.inventory.purchase_orders import PurchaseOrders
from tools.servicetitan.inventory.trucks import Trucks
from tools.servicetitan.inventory.vendors import Vendors
from tools.servicetitan.inventory.warehouses import Warehouses
from tools.servicetitan.jbce import CallReasons
from tools.servicetitan.jpm.appointments import Appointments
from tools.servicetitan.jpm.job_notes import JobNotes
from tools.servicetitan.jpm.job_reasons import JobReasons
from tools.servicetitan.jpm.job_types import JobTypes
from tools.servicetitan.jpm.jobs import Jobs
from tools.servicetitan.jpm.project_statuses import ProjectStatuses
from tools.servicetitan.jpm.project_types import ProjectTypes
from tools.servicetitan.jpm.projects import Projects
from tools.servicetitan.marketing.campaigns import Campaigns
from tools.servicetitan.marketing.categories import Categories as CampaignCategories
from tools.servicetitan.memberships.membership_types import MembershipTypes
from tools.servicetitan.memberships.memberships import Memberships
from tools.servicetitan.memberships.recurring_service_events import RecurringServiceEvents
from tools.servicetitan.memberships.recurring_service_types import RecurringServiceTypes
from tools.servicetitan.memberships.recurring_services import RecurringServices
from tools.servicetitan.payroll.gross_pay_items import GrossPayItems
from tools.servicetitan.payroll.payrolls import Payrolls
from tools.servicetitan.payroll.timesheet_codes import TimesheetCodes
from tools.servicetitan.payroll.timesheets import Timesheets
from tools.servicetitan.pricebook.categories import Categories
from tools.servicetitan.pricebook.discounts_and_fees import DiscountsAndFees
from tools.servicetitan.pricebook.equipment import Equipment
from tools.servicetitan.pricebook.materials import Materials
from tools.servicetitan.pricebook.services import Services
from tools.servicetitan.salestech.estimates import Estimates
from tools.servicetitan.settings.business_units import BusinessUnits
from tools.servicetitan.settings.employees import Employees
from tools.servicetitan.settings.tag_types import TagTypes
from tools.servicetitan.settings.technicians import Technicians
from tools.servicetitan.telecom.calls import Calls
from tools.servicetitan.timesheets import Activities, ActivityTypes

__all__ = ["ENTITIES", "Entity", "find", "without"]

ST = "servicetitan.st_"
PB = "pricebook.pb_"
HOURLY = timedelta(hours=1)
QUARTERLY = timedelta(minutes=15)

# Phase 1: what others refer to, and what new rows take derived columns from (contacts for
# customers and locations, assignments for jobs). Phase 2: customers and where they live.
REFERENCE: tuple[Entity, ...] = (
    Entity(ST + "business_units", BusinessUnits.export_business_units, phase=1, group="reference"),
    Entity(ST + "employees", Employees.export_employees, phase=1, group="reference"),
    Entity(
        ST + "technicians",
        Technicians.export_technicians,
        Technicians.list_technicians,
        phase=1,
        group="scheduling",
    ),
    Entity(ST + "tag_types", TagTypes.export_tag_types, phase=1, group="reference"),
    *(
        Entity(ST + table, listing=listing, phase=1, group="reference", every=every)
        for table, listing, every in (
            ("job_types", JobTypes.list_job_types, QUARTERLY),
            ("campaigns", Campaigns.list_campaigns, QUARTERLY),
            ("campaign_categories", CampaignCategories.list_categories, HOURLY),
            ("call_reasons", CallReasons.list_call_reasons, HOURLY),
            ("job_cancel_reasons", JobReasons.list_job_cancel_reasons, HOURLY),
            ("job_hold_reasons", JobReasons.list_job_hold_reasons, HOURLY),
            ("project_types", ProjectTypes.list_project_types, HOURLY),
            ("project_statuses", ProjectStatuses.list_project_statuses, HOURLY),
            ("forms", Forms.list_forms, HOURLY),
            ("purchase_order_types", PurchaseOrderTypes.list_purchase_order_types, HOURLY),
            ("vendors", Vendors.list_vendors, HOURLY),
            ("warehouses", Warehouses.list_warehouses, HOURLY),
            ("trucks", Trucks.list_trucks, HOURLY),
        )
    ),
    *(
        Entity(
            ST + "custom_fields",
            listing=listing,
            phase=1,
            group="reference",
            every=HOURLY,
            whole=True,
            part=part,
            stamp={"entityType": part},
        )
        for part, listing in (
            ("customer", Customers.list_customer_custom_fields),
            ("location", Locations.list_location_custom_fields),
            ("job", Jobs.list_job_custom_fields),
            ("project", Projects.list_project_custom_fields),
        )
    ),
    Entity(
        ST + "customer_contacts",
        CustomerContacts.export_customer_contacts,
        phase=1,
        group="contacts",
        hot=True,
    ),
    Entity(
        ST + "location_contacts",
        LocationContacts.export_location_contacts,
        phase=1,
        group="contacts",
    ),
    Entity(
        ST + "appointment_assignments",
        AppointmentAssignments.export_appointment_assignments,
        phase=1,
        group="scheduling",
        hot=True,
    ),
)

SCHEDULING: tuple[Entity, ...] = (
    Entity(ST + "zones", listing=Zones.list_zones, phase=1, group="scheduling", every=HOURLY),
    Entity(ST + "teams", listing=Teams.list_teams, phase=1, group="scheduling", every=HOURLY),
    Entity(
        ST + "technician_shifts",
        listing=TechnicianShifts.list_technician_shifts,
        group="scheduling",
    ),
    Entity(
        ST + "non_job_appointments",
        listing=NonJobAppointments.list_non_job_appointments,
        group="scheduling",
    ),
    Entity(
        ST + "arrival_windows",
        listing=ArrivalWindows.list_arrival_windows,
        phase=1,
        group="scheduling",
        every=HOURLY,
    ),
    Entity(
        ST + "business_hours",
        listing=BusinessHours.get_business_hours,
        phase=1,
        group="scheduling",
        every=HOURLY,
        single=True,
        stamp={"id": 1},
    ),
)

WORK: tuple[Entity, ...] = (
    Entity(
        ST + "customers",
        Customers.export_customers,
        Customers.list_customers,
        phase=2,
        group="crm",
        hot=True,
    ),
    Entity(
        ST + "locations",
        Locations.export_locations,
        Locations.list_locations,
        phase=2,
        group="crm",
        hot=True,
    ),
    Entity(ST + "jobs", Jobs.export_jobs, Jobs.list_jobs, hot=True),
    Entity(ST + "job_notes", JobNotes.export_job_notes, hot=True),
    Entity(ST + "job_history", Jobs.export_job_history),
    Entity(ST + "job_canceled_logs", Jobs.export_job_canceled_logs),
    Entity(
        ST + "appointments",
        Appointments.export_appointments,
        Appointments.list_appointments,
        group="scheduling",
        hot=True,
    ),
    Entity(ST + "estimates", Estimates.export_estimates, Estimates.list_estimates, hot=True),
    Entity(ST + "invoices", Invoices.export_invoices, Invoices.list_invoices, hot=True),
    Entity(ST + "payments", Payments.export_payments, hot=True),
    Entity(ST + "projects", Projects.export_projects, Projects.list_projects),
    Entity(ST + "leads", Leads.export_leads, group="crm"),
    Entity(ST + "bookings", Bookings.export_bookings, group="crm"),
    Entity(ST + "calls", Calls.export_calls, group="crm"),
    Entity(
        ST + "form_submissions",
        listing=FormSubmissions.list_form_submissions,
        page_size=500,
        every=QUARTERLY,
    ),
    Entity(
        ST + "installed_equipment",
        InstalledEquipment.export_installed_equipment,
        InstalledEquipment.list_installed_equipment,
    ),
    Entity(ST + "purchase_orders", PurchaseOrders.export_purchase_orders, every=QUARTERLY),
)

MEMBERSHIPS: tuple[Entity, ...] = (
    Entity(
        ST + "membership_types",
        MembershipTypes.export_membership_types,
        phase=1,
        group="memberships",
        every=HOURLY,
    ),
    Entity(
        ST + "recurring_service_types",
        RecurringServiceTypes.export_recurring_service_types,
        phase=1,
        group="memberships",
        every=HOURLY,
    ),
    Entity(ST + "memberships", Memberships.export_memberships, group="memberships"),
    Entity(
        ST + "membership_status_changes",
        Memberships.export_membership_status_changes,
        group="memberships",
    ),
    Entity(
        ST + "recurring_services",
        RecurringServices.export_recurring_services,
        group="memberships",
    ),
    Entity(
        ST + "recurring_service_events",
        RecurringServiceEvents.export_recurring_service_events,
        group="memberships",
    ),
)

PAY: tuple[Entity, ...] = (
    Entity(ST + "job_timesheets", Timesheets.export_job_timesheets, group="pay"),
    Entity(ST + "timesheet_activities", Activities.export_activities, group="pay"),
    Entity(ST + "activity_types", ActivityTypes.export_activity_types, group="pay", every=HOURLY),
    Entity(
        ST + "timesheet_codes", TimesheetCodes.export_timesheet_codes, group="pay", every=HOURLY
    ),
    Entity(ST + "gross_pay_items", GrossPayItems.export_gross_pay_items, group="pay"),
    Entity(ST + "payrolls", listing=Payrolls.list_payrolls, group="pay", every=HOURLY),
)

PRICEBOOK: tuple[Entity, ...] = (
    Entity(PB + "categories", Categories.export_categories, phase=1, group="pricebook"),
    Entity(PB + "services", Services.export_services, Services.list_services, group="pricebook"),
    Entity(
        PB + "materials", Materials.export_materials, Materials.list_materials, group="pricebook"
    ),
    Entity(
        PB + "equipment", Equipment.export_equipment, Equipment.list_equipment, group="pricebook"
    ),
    Entity(PB + "discounts", listing=DiscountsAndFees.list_discounts_and_fees, group="pricebook"),
)

ENTITIES: tuple[Entity, ...] = (
    *REFERENCE,
    *SCHEDULING,
    *WORK,
    *MEMBERSHIPS,
    *PAY,
    *PRICEBOOK,
)


def find(words: Iterable[str]) -> list[Entity]:
    """Entities by name, table or group; an unknown word raises KeyError with it."""
    chosen: list[Entity] = []
    for word in words:
        wanted = word.replace("-", "_").lower()
        found = [one for one in ENTITIES if wanted in _names(one)]
        if not found:
            raise KeyError(word)
        chosen += [one for one in found if one not in chosen]
    return chosen


def without(words: Iterable[str]) -> list[Entity]:
    """All entities but these; an unknown word raises KeyError with it."""
    left_out = find(words)
    return [one for one in ENTITIES if one not in left_out]


def _names(entity: Entity) -> set[str]:
    return {entity.name, entity.table, entity.table.rpartition(".")[2], entity.group}
