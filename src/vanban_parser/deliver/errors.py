"""What can go wrong on the way to a target, told by what a person can do about it."""

from __future__ import annotations

from typing import ClassVar

from vanban_parser.errors import Exit, SettingsError, VanbanError


class TargetSettingsError(SettingsError):
    """A target cannot be used as it is set up."""

    code = "bad-target"
    problem = "a target cannot be used as it is set up"
    remedy = "correct its table in the settings file; docs/delivery.md has the keys"


class DeliveryError(VanbanError):
    """A message did not arrive.

    `transient`: the same may go well later.  `halts`: it is the target's fault, not
    the message's, so the others would fare no better.
    """

    code = "delivery-failed"
    exit_code = Exit.DELIVERY_FAILED
    problem = "a message did not arrive"
    remedy = "it is tried again by itself"
    transient: ClassVar[bool] = True
    halts: ClassVar[bool] = False

    def __init__(
        self, filename: str, detail: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(filename, detail)
        self.retry_after = retry_after
        """Seconds for which the target asked to be left in peace."""


class UnreachableError(DeliveryError):
    """Nobody answers, or the answer broke off: it may have arrived."""

    code = "target-unreachable"
    problem = "the target does not answer"
    remedy = "it is tried again by itself; check the address and the network"
    halts = True


class BusyError(DeliveryError):
    """The target says that it cannot, now."""

    code = "target-busy"
    problem = "the target cannot take it now"
    remedy = "it is tried again by itself"


class CredentialsError(DeliveryError):
    """The target does not know us."""

    code = "target-credentials"
    problem = "the target does not accept the password or key"
    remedy = "correct the secret; what waits is sent then"
    halts = True


class AddressRefusedError(DeliveryError):
    """The address is one of this machine or of a cloud's own services."""

    code = "address-refused"
    problem = "the target has an address that is not sent to"
    remedy = "correct `url`, or allow it with `allow_addresses`"
    halts = True


class CertificateError(DeliveryError):
    """The target cannot prove who it is."""

    code = "target-certificate"
    problem = "the target's certificate is not trusted"
    remedy = "check the address; for an authority of the office give `ca_file`"
    halts = True


class RedirectedError(DeliveryError):
    """The target sends us elsewhere; secrets are not taken along."""

    code = "target-redirects"
    problem = "the target sends us to another address, which is not followed"
    remedy = "put the address that it names into `url`, if it is the right one"
    halts = True


class MissingError(DeliveryError):
    """What tasks are put into is not there, or not ours to write."""

    code = "target-missing"
    problem = "the collection or project is not there, or may not be written"
    remedy = "correct the address or the rights there; what waits is sent then"
    halts = True


class AnswerError(DeliveryError):
    """The answer is none that such a target gives, or too long."""

    code = "bad-answer"
    problem = "the target's answer cannot be understood"
    remedy = "check that `url` is the right address; it is tried again by itself"


class RefusedError(DeliveryError):
    """The target will not take this message, now or later."""

    code = "target-refused"
    problem = "the target refuses this"
    remedy = "look at it there; vanban retry --target NAME sends it again"
    transient = False


class SecretNotSentError(DeliveryError):
    """The letter bears a mark of state secrets: nothing of it goes to a tracker."""

    code = "secret-not-sent"
    problem = "the letter bears a mark of state secrets; nothing of it is sent"
    remedy = "follow its tasks as your office's rules for such letters say"
    transient = False


class UnfitValueError(DeliveryError):
    """A value cannot stand in this kind of target unharmed; the detail names it."""

    code = "unfit-value"
    problem = "a value cannot be sent to this target unharmed"
    remedy = "correct it in the record, then vanban retry --target NAME"
    transient = False


class TooLongError(DeliveryError):
    """A message is longer than one may be."""

    code = "message-too-long"
    problem = "the message is longer than is sent"
    remedy = "shorten the task in the record, then vanban retry --target NAME"
    transient = False


class ContestedError(DeliveryError):
    """Somebody else wrote at the same moment, again and again."""

    code = "target-contested"
    problem = "somebody else keeps changing it at the same moment"
    remedy = "it is tried again by itself"


class DefectError(DeliveryError):
    """A defect of this program met this message; the detail is the exception's name."""

    code = "delivery-defect"
    problem = "this program failed on the message"
    remedy = "report it with the version (vanban --version); the others are sent"


class ProgramError(DeliveryError):
    """The program that takes tasks is not there, or does not run."""

    code = "target-program"
    problem = "the program that takes the tasks cannot be run"
    remedy = "install it, or correct `program` and `data`; what waits is sent then"
    halts = True
