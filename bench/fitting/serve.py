"""The line protocol of the peers of fitting: a request as a line of JSON, an answer as a line of JSON."""

import json
import os
import sys
import time


def serve(version, answer):
    """Answers requests until the input ends. answer(request) gives a dictionary."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints is no answer
    print(json.dumps({"version": version}), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=out, flush=True)


class Timer:
    """Real time and processor time of a piece of work, in seconds."""

    def __enter__(self):
        self.wall, self.processor = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_):
        self.wall = time.perf_counter() - self.wall
        self.processor = time.process_time() - self.processor

    def times(self):
        return {"wall": self.wall, "processor": self.processor}
