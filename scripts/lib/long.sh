# shellcheck shell=bash
#
# Which tests CI runs how. Each name is a folder, a file or a test below tests/. Sourced, not run.

# What takes long and reaches no line that the others do not reach: our own arithmetic, many writers, damage, speed, browsers,
# other processes. `scripts/check tests` does not measure its coverage, which would take twice as long again.
# shellcheck disable=SC2034 # for whoever sources this
readonly long="
    bench browser mutation torture
    application/test_held.py application/test_past_days.py application/test_tracker.py
    application/test_sharing.py::test_a_file_has_the_same_bytes_whoever_makes_its_parts
    cli/test_append.py::test_memory_does_not_grow_with_the_facts
    cli/test_examples.py::test_the_examples_of_every_kind_run
    cli/test_rebuild.py::test_processes_make_the_same_answers
    cli/test_rebuild.py::test_who_is_killed_is_followed_by_whoever_comes_next
    cli/test_verify.py::test_flipped_bytes_are_found_or_harmless
    cli/test_watch.py::TestForPrograms::test_who_remembers_the_last_position_goes_on_after_it
    exporters/test_brief.py exporters/test_timelinejs.py
    fact_file/test_properties.py fact_file/test_proportion.py
    integrity/test_moving.py integrity/test_read_models.py
    projections/test_going_on.py projections/test_steps.py
    read_models/test_making.py read_models/test_past.py
    reference/test_pages.py
    store/test_by_dialogue.py store/test_postgres_contract.py
    values/test_capitals.py windows/test_window.py
    test_audit.py test_every_kind.py test_locked.py test_plurals.py test_prose.py test_readme.py
    test_sealed.py test_setup.py test_skips.py test_tidy.py test_unmeasured.py"

# What meets each library in each way in which we use it: `scripts/lowest --part` runs this and nothing else, and of its
# folders not what is long.
# shellcheck disable=SC2034
readonly meeting="
    access answers exporters fact_file facts importing integrity store values web
    cli/test_examples.py cli/test_help.py cli/test_main.py cli/test_options.py cli/test_output.py cli/test_tables.py
    cli/test_token.py test_library.py test_readme.py test_sealed.py"
