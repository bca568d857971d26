# shellcheck shell=bash
#
# Which tests CI runs how. Each name is a folder, a file or a test below tests/. Sourced, not run.

# Tests that take more than 80 ms under the tracer, and each line and branch that they reach is reached by a
# measured test as well. One a line; `python -m tests.reached` writes them.
reached_elsewhere="$(<"${BASH_SOURCE[0]%/*}/unmeasured.txt")"

# What takes long and reaches no line that the others do not reach: our own arithmetic, many writers, damage, speed, browsers,
# other processes. `scripts/check tests` does not measure its coverage, which would take twice as long again.
# shellcheck disable=SC2034 # for whoever sources this
readonly long="
    bench browser mutation torture
    application/test_held.py application/test_past_days.py application/test_sharing.py application/test_streaming.py
    application/test_searching.py::test_what_is_asked_for_is_found_however_it_is_written application/test_tracker.py
    claims/test_claims.py
    cli/test_append.py::test_memory_does_not_grow_with_the_facts cli/test_examples.py
    cli/test_help.py::test_every_command_that_is_named_can_be_typed_once_its_gaps_are_filled
    cli/test_hints.py cli/test_history.py cli/test_link.py cli/test_merge.py
    cli/test_rebuild.py::test_processes_make_the_same_answers
    cli/test_rebuild.py::test_who_is_killed_is_followed_by_whoever_comes_next
    cli/test_streams.py
    cli/test_verify.py::test_flipped_bytes_are_found_or_harmless
    cli/test_watch.py::TestForPrograms::test_who_remembers_the_last_position_goes_on_after_it
    drawing/test_scale.py
    exporters/test_atom.py exporters/test_brief.py exporters/test_ics.py exporters/test_jsonld.py exporters/test_timelinejs.py
    fact_file/test_properties.py fact_file/test_proportion.py fact_file/test_schema.py
    importing/test_calendar.py::test_reading_takes_as_long_as_the_calendar_is_large
    integrity/test_moving.py integrity/test_read_models.py
    knowledge/test_knowledge.py
    projections/test_explained.py projections/test_going_on.py
    projections/test_positions.py::test_a_position_is_weighed_fact_after_fact_as_all_of_it_is_at_once
    projections/test_steps.py projections/test_uncited.py
    read_models/test_going_on_from_kept.py::test_after_somebody_took_a_chapter_out
    read_models/test_judgements.py read_models/test_keeping.py read_models/test_making.py read_models/test_past.py
    read_models/test_past_held.py::test_each_day_is_read_as_it_is_kept_in_whatever_order
    reference/test_pages.py
    store/test_by_dialogue.py
    store/test_postgres_contract.py
    store/test_sqlite_contract.py::TestFollowWriters store/test_sqlite_contract.py::TestManyWriters
    upgrades/test_golden_stores.py::test_it_goes_on_with_what_is_appended
    upgrades/test_golden_stores.py::test_rebuilding_brings_it_up_to_date
    upgrades/test_golden_stores.py::test_whatever_its_format_it_answers_the_same
    values/test_agreement.py values/test_capitals.py
    web/test_app.py::test_a_query_has_names_of_its_own
    web/test_arabic.py::test_every_fault_at_a_field_is_told_in_arabic
    web/test_arabic.py::test_whatever_is_not_reported_is_arabic
    web/test_behind_a_proxy.py web/test_day_by_day.py web/test_dialogue.py web/test_feeds.py
    web/test_live.py::test_readers_who_ask_at_once_share_some_threads web/test_question.py
    web/test_team.py::test_what_was_not_granted_is_not_there_on_any_page
    windows/test_window.py wording/test_words.py
    test_audit.py test_every_kind.py test_locked.py test_plurals.py test_prose.py test_readme.py test_sealed.py test_setup.py
    test_skips.py test_tidy.py test_unmeasured.py
    $reached_elsewhere"

# What meets each library in each way in which we use it: `scripts/lowest --part` runs this and nothing else.
# shellcheck disable=SC2034
readonly meeting="
    access answers facts
    cli/test_examples.py cli/test_help.py cli/test_main.py cli/test_options.py cli/test_output.py cli/test_tables.py
    cli/test_token.py
    exporters/test_command.py exporters/test_csl.py exporters/test_every_format.py exporters/test_ics.py
    exporters/test_pictures.py exporters/test_tables.py
    fact_file/test_drafting.py fact_file/test_schema.py fact_file/test_yaml.py
    importing/test_calendar.py
    integrity/test_checkpoint.py integrity/test_proof.py
    store/test_library_conformance.py store/test_library_projection.py store/test_postgres_contract.py
    store/test_postgres_store.py
    values/test_likeness.py
    web/test_app.py web/test_behind_a_proxy.py web/test_bodies.py web/test_exported.py web/test_home.py
    web/test_live.py::test_all_readers_hear_what_another_process_appends
    web/test_live.py::test_readers_who_listen_cost_no_thread_each_and_are_let_go_at_the_end
    web/test_openapi.py web/test_protocol.py web/test_question.py web/test_writing.py
    test_library.py"

# Of these, what many processes do at once asks nothing of a library that one process does not ask.
# shellcheck disable=SC2034
readonly crowds="ManyWriters or FollowWriters"
