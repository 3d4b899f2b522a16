# Sourced by ./serve and ./test from the project folder: finds Python and keeps .venv equal to a lock.

# Start-up without cached bytecode takes seconds longer, and a foreign path or user install must not reach into .venv.
unset PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX

say() { printf '==> %s\n' "$*"; }

stop() {
  printf '\n%s: %s\n' "$0" "$*" >&2
  exit 1
}

# Version managers leave commands that exist but do not run, so a candidate counts only when it answers.
is_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Sets $python.
find_python() {
  for python in ${PYTHON:-.venv/bin/python python3.11 python3 python3.12 python3.13 python3.14}; do
    if is_python "$python"; then return; fi
  done
  stop "no Python 3.11 or newer found. On Debian, root runs: apt-get install python3 python3-venv" \
    "(elsewhere install Python 3.11, or name one: PYTHON=path/to/python $0)."
}

# Installs Debian packages, or stops with the command that root has to run.
apt_install() {
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    stop "$* is missing and only root can install it. Root runs: apt-get install $* - then run $0 again."
  fi
  say "Installing $* with apt-get"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q || true # one broken source of the machine's own must not stop us; the install will tell
  apt-get install -q -y --no-install-recommends "$@" ||
    stop "apt-get could not install $*; the lines above say why. The first run needs the network: run $0 again when it is there."
}

# Installs Debian packages that bring a server, which neither starts now nor with the machine: only tests start it.
install_idle() {
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  apt_install "$@"
  case "$*" in *nginx*) update-rc.d nginx disable || true ;; esac
}

create_environment() {
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    apt_install "$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"
  fi
  say "Creating the environment .venv"
  "$python" -m venv --clear .venv || stop "could not create .venv here; the lines above say why."
}

# install_lock FILE... : installs the first file, and notes all of them (each part of the first) as installed.
# A note is a copy of the lock, so a second run compares two files and needs no network.
install_lock() {
  if is_python .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null; then
    if cmp -s "$1" ".venv/installed-$1"; then return; fi
  else
    create_environment
  fi
  say "Installing the packages of $1"
  .venv/bin/python -m pip --disable-pip-version-check install --no-input --require-hashes --only-binary :all: -r "$1" ||
    stop "the packages of $1 could not be installed; the lines above say why. The first run needs the network" \
      "(a mirror or proxy belongs in pip's own settings): run $0 again when it is there."
  for lock in "$@"; do cp "$lock" ".venv/installed-$lock"; done
}
