"""Onward: which therapy fits, who is near, one shared plan."""

import os

# The reader's matrices are small: threads cost more than they bring, and bulk runs one process a core. NumPy reads this
# when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
