"""The team's lists of rules: showing, trying on past comments, adding, removing, and undoing that.

Every moderator reads the lists and tries entries; who organises changes them, because an entry binds all moderators.
"""

from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from extensions import db
from forms.checks import sought
from forms.moderation.rule import RuleForm
from models.comment.queue import Queue
from models.comment.trial import Trial
from models.spam.rule import PAGE, AlreadyListed, Rule
from models.user import Right
from outside import number

blueprint = Blueprint("rules", __name__, url_prefix="/moderation/rules")


@blueprint.get("")
@needs(Right.MODERATE)
def index() -> Response:
    """Show the lists, and the form of a new entry."""
    return page(RuleForm(Queue.discussed(), formdata=None))


@blueprint.post("/trial")
@needs(Right.MODERATE)
def check() -> Response:
    """Say what an entry would have caught of what was said already; nothing is saved."""
    form = RuleForm(Queue.discussed())
    valid = form.validate()
    trial = Trial.of(form.rule()) if valid else None
    if hypermedia.wants_partial():
        return hypermedia.fragments(
            "moderation/rules/check.hx.html", 200 if valid else 422, form=form, trial=trial
        )
    return page(form, 200 if valid else 422, trial)


@blueprint.post("")
@needs(Right.ORGANISE)
def create() -> Response:
    """Add a rule to the list; if it would catch approved comments, show them and ask first."""
    form = RuleForm(Queue.discussed())
    if not form.validate():
        return page(form, 422)
    trial = Trial.of(form.rule())
    if trial.approved and form.tried.data != form.mark:
        return page(form, 409, trial)
    try:
        with db.writing():
            rule = form.rule().add(by=staff())
    except AlreadyListed:
        form.text.errors = [_("This rule is on the list already.")]
        return page(form, 422)
    flash(_("“%(rule)s” is on the list.", rule=rule.text))
    return hypermedia.go(url_for("rules.index"))


@blueprint.post("/<int:rule_id>/removal")
@needs(Right.ORGANISE)
def destroy(rule_id: int) -> Response:
    """Take an entry off the list; for a while it can be put back."""
    rule = find(rule_id)
    with db.writing():
        rule.remove(by=staff())
    return shown(rule, _("“%(rule)s” is off the list.", rule=rule.text))


@blueprint.post("/<int:rule_id>/restoration")
@needs(Right.ORGANISE)
def update(rule_id: int) -> Response:
    """Put a removed entry back on the list."""
    rule = find(rule_id)
    with db.writing():
        rule.put_back(by=staff())
    return shown(rule, _("“%(rule)s” is on the list.", rule=rule.text))


def find(rule_id: int) -> Rule:
    """Return an entry, removed ones included; 404 when it is gone."""
    return db.session.get(Rule, rule_id) or abort(404)


def shown(rule: Rule, say: str) -> Response:
    """Answer with the rule's row as it is now, or without JavaScript with the page showing that row."""
    if hypermedia.wants_partial():
        return hypermedia.fragments("moderation/rules/update.hx.html", say=say, rule=rule)
    return hypermedia.go(url_for("rules.index", changed=rule.id, _anchor=f"rule-{rule.id}"))


def page(form: RuleForm, status: int = 200, trial: Trial | None = None) -> Response:
    """Answer with the lists of rules.

    ``?changed=`` names a rule that is shown although it was removed, so that this can be
    undone.
    """
    search = sought(request.args.get("q"))
    rules = Rule.page(search, request.args.get("before", 0, type=number))
    changed = db.session.get(Rule, request.args.get("changed", 0, type=number))
    context: dict[str, Any] = {"form": form, "trial": trial, "search": search, "rules": rules[:PAGE]}
    context |= {"changed": changed if changed and changed.removed_at else None}
    context |= {"next": rules[PAGE - 1].id if len(rules) > PAGE else None}
    return make_response(render_template("moderation/rules/index.html", **context), status)
