"""Where and with what the figures were taken."""

import datetime
import os
import platform
import re
import subprocess

from .peers import PEERS


def facts(root, programs):
    cache = cached(programs.folder.parent / "CMakeCache.txt")
    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "kernel": f"{platform.system()} {platform.release()}",
        "compiler": first_line(cache.get("CMAKE_CXX_COMPILER", "c++"), "--version"),
        "build_type": cache.get("CMAKE_BUILD_TYPE", ""),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "version": cache.get("CMAKE_PROJECT_VERSION", ""),
        "commit": first_line("git", "-C", str(root), "describe", "--always", "--dirty"),
        "packages": packages(),
    }


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"^model name\s*: (.*)$", file.read(), re.MULTILINE)
    return model[1] if model else platform.machine()


def cached(file):
    """What CMake was configured with, by name."""
    text = file.read_text() if file.is_file() else ""
    return dict(re.findall(r"^(\w+):\w+=(.*)$", text, re.MULTILINE))


def packages():
    """The versions of the peers' Debian packages, where they are installed."""
    found = {}
    for _, package in PEERS.values():
        if package is not None:
            found[package] = first_line("dpkg-query", "-W", "-f", "${Version}", package)
    return {package: version for package, version in found.items() if version}


def first_line(*command):
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return next(iter(result.stdout.splitlines()), "")
