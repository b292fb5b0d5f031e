"""Work that was asked for and outlives a restart: bytes to fetch, pictures to read and mask, files to remove, chains to check.

A piece stays a row until its result is applied as an event, in the same unit of work; so a crash repeats
work but never a result.
"""
