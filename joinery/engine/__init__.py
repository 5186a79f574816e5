"""A conversation goes in, findings come out: values only, no Django, no clock, no network."""

import os

# Read by numpy's OpenBLAS when it is first loaded, which is later. The ear multiplies matrices so small that a second
# thread helps none of them, and waits so busily for the next that a talk takes a third more of the processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
