"""The review page: a letter beside what was read of it, to be mended and sent on.

`app.make_app` makes it; ``vanban serve`` gives it a store, a clock, the inbox and a
port.  Only this package knows that there is HTTP.
"""
