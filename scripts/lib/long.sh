# shellcheck shell=bash
#
# Tests that take long, meet no library that the others do not meet, and reach no line that the others do not reach: our
# own arithmetic, many writers, damage, speed, browsers. CI runs them once: `scripts/check tests` does not measure their
# coverage, which would take twice as long again, and `scripts/lowest --part` leaves them out. Sourced, not run.

# shellcheck disable=SC2034 # for whoever sources this
readonly long="
    bench browser mutation torture reference/test_pages.py
    application/test_held.py application/test_past_days.py application/test_tracker.py exporters/test_timelinejs.py
    fact_file/test_properties.py integrity/test_moving.py integrity/test_read_models.py projections/test_going_on.py projections/test_steps.py
    read_models/test_making.py read_models/test_past.py store/test_postgres_contract.py store/test_by_dialogue.py
    values/test_capitals.py windows/test_window.py test_every_kind.py test_prose.py test_setup.py test_tidy.py"

# Tests of which measuring would take long as well, and which reach no line that the others do not reach. They meet
# libraries in ways of their own, so `scripts/lowest --part` runs them too.
# shellcheck disable=SC2034
readonly covered="
    exporters/test_brief.py fact_file/test_proportion.py test_readme.py test_sealed.py"
