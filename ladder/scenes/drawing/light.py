"""The light of a time of day and a weather: sky, tints, haze and shadows."""

from dataclasses import dataclass, replace
from functools import lru_cache

from ladder.scenes.drawing.palette import RGB, mix

SKIES: dict[str, tuple[RGB, RGB, RGB]] = {  # zenith, middle, horizon
    "dawn": ((142, 164, 212), (238, 190, 200), (254, 226, 190)),
    "day": ((104, 172, 214), (166, 210, 226), (246, 238, 214)),
    "dusk": ((84, 78, 140), (212, 108, 108), (250, 182, 104)),
    "night": ((20, 26, 62), (38, 50, 100), (78, 92, 146)),
}
AMBIENT: dict[str, RGB] = {
    "dawn": (1.0, 0.92, 0.93),
    "day": (1.0, 1.0, 0.98),
    "dusk": (0.94, 0.77, 0.76),
    "night": (0.47, 0.52, 0.74),
}
GREY: dict[str, RGB] = {
    "dawn": (206, 200, 208),
    "day": (196, 206, 212),
    "dusk": (150, 126, 142),
    "night": (64, 74, 110),
}
VEILS: dict[str, tuple[RGB, float]] = {
    "dawn": ((255, 200, 200), 0.06),
    "day": ((255, 244, 220), 0.03),
    "dusk": ((150, 70, 110), 0.1),
    "night": ((40, 56, 128), 0.2),
}
PALE: dict[str, RGB] = {
    "dawn": (244, 228, 220),
    "day": (234, 236, 230),
    "dusk": (226, 186, 168),
    "night": (112, 122, 162),
}
SPOT = {"dawn": 0.45, "day": 0.3, "dusk": 0.6, "night": 0.62}
DULL = {"clear": 0.0, "cloudy": 0.6, "rain": 0.82, "snow": 0.7, "fog": 0.75}  # how much of the sky's colour is lost
DIM = {"clear": 1.0, "cloudy": 0.96, "rain": 0.86, "snow": 0.97, "fog": 0.97}
HAZE = {"clear": 0.0, "cloudy": 0.06, "rain": 0.2, "snow": 0.2, "fog": 0.5}


@dataclass(frozen=True)
class Light:
    """What falls on a scene.

    Attributes:
        time: ``dawn``, ``day``, ``dusk`` or ``night``.
        weather: ``clear``, ``cloudy``, ``rain``, ``snow`` or ``fog``.
        sky: Colours at the zenith, between, and at the horizon.
        ambient: What a colour is multiplied by, a channel.
        air: The colour that distance fades to.
        haze: How thick the air is, 0 to 1.
        sharp: How dark cast shadows are, 0 (overcast) to 1.
        snowy: Whether snow lies.
        veil: The colour that everything takes on a little of, and how much.
    """

    time: str
    weather: str
    sky: tuple[RGB, RGB, RGB]
    ambient: RGB
    air: RGB
    haze: float
    sharp: float
    snowy: bool
    veil: tuple[RGB, float]

    @property
    def dark(self) -> bool:
        """Whether lamps and windows are lit."""
        return self.time in ("dusk", "night")

    def shade(self, colour: RGB) -> RGB:
        """A thing's colour in this light."""
        red, green, blue = self.ambient
        return mix((colour[0] * red, colour[1] * green, colour[2] * blue), *self.veil)

    def spot(self, colour: RGB) -> RGB:
        """The colour of a thing that the eye rests on: nearer to its own than its surroundings are."""
        seen, (veil, share) = self.ambient, self.veil
        lift = SPOT[self.time]
        red, green, blue = (part + (1.0 - part) * lift for part in seen)
        return mix((colour[0] * red, colour[1] * green, colour[2] * blue), veil, share * (1.0 - lift))

    def far(self, colour: RGB, distance: float) -> RGB:
        """A thing's colour in this light, seen from a distance between 0 and 1."""
        return mix(self.shade(colour), self.air, min(1.0, distance + self.haze * distance * (2 - distance)))


@lru_cache
def light_of(time: str, weather: str, snowy: bool = False) -> Light:
    """The light of a time of day and a weather; snow lies where it falls, and where ``snowy`` says so.

    Example:
        >>> light_of("night", "clear").dark, light_of("day", "snow").snowy
        (True, True)
    """
    dull = DULL[weather]
    target = (mix(GREY[time], (110, 120, 136), 0.45), GREY[time], PALE[time])
    if weather in ("fog", "snow"):
        target = (GREY[time], mix(GREY[time], PALE[time], 0.6), PALE[time])
    zenith, middle, horizon = (mix(clear, grey, dull) for clear, grey in zip(SKIES[time], target, strict=True))
    dim = DIM[weather]
    tint = AMBIENT[time]
    grey = sum(tint) / 3
    soft = 0.5 * dull  # overcast takes the tint out of the light
    ambient = mix((tint[0] * dim, tint[1] * dim, tint[2] * dim), (grey * dim, grey * dim, grey * dim), soft * 0.4)
    return Light(
        time=time,
        weather=weather,
        sky=(zenith, middle, horizon),
        ambient=ambient,
        air=mix(middle, horizon, 0.6),
        haze=HAZE[weather],
        sharp={"clear": 1.0, "cloudy": 0.45}.get(weather, 0.3) * (0.6 if time == "night" else 1.0),
        snowy=snowy or weather == "snow",
        veil=VEILS[time],
    )


@lru_cache
def lamplight(outside: Light) -> Light:
    """The light in a room: warm where it is dark outside, else a soft daylight."""
    warm: dict[str, tuple[RGB, tuple[RGB, float]]] = {
        "dawn": ((0.98, 0.93, 0.9), ((255, 214, 190), 0.05)),
        "day": ((0.99, 0.98, 0.95), ((255, 244, 220), 0.03)),
        "dusk": ((0.95, 0.85, 0.76), ((255, 180, 110), 0.06)),
        "night": ((0.84, 0.71, 0.62), ((150, 90, 70), 0.08)),
    }
    ambient, veil = warm[outside.time]
    return replace(outside, ambient=ambient, veil=veil, haze=0.0, sharp=0.4)
