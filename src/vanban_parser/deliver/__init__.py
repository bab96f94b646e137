"""Tasks go where an office follows its work: once, and never over what people did.

`Sender` empties the outbox into one target; each kind of target is a module.
"""
