"""The text that tells who made what is in the package, and under which licences it comes."""

from parts import Part

HEAD = """\
liveapp itself, its icons included: its makers state no licence.

What it is made with comes in the same folder, /opt/liveapp. Qt and PySide6 are used under the GNU Lesser
General Public License, version 3: they are separate libraries in the folder, which may be replaced by other
builds of the same version. That licence, and others that are common, are in /usr/share/common-licenses.

"""


def copyright_text(parts: list[Part]) -> str:
    """A list of the parts, then the texts of their licences, each once."""
    lines = [f"  {part.name} {part.version}: {part.licence}\n" for part in parts]
    texts: dict[str, list[Part]] = {}
    for part in parts:
        for text in part.texts:
            texts.setdefault(text.strip(), []).append(part)
    told = [f"\n{'-' * 78}\n{_names(of)}\n{'-' * 78}\n\n{text}\n" for text, of in texts.items()]
    return HEAD + "".join([*lines, *told])


def _names(parts: list[Part]) -> str:
    return ", ".join(dict.fromkeys(part.name for part in parts))
