"""How people reach Quoth: Discord, the terminal, the sandbox, the shell."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read when numpy is loaded, which is later than this. Where other processes want the processor, too, threads that
multiply parts of a matrix wait for each other: on two busy cores, vectors took 5 to 20 times as long as with one."""
