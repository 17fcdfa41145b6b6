"""The values that travel from a response to the database.

Every attribute is described where it is declared. Times are ISO 8601 in UTC, to the second, ending
in ``Z``, unless an attribute says otherwise. Spans are half-open character offsets ``[start, end)``
into the stored text of the article.
"""

from aggregator.items.content import (
    Article,
    Confidence,
    DateValue,
    Link,
    LinkKind,
    PageState,
    Precision,
    SignatoryKind,
    Signature,
    Statement,
    TextBlock,
    Verdict,
)
from aggregator.items.reading import Discovered, Hints, Origin, ReadSettings, Selector
from aggregator.items.transport import Capture, InputFetched, Page

__all__ = [
    "Article",
    "Capture",
    "Confidence",
    "DateValue",
    "Discovered",
    "Hints",
    "InputFetched",
    "Link",
    "LinkKind",
    "Origin",
    "Page",
    "PageState",
    "Precision",
    "ReadSettings",
    "Selector",
    "SignatoryKind",
    "Signature",
    "Statement",
    "TextBlock",
    "Verdict",
]
