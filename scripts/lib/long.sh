# shellcheck shell=bash
#
# Tests that take long and meet no library that the others do not meet: our own arithmetic, many writers, damage, speed.
# `scripts/lowest --part` runs all others, `scripts/test --long` runs these. Sourced, not run.

# shellcheck disable=SC2034 # for whoever sources this
readonly long="
    bench browser reference/test_pages.py cli/test_rebuild.py cli/test_verify.py cli/test_watch.py
    windows/test_window.py fact_file/test_properties.py
    integrity/test_read_models.py integrity/test_moving.py integrity/test_verification.py
    store/test_library_conformance.py store/test_postgres_contract.py store/test_sqlite_contract.py
    store/test_sqlite_file.py test_errors_catalogue.py test_setup.py test_tidy.py claims/test_claims.py
    read_models/test_making.py torture"
