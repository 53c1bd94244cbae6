"""``python -m jikorules``."""

import sys

from jikorules.cli.app import main

sys.exit(main())
