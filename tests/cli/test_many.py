"""Many accidents: little is held of them, several processes change nothing, and progress is shown.

What is measured of a million lines stands in docs/speed.md.
"""

import fcntl
import io
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_documents import BAD_DOCUMENTS
from support.documents import BAD, GOOD
from support.measured import run as run_measured
from support.running import LEAK, NEAR_MISS, RUNNING, SERIOUS, UNDECIDED

from jikorules import InvalidInput, from_wire
from jikorules.cli import many
from jikorules.cli.app import main
from jikorules.wire.files import read_stream
