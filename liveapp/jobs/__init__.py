"""Work that outlasts a request: tells how far it is, can be cancelled. No Qt; one file a job.

A job is a function of its request and a `JobControl`; what else it needs (the store, the right of
way) is bound to it where the program is put together.
"""
