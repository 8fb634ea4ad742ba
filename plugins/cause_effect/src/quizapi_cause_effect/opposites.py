"""The opposite of an effect: "raised" for "cut", "prevented" for "caused"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quizapi_cause_effect.wording import clean

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

    from quizapi.plugin_api import GeneratorTools

_PAIRS: Final = """
    cut increase, reduce increase, lower raise, halve double, weaken strengthen, slow hasten, shorten prolong,
    narrow widen, worsen improve, hurt help, harm help, damage help, curb boost, restrict widen, shrink swell,
    deepen ease, tighten loosen, calm alarm, anger please, disappoint please, divide unite, cripple revive,
    depress lift, isolate unite, undermine bolster, erode bolster, hinder help, hamper help, delay hasten,
    empty fill, impoverish enrich, destabilise stabilise, destabilize stabilize
"""
OPPOSITES: Final[dict[str, str]] = {}
for _pair in _PAIRS.replace("\n", " ").split(","):
    _one, _other = _pair.split()
    OPPOSITES.setdefault(_one, _other)
    OPPOSITES.setdefault(_other, _one)
_CAUSING: Final = frozenset(
    ("cause", "trigger", "spark", "provoke", "lead to", "result in", "bring about", "create", "set off")
)
_COMPARED: Final = frozenset({"more", "less", "fewer", "most", "least", "only", "even", "also"})
_LETTING: Final = frozenset(
    {"allow", "enable", "permit", "force", "help", "encourage", "lead", "compel", "push"}
)


def opposite(signal: str, effect: Tokens, tools: GeneratorTools, *, tag: str) -> str | None:
    """The opposite verb phrase in the form `tag`, None where the verb has none.

    Args:
        signal: The verb of causing in its plain form with its particle ("lead to"), empty where the effect
            begins with a verb that is cause and change in one ("cut exports").
        effect: The tokens of the effect.
    """
    if any(t.lower_ in _COMPARED for t in effect):
        return None
    if not signal:
        verb = OPPOSITES.get(effect[0].lemma_.lower())
        if verb is None or len(effect) < 2 or any(t.dep_ == "conj" and t.head == effect[0] for t in effect):
            return None
        if any(t.like_num or t.dep_ == "npadvmod" for t in effect) and verb in ("double", "halve"):
            return None
        return f"{tools.inflect(verb, tag)} {clean(effect[1:].text)}"
    if signal in _CAUSING:
        if effect[0].lower_ in ("no", "little", "few"):
            return None
        return f"{tools.inflect('prevent', tag)} {clean(effect.text)}"
    return _kept_from(effect, tools, tag=tag) if signal in _LETTING else None


def _kept_from(effect: Tokens, tools: GeneratorTools, *, tag: str) -> str | None:
    """ "kept the yard from closing" for "forced the yard to close"."""
    marker = next((t for t in effect if t.tag_ == "TO" and t.head.tag_ == "VB" and t.i > effect.start), None)
    if marker is None or marker.i + 1 >= effect.end:
        return None
    verb = effect.doc[marker.i + 1]
    if verb.tag_ != "VB" or verb.lemma_ == "be" or any(t.tag_ == "VB" and t.i > verb.i for t in effect):
        return None
    whom = clean(effect.doc[effect.start : marker.i].text)
    rest = clean(effect.doc[verb.i + 1 : effect.end].text)
    doing = tools.inflect(verb.lemma_.lower(), "VBG")
    return " ".join(part for part in (tools.inflect("keep", tag), whom, "from", doing, rest) if part)
