"""`python -m sync` is `perfect-catch sync`."""

import sys

from sync.cli import main

sys.exit(main())
