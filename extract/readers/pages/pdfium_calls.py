"""pdfium's C functions without the checks of their Python prototypes: a fifth of the time for each call.

A page takes tens of thousands of calls, and most of their time went into converting arguments. Nothing converts them
here: a handle is passed as a ctypes object (as pypdfium2 holds it, or wrapped in `Handle`), never as a plain number,
room for an answer as `ctypes.byref` of it, a whole number as it is. An address that is known is cheapest as an
`argument`, which is passed on as it is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_int, c_void_p
from typing import Any

from pypdfium2 import raw

Handle = c_void_p
Call = Callable[..., Any]
Argument = Any
#: What ctypes makes of an address to pass it: no function has to make it again.
argument: Callable[[int | None], Argument] = c_void_p.from_param


def _bare(function: Any, result: type = c_int) -> Call:
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, c_void_p).value or 0)


count_chars = _bare(raw.FPDFText_CountChars)
text_at = _bare(raw.FPDFText_GetText)
unicode_of = _bare(raw.FPDFText_GetUnicode)
is_generated = _bare(raw.FPDFText_IsGenerated)
is_unmapped = _bare(raw.FPDFText_HasUnicodeMapError)
loose_box = _bare(raw.FPDFText_GetLooseCharBox)
origin_of = _bare(raw.FPDFText_GetCharOrigin)
matrix_at = _bare(raw.FPDFText_GetMatrix)
font_size = _bare(raw.FPDFText_GetFontSize, ctypes.c_double)
text_object = _bare(raw.FPDFText_GetTextObject, c_void_p)

count_objects = _bare(raw.FPDFPage_CountObjects)
object_at = _bare(raw.FPDFPage_GetObject, c_void_p)
count_inner = _bare(raw.FPDFFormObj_CountObjects)
inner_at = _bare(raw.FPDFFormObj_GetObject, c_void_p)
type_of = _bare(raw.FPDFPageObj_GetType)
matrix_of = _bare(raw.FPDFPageObj_GetMatrix)
bounds_of = _bare(raw.FPDFPageObj_GetBounds)
set_active = _bare(raw.FPDFPageObj_SetIsActive)
fill_color = _bare(raw.FPDFPageObj_GetFillColor)
stroke_color = _bare(raw.FPDFPageObj_GetStrokeColor)
has_transparency = _bare(raw.FPDFPageObj_HasTransparency)

render_mode = _bare(raw.FPDFTextObj_GetTextRenderMode)
font_of = _bare(raw.FPDFTextObj_GetFont, c_void_p)
font_name = _bare(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t)
font_ascent = _bare(raw.FPDFFont_GetAscent)
font_descent = _bare(raw.FPDFFont_GetDescent)

clip_of = _bare(raw.FPDFPageObj_GetClipPath, c_void_p)
count_clips = _bare(raw.FPDFClipPath_CountPaths)
count_clip_segments = _bare(raw.FPDFClipPath_CountPathSegments)
clip_segment = _bare(raw.FPDFClipPath_GetPathSegment, c_void_p)

draw_mode = _bare(raw.FPDFPath_GetDrawMode)
count_segments = _bare(raw.FPDFPath_CountSegments)
segment_at = _bare(raw.FPDFPath_GetPathSegment, c_void_p)
segment_point = _bare(raw.FPDFPathSegment_GetPoint)
segment_type = _bare(raw.FPDFPathSegment_GetType)
segment_closes = _bare(raw.FPDFPathSegment_GetClose)
