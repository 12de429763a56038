"""A lab for faults: real processes, files and disks, and what happens to them at an exact moment.

    lab.calls(command)                      what a whole run does to its files, call by call
    lab.killed_at(command, call)            the same run, killed before that call
    lab.failed_at(command, call, "EIO")     the same run, in which that call fails
    failing(pid, ["fdatasync"], "EIO", paths)       a running program's calls fail, until the block ends
    killing(pid, "pwrite64", 5, paths)      a running program is killed at a thread's fifth call from now
    small_disk(folder, size_bytes)          a disk that is really full (root)
    file_limit(size_bytes)                  the same without root, for one process
    ExtDisk(folder)                         a disk whose power can be cut (root)

A `Command` is any command line; `{home}` and `{data}` in it are each run's own folders, filled by
its `prepare`. One that listens gets a `use`, and is stopped once that returns. Tests take a spread
sample of the calls; `FAULTS=all pytest -n auto tests/faults` takes every one. Where strace is
missing or may not trace, what needs it skips.

`python -m tests.faults.power_cuts --cuts 20` cuts the power under a load.
"""
