"""One module a chart kind, in the order in which pages show them; a test compares this list and the folder."""

from site_builder.charts.kinds import (  # isort: skip  (the order is the pages' order)
    whole,
    budget_execution,
    function_budget,
    execution_rate,
    functions,
    flow,
    three_public,
    grades,
    years,
    self_grade,
)

KINDS = (
    whole,
    budget_execution,
    function_budget,
    execution_rate,
    functions,
    flow,
    three_public,
    grades,
    years,
    self_grade,
)
