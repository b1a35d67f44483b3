"""Which of the queue's entries a worker begins: long readings never hold all of its slots."""

from collections.abc import Callable

from arq.worker import Worker

WHOLE = ("full:", "contacts_full:")
"""How entries of full runs begin: they let every change that is asked for meanwhile go first."""
AT_ONCE = 4
WHOLE_AT_ONCE = 2
"""Full runs of a large company take long; two keep two cores busy."""
FOR_HOT = 1
"""Slots for nothing but hot entities: a first load, asked for as any change, takes long too."""


class Slots(Worker):
    """An arq worker that keeps slots free for what must not wait."""

    is_hot: Callable[[str], bool]
    """Whether an entity is a hot one; set by whoever makes the worker."""

    async def start_jobs(self, job_ids: list[bytes]) -> None:
        """Begin one after the other, since an entry that another worker has takes no slot here."""
        for job_id in job_ids:
            if self.job_counter >= self.max_jobs:
                return
            if self._may_begin(job_id.decode()):
                await super().start_jobs([job_id])

    def _may_begin(self, entry: str) -> bool:
        running = [one for one, task in self.tasks.items() if not task.done()]
        if entry in running:
            return False
        if self._hurries(entry):
            return True
        whole = sum(one.startswith(WHOLE) for one in running)
        if entry.startswith(WHOLE) and whole >= WHOLE_AT_ONCE:
            return False
        return sum(not self._hurries(one) for one in running) < AT_ONCE - FOR_HOT

    def _hurries(self, entry: str) -> bool:
        """A change of a hot entity; which one it is stands behind the last colon."""
        return not entry.startswith(WHOLE) and self.is_hot(entry.rpartition(":")[2])
