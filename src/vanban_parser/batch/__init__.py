"""An archive of letters: any number, over one machine's cores or a cluster's.

The letters are listed once, read by an executor, and written to files that grow by one
letter at a time.  What is written is never done again, however often the run is killed
and started anew; memory does not grow with the archive.
"""
