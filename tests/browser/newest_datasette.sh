#!/bin/sh
# Runs the tests of the web side on the newest pre-release of Datasette 1.0, in an environment of its own.
# What the project needs otherwise is borrowed from .venv; Datasette and its own needs come first on the path.
set -eu
cd "$(dirname "$0")/../.."
own=.venv-datasette-1
if [ ! -x "$own/bin/datasette" ]; then
  .venv/bin/python -m venv "$own"
  "$own/bin/python" -m pip install --quiet --disable-pip-version-check --pre "datasette>=1.0a41,<2"
  here=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  there=$("$own/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  echo "$here" > "$there/project.pth"
fi
"$own/bin/python" -c 'import datasette; print("Datasette", datasette.__version__)'
exec "$own/bin/python" -m pytest -q -p no:cacheprovider tests/test_web.py tests/test_interface.py "$@"
