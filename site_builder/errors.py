"""The operator's problems: each says what, where and what to do, in Chinese, and has an exit code."""

from __future__ import annotations


class SiteBuilderError(Exception):
    """Base of all errors shown to the operator. `message` says what and where, `advice` what to do."""

    exit_code = 2

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n  怎么办：{self.advice}" if self.advice else self.message


class ConfigError(SiteBuilderError):
    """site.toml cannot be used."""


class ContentNotFound(SiteBuilderError):
    """The content folder is missing or holds no file."""


class UnreadableFile(SiteBuilderError):
    """A file that no reader can open: wrong kind, damaged, encrypted, too large."""


class TemplateProblem(SiteBuilderError):
    """A template is missing or broken."""


class OutputProblem(SiteBuilderError):
    """The output folder cannot be written."""


class StrictFailure(SiteBuilderError):
    """`--strict`: the build finished and listed problems."""

    exit_code = 1
