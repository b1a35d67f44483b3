"""`python -m sync.needs`: the tables that are fed and the scope each needs, as JSON on stdout.

A program, since `perfect-catch check` starts what belongs to the sync instead of importing it.
"""

import json
import sys

from agent.settings import SettingsError, load_settings
from sync.cli import served


def main() -> int:
    """Print them; 2 when the settings name a table that there is not."""
    try:
        fed = served(load_settings())
    except SettingsError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(json.dumps({one.name: one.operation.scope for one in fed}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
