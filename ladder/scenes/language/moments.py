"""Words for the time of day and the weather, as seen from a scene's place."""

TIMES: dict[str, tuple[str, ...]] = {  # in any weather
    "dawn": (
        "at dawn",
        "at daybreak",
        "early in the morning",
        "in the early morning",
        "at first light",
        "in the morning",
    ),
    "day": ("during the day", "in daylight", "by day", "in the afternoon", "around noon", "in the daytime"),
    "dusk": (
        "at dusk",
        "in the evening",
        "at nightfall",
        "at twilight",
        "at the end of the day",
        "in the evening light",
    ),
    "night": ("at night", "after dark", "late at night", "in the dark", "in the night", "by night"),
}
WEATHERS: dict[str, tuple[str, ...]] = {  # at any time, out of doors
    "clear": ("in clear weather", "in fine weather", "under a clear sky"),
    "cloudy": ("under a cloudy sky", "beneath the clouds", "in cloudy weather", "under drifting clouds"),
    "rain": ("in the rain", "in a shower", "in a downpour", "in pouring rain", "in wet weather", "while it rains"),
    "snow": (
        "in falling snow",
        "while it snows",
        "during a snowfall",
        "as snowflakes fall",
        "in a flurry of snow",
        "in winter",
    ),
    "fog": ("in the fog", "in the mist", "in thick fog", "shrouded in mist"),
}
OUTSIDE: dict[str, tuple[str, ...]] = {  # the weather from indoors
    "clear": ("with a clear sky outside", "with fine weather outside"),
    "cloudy": ("with clouds outside the window", "with a cloudy sky outside"),
    "rain": ("while it rains outside", "with rain outside the window", "with a shower outside"),
    "snow": ("while it snows outside", "with snow falling outside", "with a snowy view outside"),
}
BOTH: dict[tuple[str, str], tuple[str, ...]] = {  # time and weather in one, out of doors
    ("dawn", "clear"): ("at sunrise", "as the sun rises", "under a pink morning sky", "in the glow of sunrise"),
    ("day", "clear"): (
        "in the sunshine",
        "on a sunny day",
        "under a blue sky",
        "in bright sunlight",
        "on a beautiful day",
    ),
    ("dusk", "clear"): (
        "at sunset",
        "as the sun goes down",
        "under a glowing evening sky",
        "in the glow of the setting sun",
    ),
    ("night", "clear"): (
        "under the stars",
        "by moonlight",
        "on a starry night",
        "in the moonlight",
        "beneath a crescent moon",
    ),
    ("night", "cloudy"): ("beneath a cloudy night sky", "on a dark cloudy night"),
}
BELOW_LEAVES: dict[str, tuple[str, ...]] = {  # the same where leaves hide the sky
    "dawn": ("at sunrise", "in the glow of sunrise"),
    "day": ("on a sunny day", "in rays of sunlight", "on a beautiful day"),
    "dusk": ("at sunset", "in the glow of sunset"),
    "night": ("on a dark night", "in the darkness"),
}
NOUNS = {"dawn": ("morning",), "day": ("day", "afternoon"), "dusk": ("evening",), "night": ("night",)}
ADJECTIVES: dict[str, tuple[str, ...]] = {
    "clear": (),
    "cloudy": ("cloudy", "overcast"),
    "rain": ("rainy", "wet", "drizzly"),
    "snow": ("snowy", "wintry", "winter", "cold"),
    "fog": ("foggy", "misty", "hazy"),
}
OF_DAYS = {"clear": ("clear", "fine", "mild")}  # adjectives of a day, not of a place
SKIES: dict[tuple[str, str], tuple[str, ...]] = {  # adjectives that name both, for a day or for a place
    ("day", "clear"): ("sunny", "bright", "sunlit"),
    ("night", "clear"): ("starlit", "moonlit"),
    ("dawn", "clear"): ("sunlit", "radiant"),
    ("dusk", "clear"): ("glowing", "radiant"),
}
CLAUSES: dict[str, tuple[str, ...]] = {  # sentences of their own, out of doors
    "rain": ("it is raining", "rain is falling", "rain pours down"),
    "snow": ("it is snowing", "snow is falling", "snowflakes drift down"),
    "fog": ("fog hangs in the air", "mist drifts by"),
    "cloudy": ("clouds drift by", "clouds fill the sky"),
}
CLEAR_CLAUSES: dict[str, tuple[str, ...]] = {  # out of doors in clear weather
    "dawn": ("the sun is rising", "the sun comes up", "a new day begins"),
    "day": ("the sun is shining", "the sun stands high"),
    "dusk": ("the sun is setting", "the sun goes down", "evening falls"),
    "night": ("the moon is shining", "stars twinkle", "night has fallen"),
}
