"""The drawn signs: 24 by 24, one pencil."""

from functools import cache

RUNG = "0 5 24 14"
PLAIN = "0 0 24 24"

ICONS: dict[str, tuple[str, str]] = {
    "mark": (
        PLAIN,
        '<path class="icon__wood" d="M2 6h8v3.4L15.5 7.6v8.8L10 14.6V18H2z"/><path d="M22 6H10v3.4l5.5-1.8v8.8L10 14.6V18h12z"/>',
    ),
    "check": (PLAIN, '<path d="m4.5 12.8 5 5L19.5 6.5"/>'),
    "search": (PLAIN, '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>'),
    "play": (PLAIN, '<circle cx="12" cy="12" r="9"/><path class="icon__solid" d="M10 8.2v7.6l6-3.8z"/>'),
    "light": (PLAIN, '<circle class="icon__amber" cx="12" cy="13.5" r="6.5"/><path d="M2.5 12.5a9.5 9.5 0 0 1 19 0"/>'),
    "half": (PLAIN, '<path d="M12 3.5a8.5 8.5 0 1 0 0 17z" class="icon__solid"/><circle cx="12" cy="12" r="8.5"/>'),
    "promise": (PLAIN, '<path d="M1.5 8h13l-5 8h-8z"/><path class="icon__wood" d="M22.5 16H9.5l5-8h8z"/>'),
    "flag": (PLAIN, '<path d="M6 21V4M6 4.5h12.5l-3.5 4 3.5 4H6"/>'),
    "pin": (
        PLAIN,
        '<path d="M12 21s-6.5-7-6.5-11.4a6.5 6.5 0 0 1 13 0C18.5 14 12 21 12 21z"/><circle class="icon__solid" cx="12" cy="9.6" r="2.2"/>',
    ),
    "page": (PLAIN, '<path d="M5.5 3h9l4 4v14h-13zM14 3.5V8h4.5"/>'),
    "clock": (PLAIN, '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.5 2"/>'),
    "person": (PLAIN, '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-4.4 3.6-7.5 8-7.5s8 3.1 8 7.5"/>'),
    "cross": (PLAIN, '<path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/>'),
    "up": (PLAIN, '<path d="m5 15 7-7 7 7"/>'),
    "down": (PLAIN, '<path d="m5 9 7 7 7-7"/>'),
    "plus": (PLAIN, '<path d="M12 4.5v15M4.5 12h15"/>'),
    "guess": (RUNG, '<path class="icon__dots" d="M1.5 7H9v2.6l4.5-1.6v8L9 14.4V17H1.5zM22.5 7h-6v10h6z"/>'),
    "reported": (
        RUNG,
        '<path class="icon__dashes" d="M1.5 7H7v2.6l4.5-1.6v8L7 14.4V17H1.5z"/><path class="icon__dots" d="M22.5 7H12.5v2.2l3.6-1.4v8.4l-3.6-1.4V17h10z"/>',
    ),
    "quoted": (
        RUNG,
        '<path class="icon__wood" d="M1.5 7H7v2.6l4.4-1.6v8L7 14.4V17H1.5z"/><path d="M22.5 7H12.5v2.2l3.6-1.4v8.4l-3.6-1.4V17h10z"/>',
    ),
    "confirmed": (
        RUNG,
        '<path class="icon__wood" d="M2 7h8v2.6l5-1.6v8l-5-1.6V17H2z"/><path class="icon__blue" d="M22 7H10v2.6l5-1.6v8l-5-1.6V17h12z"/>',
    ),
    "stale": (RUNG, '<path d="M2 7h6l1.6 3.2L7.2 13l1.6 4H2zM22 7H12.4l1.6 3.2-2.4 2.8 1.6 4H22z"/>'),
}

RUNG_WORDS = {
    "guess": "Our guess",
    "reported": "Reported",
    "quoted": "Quoted",
    "confirmed": "Confirmed",
    "stale": "Gone stale",
}


@cache
def icon_svg(name: str) -> str:
    box, drawn = ICONS[name]
    return f'<svg class="icon" viewBox="{box}" aria-hidden="true">{drawn}</svg>'
