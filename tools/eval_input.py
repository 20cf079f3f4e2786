"""Labelled rows to input lines: only ``id`` and ``text``, which is all that a navigator may be given."""

import json
import sys
from pathlib import Path

for row in map(json.loads, Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()):
    sys.stdout.write(json.dumps({"id": row["id"], "text": row["text"]}) + "\n")
