"""A picture made on the server: its frame, its name and what it says, for those who do not see it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def svg(
    width: int, height: int, title: str, *drawn: SafeString, description: str = "", css_class: str = ""
) -> SafeString:
    """An SVG of so many pixels with its title; ``drawn`` are its parts in their order."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg"{} viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        "<title>{}</title>{}{}</svg>",
        format_html(' class="{}"', css_class) if css_class else "",
        width,
        height,
        width,
        height,
        title,
        title,
        format_html("<desc>{}</desc>", description) if description else "",
        SafeString("".join(drawn)),
    )
