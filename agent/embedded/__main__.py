"""`python -m agent.embedded --state DIR`: keeps the servers up until stdin closes."""

import argparse
import signal
import sys
from pathlib import Path

from agent.embedded import EmbeddedError, local_servers
from agent.log import setup_logging


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m agent.embedded", description=__doc__)
    parser.add_argument("--state", type=Path, required=True, help="folder of the servers' data")
    state: Path = parser.parse_args().state
    setup_logging()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with local_servers(state) as servers:
            lines = f"DATABASE_URL={servers.database_url}\nREDIS_URL={servers.redis_url}\n"
            sys.stdout.write(lines)
            sys.stdout.flush()
            sys.stdin.read()
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
