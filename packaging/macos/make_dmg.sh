#!/bin/sh
# Makes dist/liveapp-VERSION.dmg from dist/liveapp.app, on macOS, after `pyinstaller build.spec`:
#
#     packaging/macos/make_dmg.sh [PYTHON]
#
# PYTHON is the one that has PyInstaller: .venv/bin/python, unless told.
#
# UNTRIED: written after the manuals, by somebody without a Mac.
#
# The program is signed "ad hoc", that is by nobody: macOS runs it where it was built. Elsewhere a user has to allow it
# once in System Settings › Privacy & Security. To spare them that, sign it with an identity of Apple's developer
# programme (`codesign --sign "Developer ID Application: …" --options runtime`) and have it notarised
# (`xcrun notarytool submit`, `xcrun stapler staple`).
set -eu
cd "$(dirname "$0")/../.."

python=${1:-.venv/bin/python}
version=$("$python" -c "import liveapp; print(liveapp.__version__)")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# ditto, unlike cp, keeps what a signature covers.
ditto dist/liveapp.app "$scratch/liveapp.app"
codesign --force --deep --sign - "$scratch/liveapp.app"
codesign --verify --deep --strict "$scratch/liveapp.app"
ln -s /Applications "$scratch/Applications"
hdiutil create -volname "liveapp $version" -srcfolder "$scratch" -fs HFS+ -format UDZO -ov "dist/liveapp-$version.dmg"
echo "dist/liveapp-$version.dmg"
