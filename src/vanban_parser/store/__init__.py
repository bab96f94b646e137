"""What the office keeps: letters and their records, tasks, the register, the queue.

`Store` opens a database and hands out transactions; the modules beside it hold the
functions that work within one.  Only this package knows that there is SQL.
"""
