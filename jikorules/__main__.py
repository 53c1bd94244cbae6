"""``python -m jikorules``."""

import sys

from jikorules.cli import main

sys.exit(main())
