"""Imported once, by the server process that workers are forked from: it loads what they all need before the first."""

import signal

from pipelines.workers import USUAL_STAGES, warm

signal.signal(signal.SIGINT, signal.SIG_IGN)
warm(USUAL_STAGES)
