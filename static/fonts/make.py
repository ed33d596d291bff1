#!/usr/bin/env python3
"""Makes the five web fonts of Greffe from their full TrueType sources.

    npm install @expo-google-fonts/atkinson-hyperlegible-next @expo-google-fonts/source-serif-4
    pip install fonttools brotli
    python3 make.py node_modules/@expo-google-fonts .

The ready-made Latin subsets lack U+202F, Ÿ and the superscript figures, all of which
French records need. The names change because the Open Font License asks modified
versions not to use the reserved name ("Source").
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

CHARACTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180),            # Latin, Latin-1, Latin Extended-A
    0x0218, 0x0219, 0x021A, 0x021B, 0x1E9E,             # Ș ș Ț ț ẞ
    0x2009, 0x200A, 0x202F, *range(0x2010, 0x2016),     # thin spaces, hyphens, dashes
    0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2021, 0x2022, 0x2026, 0x2030,
    0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x2070, *range(0x2074, 0x207A),
    0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265,
]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum", "onum", "pnum", "ordn", "frac", "numr", "dnom", "case"]
FINE = 175  # the narrow no-break space, in thousandths: a French "espace fine"
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

SOURCES = [
    ("atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext", "400Regular", "Greffe Sans", "greffe-sans-400"),
    ("atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext", "600SemiBold", "Greffe Sans", "greffe-sans-600"),
    ("source-serif-4", "SourceSerif4", "400Regular", "Greffe Serif", "greffe-serif-400"),
    ("source-serif-4", "SourceSerif4", "400Regular_Italic", "Greffe Serif", "greffe-serif-400-italic"),
    ("source-serif-4", "SourceSerif4", "600SemiBold", "Greffe Serif", "greffe-serif-600"),
]


def bounds(font, name):
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.bounds


def add_glyph(font, codepoint, name, glyph, advance):
    font.setGlyphOrder(font.getGlyphOrder() + [name])
    font["glyf"].glyphs[name] = glyph
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[codepoint] = name


def scaled(font, base, like, top_of):
    """The digit `base`, as small and as high as the superscript glyph `top_of` is beside `like`."""
    _, bottom, _, top = bounds(font, like)
    _, small_bottom, _, small_top = bounds(font, top_of)
    scale = (small_top - small_bottom) / (top - bottom)
    part = GlyphComponent()
    part.glyphName, part.flags = base, 0x0204
    part.x, part.y = 0, round(small_bottom - bottom * scale)
    part.transform = [[scale, 0], [0, scale]]
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, [part]
    glyph.recalcBounds(font["glyf"])
    return glyph, round(font["hmtx"][base][0] * scale)


def complete(font):
    known = font.getBestCmap()
    if 0x202F not in known:
        add_glyph(font, 0x202F, "uni202F", Glyph(), FINE)
    font["hmtx"][font.getBestCmap()[0x202F]] = (FINE, 0)
    for value, base in enumerate(DIGITS):
        codepoint = 0x2070 + value
        if value not in (1, 2, 3) and codepoint not in known:
            glyph, advance = scaled(font, base, "two", known[0xB2])
            add_glyph(font, codepoint, f"uni{codepoint:04X}", glyph, advance)
    if 0x2011 not in known:
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[0x2011] = known[0x2010] if 0x2010 in known else known[0x2D]


def rename(font, family, file):
    style = "Italic" if "italic" in file else "SemiBold" if "600" in file else "Regular"
    names = {1: family, 2: style, 3: f"{file};Greffe", 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 13, 14)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def make(root, out, package, prefix, style, family, file):
    font = TTFont(root / package / style / f"{prefix}_{style}.ttf")
    complete(font)
    options = subset.Options(layout_features=FEATURES, hinting=False, flavor="woff2",
                             name_IDs=["*"], drop_tables=["STAT", "BASE", "DSIG"], notdef_outline=True)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=CHARACTERS)
    worker.subset(font)
    rename(font, family, file)
    font.flavor = "woff2"
    font.save(out / f"{file}.woff2")


if __name__ == "__main__":
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    for source in SOURCES:
        make(root, out, *source)
