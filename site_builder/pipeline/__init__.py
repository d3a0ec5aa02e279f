"""The steps in order: find, analyse, build each department, build the site, write, tidy."""

from site_builder.pipeline.build import build
from site_builder.pipeline.result import BuildResult
from site_builder.pipeline.settings import BuildSettings, Progress
from site_builder.pipeline.versions import forget_templates

__all__ = ["BuildResult", "BuildSettings", "Progress", "build", "forget_templates"]
