"""Finds tools by what people say: one hit per resource, in the trade's words, typing errors too."""

from agent.search.ranker import Found, Hit, Ranker
from agent.search.thesaurus import Thesaurus, ThesaurusProblem, load_thesaurus

__all__ = ["Found", "Hit", "Ranker", "Thesaurus", "ThesaurusProblem", "load_thesaurus"]
