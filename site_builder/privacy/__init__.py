"""The privacy gate: finds and masks private data in a document before anything else sees it."""

from site_builder.privacy.gate import mask_document, mask_name, mask_text

__all__ = ["mask_document", "mask_name", "mask_text"]
