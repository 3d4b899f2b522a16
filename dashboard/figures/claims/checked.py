"""Claims held against the release: what was read, the verdict, why, and where that can be seen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.claims.evidence import Evidence
from dashboard.claims.numbers import Claimed, Misread, read_rank, read_value
from dashboard.claims.rules import RULES, Rule
from dashboard.claims.sentences import Topic, sentence, told, told_claimed
from dashboard.claims.verdicts import Kind, Verdict, decide
from dashboard.figure import Provenance
from dashboard.figures.breaks import reason_between
from dashboard.figures.claims.choice import KEPT, Own
from dashboard.kept import kept
from dashboard.menu import entry
from dashboard.permalink import permalink
from dashboard.queries import claims, geography, provenance, readiness
from dashboard.queries.claims import Published
from dashboard.release import Release

_NO_RULE = "Missing: a rule. What this claim names cannot be looked up."
_OWN_RULES = {"value": "score", "world-rank": "rank", "regional-rank": "region_rank"}


@dataclass(frozen=True)
class Checked:
    """A claim and what the release says of it.

    Attributes
    ----------
    rule, key
        How it was looked up; no rule where it cannot be.
    claimed : Claimed or Misread
        The number as read.
    topic : Topic
        What it is about, in words.
    verdict : Verdict
        What was found.
    why : str
        The verdict in a sentence.
    evidence : tuple of Evidence
        Every figure that was held against it.
    """

    rule: Rule | None
    key: Mapping[str, str]
    claimed: Claimed | Misread
    topic: Topic
    verdict: Verdict
    why: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def claimed_words(self) -> str:
        """The claimed number as it is written."""
        if isinstance(self.claimed, Misread):
            return self.claimed.text
        return told_claimed(self.claimed, self.topic.form)

    @property
    def found_words(self) -> str:
        """The figures of the claimed time, where there are any."""
        return " or ".join(dict.fromkeys(self.told(found) for found in self.verdict.here))

    def told(self, found: Evidence) -> str:
        """A figure as it is written beside this claim."""
        digits = max(-int(self.claimed.step.log10()), 0) if isinstance(self.claimed, Claimed) else 0
        return told(found, self.topic.form, digits)

    @property
    def shown_by(self) -> tuple[Evidence, ...]:
        """The figures that best show the verdict: where the number holds, else what decided."""
        return self.verdict.elsewhere or self.verdict.here


def _subject(release: Release, rule: Rule, key: Mapping[str, str]) -> str:
    """What is claimed, in words that go on after "the"."""
    if rule.form not in {"score", "rank"}:
        return rule.subject
    subject = rule.subject
    if "region" in key:
        labels = geography.region_labels(release, key["scheme"])
        subject = f"rank in {labels.get(key['region'], key['region'])}"
    if key["measure"] == "total":
        return subject
    labels = {
        found.measure_id: found.label
        for each in readiness.editions(release, key["index"])
        if each.edition == key["edition"]
        for found in readiness.measures(release, key["index"], each.edition)
    }
    return f"{subject} on {labels.get(key['measure'], key['measure'])}"


def _apart(release: Release, key: Mapping[str, str], evidence: tuple[Evidence, ...]) -> dict[str, str]:
    """Editions between which and the claimed one lies a hard break, with its reason."""
    if "edition" not in key:
        return {}
    times = {each.when for each in evidence if each.when}
    reasons = {when: reason_between(release, key["index"], key["edition"], when) for when in times}
    return {when: reason for when, reason in reasons.items() if reason}


def _looked_up(
    release: Release, name: str, key: Mapping[str, str], read: Claimed | Misread, when: str | None, study: str = ""
) -> Checked:
    """A number held against the figures that its rule looks up; one that could not be read is held against none."""
    rule = RULES[name]
    evidence = rule.gather(claims.rows(release, name, key))
    topic = Topic(_subject(release, rule, key), rule.form, when, _apart(release, key, evidence))
    if isinstance(read, Misread):
        return Checked(rule, key, read, topic, Verdict(Kind.UNCHECKED), read.reason, evidence)
    verdict = decide(read, when, evidence, study)
    return Checked(rule, key, read, topic, verdict, sentence(read, verdict, topic), evidence)


@kept(maxsize=KEPT)
def of_published(release: Release) -> tuple[tuple[Published, Checked], ...]:
    """Every published claim, checked."""
    return tuple((claim, _of_one(release, claim)) for claim in claims.published(release))


def _of_one(release: Release, claim: Published) -> Checked:
    rule = RULES.get(claim.check_rule)
    key = rule.key(claim.check_key) if rule else None
    if rule is None or key is None:
        topic = Topic("figure", "count", claim.edition)
        return Checked(rule, {}, Misread(claim.claimed_value, ""), topic, Verdict(Kind.UNCHECKED), _NO_RULE)
    when = key.get("when") or key.get("edition") or claim.edition
    found = _looked_up(release, claim.check_rule, key, rule.read(claim.claimed_value), when, claim.study_id)
    return replace(found, why=f"{found.why} {claim.note}." if claim.note else found.why)


@kept(maxsize=KEPT)
def of_own(release: Release, own: Own) -> Checked:
    """A claim of the reader's own, checked; what was typed may hold anything."""
    key = {"index": own.index, "edition": own.edition, "country": own.country, "measure": own.measure}
    if own.kind == "regional-rank":
        key |= {"scheme": own.scheme, "region": own.region}
    scale_end = readiness.measure(release, own.index, own.edition, own.measure).max
    read = read_value(own.text, scale_end) if own.kind == "value" else read_rank(own.text)
    return _looked_up(release, _OWN_RULES[own.kind], key, read, own.edition)


def provenances(release: Release, checked: Checked, found: tuple[Evidence, ...]) -> dict[str, Provenance]:
    """Where some figures come from, by the code of each."""
    if "index" in checked.key:
        by_edition = provenance.of_editions(release, checked.key["index"], [each.key for each in found])
        return {code_of(checked, each): by_edition[each.key] for each in found}
    return provenance.of_sources(release, [each.source_id for each in found])


def code_of(checked: Checked, found: Evidence) -> str:
    """Code of a figure's provenance: its source, and of an index the edition too, which has a licence of its own."""
    return f"{checked.key['index']} {found.key}" if "index" in checked.key else found.source_id


def view_of(release: Release, checked: Checked, found: Evidence, country: str | None) -> str:
    """Address of the page that shows a figure, relative to the atlas."""
    key = checked.key
    if "index" in key:
        page = "readiness"
        asked = {name: key[name] for name in ("country", "index", "measure", "scheme", "region") if name in key}
        asked["edition"] = found.key
    else:
        page = "accessibility" if "metric" in key else "initiatives"
        asked = {"country": country or "all"}
    return permalink(entry(page).address, {name: (value,) for name, value in asked.items()}, release.id)
