# shellcheck shell=bash
#
# Which tests CI runs how. Each name is a folder, a file or a test below tests/. Sourced, not run.

# What takes long and reaches no line that the others do not reach: our own arithmetic, many writers, damage, speed, browsers,
# other processes. `scripts/check tests` does not measure its coverage, which would take twice as long again.
# shellcheck disable=SC2034 # for whoever sources this
readonly long="
    bench browser mutation torture
    application/test_held.py application/test_past_days.py application/test_sharing.py application/test_streaming.py
    application/test_tracker.py
    claims/test_claims.py
    cli/test_append.py::test_memory_does_not_grow_with_the_facts cli/test_hints.py cli/test_link.py
    cli/test_rebuild.py::test_processes_make_the_same_answers
    cli/test_rebuild.py::test_who_is_killed_is_followed_by_whoever_comes_next
    cli/test_streams.py
    cli/test_verify.py::test_flipped_bytes_are_found_or_harmless
    cli/test_watch.py::TestForPrograms::test_who_remembers_the_last_position_goes_on_after_it
    drawing/test_scale.py
    exporters/test_atom.py exporters/test_brief.py exporters/test_ics.py exporters/test_jsonld.py exporters/test_timelinejs.py
    fact_file/test_properties.py fact_file/test_proportion.py fact_file/test_schema.py
    integrity/test_moving.py integrity/test_read_models.py
    knowledge/test_knowledge.py
    projections/test_explained.py projections/test_going_on.py projections/test_steps.py projections/test_uncited.py
    read_models/test_making.py read_models/test_past.py
    reference/test_pages.py
    store/test_by_dialogue.py store/test_postgres_contract.py
    upgrades/test_golden_stores.py::test_rebuilding_brings_it_up_to_date
    values/test_agreement.py values/test_capitals.py
    web/test_behind_a_proxy.py web/test_day_by_day.py web/test_dialogue.py web/test_feeds.py web/test_question.py
    windows/test_window.py wording/test_words.py
    test_audit.py test_every_kind.py test_locked.py test_plurals.py test_prose.py test_readme.py test_sealed.py test_setup.py
    test_skips.py test_tidy.py test_unmeasured.py"

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
    web/test_app.py web/test_behind_a_proxy.py web/test_bodies.py web/test_exported.py web/test_home.py web/test_live.py
    web/test_openapi.py web/test_protocol.py web/test_question.py web/test_team.py web/test_writing.py
    test_library.py test_readme.py test_sealed.py"
