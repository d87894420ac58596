"""The line protocol of the peers of fitting: a request as a line of JSON, an answer as a line of JSON."""

import json
import os
import sys
import time
import traceback


def serve(version, answer):
    """Answers requests until the input ends. answer(request) gives a dictionary."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints is no answer
    print(json.dumps({"version": version}), file=out, flush=True)
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line))
        except Exception as error:  # noqa: BLE001: whatever went wrong is told to whoever asked
            traceback.print_exc()
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=out, flush=True)


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
