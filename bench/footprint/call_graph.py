"""How deep the stack gets: from the call graphs that the compiler writes (-fcallgraph-info=su)."""

import re

NODE = re.compile(r'^node: \{ title: "([^"]+)" label: "[^"]*?(\d+) bytes \((\w+)', re.MULTILINE)
EDGE = re.compile(r'^edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"', re.MULTILINE)

API = ("shared_multi_heap_pool_init", "shared_multi_heap_add", "shared_multi_heap_alloc",
       "shared_multi_heap_aligned_alloc", "shared_multi_heap_free")


class CallGraph:
    def __init__(self, folder):
        self.frames, self.calls = {}, {}
        for file in sorted((folder / "smh").rglob("*.ci")):
            text = file.read_text()
            for name, frame, kind in NODE.findall(text):
                if kind == "dynamic":
                    raise RuntimeError(f"{name}: its stack has no bound")
                self.frames[name] = int(frame)
            for caller, callee in EDGE.findall(text):
                self.calls.setdefault(caller, set()).add(callee)

    def deepest(self, function, above=()):
        """Bytes of stack from this function on. A function out of sight, such as a fault handler
        or one of the compiler's own, counts as 0."""
        if function in above:
            raise RuntimeError(f"{function}: recursion")
        below = (self.deepest(callee, (*above, function))
                 for callee in self.calls.get(function, ()))
        return self.frames.get(function, 0) + max(below, default=0)


def stack(target):
    """Bytes of stack for each function of the API."""
    graph = CallGraph(target.folder)
    return {function: graph.deepest(function) for function in API}
