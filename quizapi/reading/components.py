"""The four spaCy components. Each reads what the ones before it left on the doc and changes nothing else.

They go into any English spaCy pipeline that has a tagger, a parser, a lemmatizer and named entities, in this
order: `quizapi_entities`, `quizapi_attributions`, `quizapi_claims`, `quizapi_causal_relations`. Results are
on `doc._.quizapi_entities` and so on, as tuples of the domain's values.
"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from quizapi.domain import Annotations, Attribution, CausalRelation, Claim, Entity, Genre, TopicLexicon
from quizapi.reading.attributions import find_attributions
from quizapi.reading.causal import find_causal_relations
from quizapi.reading.claims import find_claims, find_genre
from quizapi.reading.entities import find_entities

COMPONENTS = ("quizapi_entities", "quizapi_attributions", "quizapi_claims", "quizapi_causal_relations")

for _name in COMPONENTS:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=())
if not Doc.has_extension("quizapi_genre"):
    Doc.set_extension("quizapi_genre", default="report")


class EntitiesComponent:
    """Sets `doc._.quizapi_entities`."""

    def predict(self, doc: Doc) -> tuple[Entity, ...]:
        return find_entities(doc)

    def __call__(self, doc: Doc) -> Doc:
        doc._.quizapi_entities = self.predict(doc)
        return doc


class AttributionsComponent:
    """Sets `doc._.quizapi_attributions`."""

    def predict(self, doc: Doc) -> tuple[Attribution, ...]:
        return find_attributions(doc, doc._.quizapi_entities)

    def __call__(self, doc: Doc) -> Doc:
        doc._.quizapi_attributions = self.predict(doc)
        return doc


class ClaimsComponent:
    """Sets `doc._.quizapi_claims` and `doc._.quizapi_genre`."""

    def predict(self, doc: Doc) -> tuple[tuple[Claim, ...], Genre]:
        claims = find_claims(doc, doc._.quizapi_entities, doc._.quizapi_attributions)
        return claims, find_genre(doc, claims)

    def __call__(self, doc: Doc) -> Doc:
        doc._.quizapi_claims, doc._.quizapi_genre = self.predict(doc)
        return doc


class CausalRelationsComponent:
    """Sets `doc._.quizapi_causal_relations`; `lexicons` are the topics that relations are labelled with."""

    def __init__(self) -> None:
        self.lexicons: Sequence[TopicLexicon] = ()

    def predict(self, doc: Doc) -> tuple[CausalRelation, ...]:
        return find_causal_relations(doc, doc._.quizapi_entities, doc._.quizapi_attributions, self.lexicons)

    def __call__(self, doc: Doc) -> Doc:
        doc._.quizapi_causal_relations = self.predict(doc)
        return doc


@Language.factory("quizapi_entities", assigns=["doc._.quizapi_entities"])
def make_entities(nlp: Language, name: str) -> EntitiesComponent:
    return EntitiesComponent()


@Language.factory("quizapi_attributions", requires=["doc._.quizapi_entities"])
def make_attributions(nlp: Language, name: str) -> AttributionsComponent:
    return AttributionsComponent()


@Language.factory("quizapi_claims", requires=["doc._.quizapi_attributions"])
def make_claims(nlp: Language, name: str) -> ClaimsComponent:
    return ClaimsComponent()


@Language.factory("quizapi_causal_relations", requires=["doc._.quizapi_attributions"])
def make_causal_relations(nlp: Language, name: str) -> CausalRelationsComponent:
    return CausalRelationsComponent()


def annotations_of(doc: Doc) -> Annotations:
    """What the components left on the doc."""
    return Annotations(
        entities=doc._.quizapi_entities,
        attributions=doc._.quizapi_attributions,
        claims=doc._.quizapi_claims,
        causal_relations=doc._.quizapi_causal_relations,
        genre=doc._.quizapi_genre,
    )
