"""What WordPress makes of a page's text before it is shown: shortcodes and automatic line breaks.

And the other way, how it keeps a comment. Shortcodes of plugins stay as text: only their plugin knows what they say.
"""

import re
from html import escape, unescape

CODES = ("caption", "wp_caption", "embed", "gallery", "playlist", "audio", "video")
CODE = re.compile(
    rf"(?P<open>\[?)\[(?P<name>{'|'.join(CODES)})(?![\w-])(?P<said>[^\[\]]*?)"
    r"(?:/\]|\](?:(?P<inside>(?:(?!\[(?P=name)(?![\w-])).)*?)\[/(?P=name)\])?)(?P<close>\]?)",
    re.DOTALL,
)
PICTURE = re.compile(r"\s*((?:<a\s[^>]*>\s*)?<img\s[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
LEGEND = re.compile(r"""\bcaption=(["'])(.*?)\1""", re.DOTALL)
ADDRESS = re.compile(r"""https?://[^\s"'<>\]]+""")
BLOCK = "<!-- wp:"
PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL | re.IGNORECASE)


def shown(text: str) -> str:
    """Return a post's text as HTML in which a line break counts only where it did in WordPress.

    A caption stands below its picture, an embedded address and a sound or film are links, galleries go: they name their
    pictures by number.
    """
    if BLOCK in text:  # from the block editor: HTML in which a line break is a space
        parts = PREFORMATTED.split(text)
        parts[::2] = [" ".join(part.split("\n")) for part in parts[::2]]
        text = "".join(parts)
    return CODE.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    if found["open"] and found["close"]:
        return found[0][1:-1]  # [[gallery]] speaks of a shortcode
    return found["open"] + _shown(found["name"], found["said"], found["inside"] or "") + found["close"]


def _shown(name: str, said: str, inside: str) -> str:
    if name.endswith("caption"):
        picture = PICTURE.fullmatch(inside)
        legend = LEGEND.search(said)
        below = (picture[2] if picture else "").strip() or (unescape(legend[2]) if legend else "")
        return f"<figure>{picture[1]}<figcaption>{below}</figcaption></figure>" if picture else inside
    address = ADDRESS.search(unescape(inside if name == "embed" else f"{said} {inside}"))
    if name in {"gallery", "playlist"} or not address:
        return ""
    return f'<p><a href="{escape(address[0])}">{escape(address[0])}</a></p>'


def lined(html: str) -> str:
    """Return a comment with line breaks for ``<br>`` and blank lines for ``<p>``, as WordPress does.

    It shows both alike; but from who may not write any HTML (DISALLOW_UNFILTERED_HTML) it takes neither tag.
    """
    lines = html.replace("<br>\n", "\n").replace("<br>", "\n").replace("<p>", "")
    return re.sub(r"</p>\s*", "\n\n", re.sub(r"</p>\s*(?=</)", "", lines)).strip()
