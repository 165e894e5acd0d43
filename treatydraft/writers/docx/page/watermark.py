"""The watermark: a word across every page, as a shape in each header, as word processors make it."""

from __future__ import annotations

from treatydraft.writers.docx.markup.elements import escape

_NAMES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_WIDEST, _LETTER = 470, 95
"""The most the word is long, along its slope, and a letter is wide, in points."""


def with_watermark(header: str, words: str, number: int) -> str:
    """A header, as XML, with `words` as its watermark; `number` makes its ids different from those of other headers.

    The shape stands in the last paragraph there is: another one would take a line, and move the text of the page.
    """
    before, end, after = header.replace("<w:p/>", "<w:p></w:p>").rpartition("</w:p>")
    return f"{before}{_shape(words, number)}{end}{after}"


def _shape(words: str, number: int) -> str:
    text = " ".join(words.split())
    width = min(_WIDEST, _LETTER * len(text))
    height = max(width * 1.9 / len(text), 24)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height:.0f}pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r><w:pict {_NAMES}><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"'
        ' o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136"'
        f' alt="" style="{style}" o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-size:1pt" string="{escape(text)}"/></v:shape></w:pict></w:r>'
    )
