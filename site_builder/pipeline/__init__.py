"""The steps in order: find, analyse, build each department, build the site, write, tidy."""

from site_builder.pipeline.audit import AuditedFile, audit
from site_builder.pipeline.build import BuildResult, build
from site_builder.pipeline.department import forget_versions
from site_builder.pipeline.settings import BuildSettings, Progress

__all__ = ["AuditedFile", "BuildResult", "BuildSettings", "Progress", "audit", "build", "forget_versions"]
