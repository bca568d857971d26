# shellcheck shell=bash
#
# Keeps the environment `.venv` at the root of the checkout as pyproject.toml and the lock want it. Sourced, not run.
#
# Offers:
#   $root           the root of the checkout, absolute
#   $venv           the environment, absolute
#   $locked         the folder of the lock, absolute
#   die MESSAGE     one line to standard error, exit 1
#   set_up LEVEL    makes .venv hold LEVEL and all before it: run < trust < postgres < parquet < bench < test < dev
#   use FOLDER LEVELS PYTHONS    from here on keeps another environment
#   $in_parallel    the options with which pytest runs on all cores; most tests wait for processes and servers
#
# What is installed is what was tested: the versions that scripts/lib/locked names, every file checked against a hash
# there. LEVEL.txt holds what LEVEL needs beyond the level before it. `scripts/lock` writes them.
#
# When nothing changed, set_up has to be unnoticeable before every command: it starts no Python and asks no network.
# Works with bash 3.2, which is what macOS ships.

root="$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)"
readonly root
readonly locked="$root/scripts/lib/locked"
# shellcheck disable=SC2034 # for whoever sources this
readonly in_parallel=(-n logical)

# The environment that is kept, the levels that it can hold, and the interpreters that it may be made with, best first.
use() {
    venv="$root/$1" levels="$2" pythons="$3"
    # What .venv was made for; when it says what is wanted, there is nothing to do. It holds the whole text of
    # pyproject.toml instead of a hash: comparing that costs no process.
    stamp="$venv/.stamp"
    # The lock that .venv was made from. A level compares its own part only.
    installed="$venv/.locked"
    # Lies there, with the old stamp in it, while an installation runs. One that was killed leaves it behind, and .venv
    # is then made anew.
    unfinished="$venv/.unfinished"
}
use .venv "run trust postgres parquet bench test dev" "python3.13 python3.12 python3.11 python3 python"

die() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

set_up() {
    local level="$1"
    is_current "$level" && return 0
    mkdir -p -- "$venv" 2>/dev/null || die "cannot make $venv: is the folder writable?"
    # In a process of its own: the lock goes when that ends, however it ends.
    (
        lock
        # Somebody else may have done it while we waited.
        is_current "$level" || install "$level"
    ) 9>>"$venv/.setup.lock"
}

# One set-up at a time. The file is not called `.lock`: that one is uv's own, and uv would wait for us.
# flock where there is one (Linux); elsewhere a folder, which the next one takes over when its maker is gone.
lock() {
    if command -v flock >/dev/null 2>&1; then
        flock -n 9 && return 0
        waiting
        flock 9 || die "cannot lock $venv/.setup.lock"
        return 0
    fi
    local held="$venv/.setup.lock.d" owner told=no
    until mkdir -- "$held" 2>/dev/null; do
        [[ -w "$venv" ]] || die "cannot write to $venv"
        owner="$(cat -- "$held/pid" 2>/dev/null || true)"
        if [[ -n "$owner" ]] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf -- "$held"
            continue
        fi
        [[ "$told" == yes ]] || waiting
        told=yes
        sleep 0.2
    done
    trap 'rm -rf -- "$venv/.setup.lock.d"' EXIT
    # Not $$: that is the script, which lives on when this process ends.
    sh -c 'echo "$PPID"' >"$held/pid"
}

waiting() {
    printf 'waiting for another set-up of %s …\n' "${venv##*/}" >&2
}

# Is .venv good for this level?
is_current() {
    [[ -f "$stamp" && -x "$venv/bin/python" && -x "$venv/bin/timeline" && ! -e "$unfinished" ]] || return 1
    local have
    have="$(<"$stamp")"
    [[ "${have#*$'\n'}" == "$(wanted)" ]] && contains "${have%%$'\n'*}" "$1" && is_locked "$1"
}

# Were level $1 and those before it installed from the lock as it is now?
is_locked() {
    local level
    for level in $levels; do
        [[ -f "$installed/$level.txt" && "$(<"$installed/$level.txt")" == "$(<"$locked/$level.txt")" ]] || return 1
        [[ "$level" != "$1" ]] || return 0
    done
}

# The lines of the stamp below its first, which is the level.
wanted() {
    place
    printf '%s\n' "$(<"$root/pyproject.toml")"
}

# Where .venv lies (its scripts name the folder) and which Python it links to.
place() {
    printf '%s\n' "$root" "$(readlink -f -- "$venv/bin/python" 2>/dev/null || true)"
}

# Does level $1 contain level $2?
contains() {
    local up_to="${levels%%"$1"*}$1"
    [[ " $levels " == *" $1 "* && " $up_to " == *" $2 "* ]]
}

install() {
    local level="$1" had="" uv="" python="" log
    uv="$(command -v uv || true)"
    is_usable "$uv" || find_python "$uv"
    printf 'setting up %s …\n' "${venv##*/}" >&2
    log="$(mktemp)" || die "cannot make a temporary file"
    # What was there once is kept: `timeline` must not take away what `test` brought.
    if [[ -f "$stamp" ]]; then
        IFS= read -r had <"$stamp" || true
        contains "$had" "$level" && level="$had"
    fi
    [[ -z "$python" ]] || make_venv "$uv" "$python" "$log"
    [[ ! -f "$stamp" ]] || mv -f -- "$stamp" "$unfinished"
    : >>"$unfinished"
    (set -o pipefail && fetch_and_install "$uv" "$level" 2>&1 | show "$log") || fail "$log"
    remember "$level"
    rm -f -- "$log"
}

# First what the lock names, and nothing else (`--no-deps`: a test holds that it is complete, and the pip of Python 3.11
# does not take `coverage==…` for `coverage[toml]`). Then ourselves, for which nothing is fetched, not even to build it.
fetch_and_install() {
    local uv="$1" level="$2"
    cd -- "$root" || return 1
    step "fetching and installing $(grep -c '^[^ #]*==' "$locked/$level.txt") packages"
    if [[ -n "$uv" ]]; then
        "$uv" pip install --python "$venv/bin/python" --no-deps --require-hashes -r "$locked/$level.txt" &&
            "$uv" pip install --python "$venv/bin/python" --no-deps --no-build-isolation -e .
    else
        # pip tries five times for each package, which without a network takes more than a minute.
        "$venv/bin/python" -m pip install --disable-pip-version-check --retries 2 \
            --no-deps --require-hashes -r "$locked/$level.txt" &&
            "$venv/bin/python" -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
    fi || return 1
    # Compiled now, not by the first command: and where Python may write no bytecode, by no command ever.
    step "compiling"
    "$venv/bin/python" -m compileall -q scripts/console events timeline
}

# A line that `show` takes for a step, among the words of the installer.
step() {
    printf '%s%s\n' "$step_mark" "$1"
}
readonly step_mark="== "

# Keeps what comes in for `fail`, and tells somebody who waits what is being done: a line for each step, and on a terminal
# below it, in one place, the package that is at hand.
show() {
    local log="$1" line name
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        if [[ "$line" == "$step_mark"* ]]; then
            here ""
            printf '  %s …\n' "${line#"$step_mark"}" >&2
        elif [[ "$line" =~ ^\ *(Collecting|Downloading|Downloaded|Using\ cached|\+)\ ([A-Za-z0-9._-]+) ]]; then
            name="${BASH_REMATCH[2]}"
            here "    ${name%%-[0-9]*}"
        elif [[ "$line" == "Installing collected packages"* ]]; then
            here "    putting them in place"
        fi
    done
    here ""
}

# Writes over the line that the cursor is on; nothing where nobody looks.
here() {
    [[ ! -t 2 ]] || printf '\r\033[K%s' "$1" >&2
}

remember() {
    mkdir -p -- "$installed"
    cp -- "$locked"/*.txt "$installed"
    {
        printf '%s\n' "$1"
        wanted
    } >"$stamp.new"
    rm -f -- "$unfinished"
    mv -f -- "$stamp.new" "$stamp"
}

# Can the .venv that is there be built on? A moved one cannot: its scripts name the old place. One that somebody made
# by hand can.
is_usable() {
    local uv="$1" have want
    [[ -x "$venv/bin/python" && ! -e "$unfinished" ]] || return 1
    if [[ -f "$stamp" ]]; then
        have="$(<"$stamp")"
        have="${have#*$'\n'}"
        want="$(place)"
        [[ "$have" == "$want"$'\n'* ]] || return 1
    fi
    "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || return 1
    # uv brings no pip into what it makes.
    [[ -n "$uv" ]] || "$venv/bin/python" -c 'import pip' 2>/dev/null
}

make_venv() {
    local uv="$1" python="$2" log="$3"
    # Everything but the lock, which is ours.
    find "$venv" -mindepth 1 -maxdepth 1 ! -name '.setup.lock*' -exec rm -rf -- {} +
    : >"$unfinished"
    printf '  making it with %s …\n' "$python" >&2
    if [[ -n "$uv" ]]; then
        "$uv" venv --quiet --allow-existing --python "$python" "$venv" >"$log" 2>&1 || fail "$log"
    else
        "$python" -m venv "$venv" >"$log" 2>&1 || fail "$log"
    fi
}

# Sets $python to the newest suitable interpreter, or dies. A name on PATH proves nothing (version managers put
# stand-ins there), so each is asked.
find_python() {
    local uv="$1" name version found="" without_venv=""
    for name in $pythons; do
        version="$("$name" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null)" || continue
        found="$found${found:+, }$name is $version"
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        if [[ -z "$uv" ]] && ! "$name" -c 'import ensurepip, venv' 2>/dev/null; then
            without_venv="${without_venv:-$name}"
            continue
        fi
        python="$(command -v "$name")"
        return 0
    done
    # uv can bring a Python of its own.
    if [[ -n "$uv" ]]; then
        python="${pythons%% *}"
        python="${python#python}"
        return 0
    fi
    [[ -z "$without_venv" ]] ||
        die "$without_venv lacks its venv module; install it (Debian, Ubuntu: apt install $without_venv-venv), or install uv"
    die "needs Python 3.11 or newer, but ${found:-there is none}; install it (Debian, Ubuntu: apt install python3.11 python3.11-venv; macOS: brew install python@3.13), or install uv"
}

# Dies with one line that says why, as far as the installer's words allow.
fail() {
    local log="$venv/setup.log" why
    mv -f -- "$1" "$log"
    if grep -qiE 'hash mismatch|do not match the hashes' "$log"; then
        why="a package is not the one that was locked: its hash differs; do not install it by other means"
    elif grep -qiE 'name resolution|failed to establish|connection (refused|reset|error)|network is unreachable|dns error|error sending request|failed to (fetch|lookup)|timed out|connect error' "$log"; then
        why="the package index cannot be reached; check the network or the proxy, then run this again"
        # Everything is fetched before anything is changed: what was there still works.
        [[ ! -s "$unfinished" ]] || mv -f -- "$unfinished" "$stamp"
    elif grep -qi 'no space left' "$log"; then
        why="the disk is full"
    else
        why="$(grep -iE 'error|no solution|because' "$log" | head -n 1 || true)"
    fi
    die "could not set up ${venv##*/}: ${why:-the installer failed} (its words: ${venv##*/}/setup.log)"
}
