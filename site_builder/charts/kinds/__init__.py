"""One module a chart kind, in the order in which pages show them; a test compares this list and the folder."""

from site_builder.charts.kinds import (  # isort: skip  (the order is the pages' order)
    whole,
    functions,
    flow,
    three_public,
    function_budget,
    budget_execution,
    execution_rate,
    self_grade,
    grades,
    years,
)

KINDS = (
    whole,
    functions,
    flow,
    three_public,
    function_budget,
    budget_execution,
    execution_rate,
    self_grade,
    grades,
    years,
)
