"""A stretch cut out of our own copy of a recording: the packets as they are, nothing decoded, nothing around it."""

from __future__ import annotations

import io
from pathlib import Path

PACKET = 0.02  # seconds in a packet of ours


def cut(path: Path, start: float, end: float) -> bytes:
    """A sound of its own that begins at 0. The same stretch is the same bytes, so that a player may ask for parts."""
    import av

    held = io.BytesIO()
    with av.open(str(path)) as source, av.open(held, "w", format="ogg", options={"fflags": "+bitexact"}) as out:
        heard = source.streams.audio[0]
        assert heard.time_base is not None
        kept = out.add_stream_from_template(heard)
        source.seek(max(0, int((start - 1) / heard.time_base)), stream=heard)
        first: int | None = None
        for packet in source.demux(heard):
            if packet.pts is None or packet.pts * heard.time_base < start - PACKET:
                continue
            if packet.pts * heard.time_base >= end:
                break
            first = packet.pts if first is None else first
            packet.pts, packet.dts = packet.pts - first, packet.pts - first
            packet.stream = kept
            out.mux(packet)
    return held.getvalue()
