"""A public form that asks the browser to calculate a moment, where the site is under attack."""

from functools import cached_property

from wtforms import HiddenField

from forms.public.form import PublicForm
from models.spam.protection import Protection
from spam.proof_of_work import BITS, is_done


class LaboriousForm(PublicForm):
    """A form that carries proof of work while the site wants it.

    A comment without it is held and never refused.
    """

    work = HiddenField()
    is_laborious = True  # a form behind a private link need not be

    @cached_property
    def bits(self) -> int:
        """How much work is asked for, 0 where there is none to do."""
        return BITS if self.is_laborious and Protection.current().proof_of_work else 0

    @property
    def signs_of_a_machine(self) -> list[str]:
        """Why this may not come from a person; ``no work`` where the site asks for work and none was done."""
        signs = super().signs_of_a_machine
        if not self.bits or self.stamp_fault:
            return signs
        stamp, email, body = (self.sent.get(name, "") for name in ("stamp", "email", "body"))
        return signs if is_done(stamp, email, body, self.work.data or "") else [*signs, "no work"]
