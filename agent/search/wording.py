"""How a query is worded: as a wish for an act, as a question anybody may answer, about oneself."""

import re
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from agent.search.words import STOP, stem, tokens

_GENERAL = re.compile(
    r"\s*(what('s)?|why|when|where|how|best|is|are|am|does|should|would|could you|can you|will it"
    r"|do (i|you|we need)|who (are|was|did|wrote|won|built|invented|painted|directed|sang)"
    r"|explain|convert|translate|recommend|suggest|solve|draw|sing|teach|pick|play|name|compare"
    r"|count|write|draft|define|generate an?|set an?|fix my|remind me to"
    r"|(help|tell|find|make|book|order) me|give me|show me (a|some|pictures|how))\b"
    r"|.*\b(my|myself)\b",
    re.IGNORECASE,
)
"""How questions to an encyclopedia begin, and wishes to an assistant that does everything."""

_KNOWLEDGE = re.compile(
    r"\s*(how (do|can|should|would|could) (i|you|we|one)|how (to|does)|how long (does|do|can)"
    r"|what (is|are) (an?|the|some)|what (makes|causes|should|size|does the)"
    r"|what's (an?|the (best|difference|price|penalty))|why (is|do|does|are)|is it"
    r"|can an|should|which .* should|explain|best|tips|do (i|you)|are you"
    r"|(what|how) (does|do) .* (look|mean|work)"
    r"|who (made|invented|founded|wrote|won)|who (is|are|was) (an?|the|you|in))\b",
    re.IGNORECASE,
)
"""How people ask for what anybody may know and no company's records say."""

_OWN = re.compile(
    r"\b(my|myself|(?<!show )(?<!give )(?<!tell )(?<!let )(?<!read )(?<!play )me)\b", re.IGNORECASE
)
"""How people speak of their own affairs, which are nobody's customers."""

_QUESTION = re.compile(
    r"\s*(why|when|who|whose|which|what|where|how (many|much|long|often|old|far)"
    r"|did|was|were|is|are|has|have|does|do (we|they|i|you))\b",
    re.IGNORECASE,
)
"""How people ask what is, not for something to be done; "how do I" asks for the act."""

_OPENINGS = "please can could you i need want to help lets let us just ok so hey would like we"
_DETERMINERS = """
the a an my me our us this that these those some up out down off your him her them
"""
_ENDS = """
to on in for from with at of by that and who which as into onto so because when while under over
about after before until per or but is are was were than
"""
_POLITE = frozenset(_OPENINGS.split())
_BEFORE_A_THING = frozenset(_DETERMINERS.split())
"""What stands between an act and what it is done to: "mop the shop", "lock up the shop"."""

_QUANTITIES = frozenset({"new", "all", "every", "more"})
_AFTER_A_THING = frozenset(_ENDS.split())


@dataclass(frozen=True)
class Wish:
    """The stems of what a query that begins with an act names: the act and its object.

    The object is the last word of what follows: "door" of "fix the garage door for her".
    """

    act: str
    object: str | None
    is_surely_act: bool
    """Whether what follows says that it is one, known or not."""


def is_general(query: str) -> bool:
    """Whether a query is worded like one that may be about anything at all."""
    return _GENERAL.match(query) is not None


def is_question(query: str) -> bool:
    """Whether a query asks what is, so that nothing shall be done."""
    return _QUESTION.match(query) is not None


def asks_for_knowledge(query: str) -> bool:
    """Whether a query is worded like a question that a book answers."""
    return _KNOWLEDGE.match(query) is not None


def is_own_affair(query: str) -> bool:
    """Whether a query speaks of what is the asker's own."""
    return _OWN.search(query) is not None


def read_wish(query: str) -> Wish | None:
    """What a query wishes for, were its first word an act; None where it says too little."""
    words = list(dropwhile(_POLITE.__contains__, tokens(query)))
    if len(words) < len(("act", "object")) or words[0] in STOP or words[0] == "which":
        return None
    thing = dropwhile((_BEFORE_A_THING | _QUANTITIES).__contains__, words[1:])
    named = [
        word
        for word in takewhile(lambda one: one not in _AFTER_A_THING, thing)
        if word not in STOP and not word.isdigit()
    ]
    object_ = stem(named[-1]) if named else None
    return Wish(stem(words[0]), object_, is_surely_act=words[1] in _BEFORE_A_THING)
