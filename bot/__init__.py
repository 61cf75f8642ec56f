"""How people reach Quoth: Discord, the terminal, the sandbox, the shell."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# numpy reads it when it is imported. With two threads on two cores that others use, too, they wait for each other: the
# meaning of a question took 740 ms there, with one thread 13 ms.
