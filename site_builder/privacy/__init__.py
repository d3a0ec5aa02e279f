"""The privacy gate: finds and masks private data in a document before anything else sees it."""

from site_builder.privacy.gate import mask_document, mask_name, mask_text
from site_builder.privacy.name_words import load_words

__all__ = ["load_words", "mask_document", "mask_name", "mask_text"]
