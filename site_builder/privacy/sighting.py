"""One private value seen in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PrivateKind(StrEnum):
    """Kinds of private data that may not be published (handbook §7, 个人信息保护法)."""

    IDENTITY_NUMBER = "identity_number"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    HOME_ADDRESS = "home_address"
    PERSON_NAME = "person_name"

    @property
    def label(self) -> str:
        """The Chinese name used in findings."""
        return LABELS[self]


LABELS = {
    PrivateKind.IDENTITY_NUMBER: "身份证号",
    PrivateKind.BANK_CARD: "银行卡号",
    PrivateKind.MOBILE: "手机号码",
    PrivateKind.HOME_ADDRESS: "个人住址",
    PrivateKind.PERSON_NAME: "救助、补助等事项中的个人姓名",
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A private value at `start` to `end` of the text searched; `value` never leaves this package unmasked."""

    kind: PrivateKind
    start: int
    end: int
    value: str
