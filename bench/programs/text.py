"""Takes text apart and puts it together: json and regular expressions. Argument: rounds."""

import json
import random
import re
import sys

WORD = re.compile(r"(?P<letters>[a-f]+)|(?P<digits>\d{2,})")


def record(numbers, number):
    return {"id": number, "name": f"{numbers.getrandbits(128):032x}",
            "values": [numbers.random() for _ in range(numbers.randrange(30))],
            "children": [{"key": number, "text": "x" * numbers.randrange(900)}
                         for _ in range(numbers.randrange(8))]}


def main():
    numbers = random.Random(3)
    kept = []
    for number in range(int(sys.argv[1])):
        text = json.dumps(record(numbers, number), indent=1)
        words = [match.lastgroup + match[0] for match in WORD.finditer(text)]
        kept.append((json.loads(text), sorted(words)))
        if len(kept) > 200:
            del kept[numbers.randrange(len(kept))]
    print(sum(len(words) for _, words in kept))


main()
