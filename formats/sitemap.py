"""The sitemap (sitemaps.org 0.9): every public page, with its twin in each language."""

from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree as ET

import clock
from formats.links import public
from language import LANGUAGES, twin

MAP, XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
ET.register_namespace("xhtml", XHTML)


def write(pages: Iterable[tuple[str, datetime | None]]) -> str:
    """Return the sitemap of pages: path, and when it last changed if that is known."""
    root = ET.Element("urlset", {"xmlns": MAP})
    for path, changed in pages:
        for language in LANGUAGES:
            url = ET.SubElement(root, "url")
            ET.SubElement(url, "loc").text = public(twin(path, language))
            if changed:
                ET.SubElement(url, "lastmod").text = f"{clock.utc(changed):%Y-%m-%dT%H:%M:%SZ}"
            for other in LANGUAGES:
                link = {"rel": "alternate", "hreflang": other, "href": public(twin(path, other))}
                ET.SubElement(url, f"{{{XHTML}}}link", link)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")
