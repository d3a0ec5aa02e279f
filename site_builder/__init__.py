"""Turn government disclosure reports into a static website in which every number opens its source line."""

__version__ = "0.1.0"
