"""The known word that is nearest to an unknown one: by its inflection, its meaning, or its spelling."""

import difflib
from collections.abc import Collection
from functools import cache

SIMILAR = 0.85  # of two spellings that begin alike, as difflib counts: one slip in a long word, not another word
ENDINGS = ("'s", "ing", "ed", "es", "s", "e")
LEAST = 3  # letters of a stem
SMALL = """
a an the and or but of for to from by with without at in on off this that these those my your his her its our their is
are was were be been being do does did has have had there here it he she they we you i me him them us as than then so
very just some any all each who which what where when while
"""
GROUPS = """
sofa couch settee armchair chair seat stool bench
bed mattress sofa armchair
desk table counter shelf
fireworks sparks flames fire bonfire campfire
fireplace stove fire campfire candle
torch candlelight candle lantern lamp light
truck lorry pickup van camper bus vehicle car
automobile motorcar taxi cab sedan car vehicle
motorbike motorcycle scooter moped bicycle bike cycle
train tram subway bus coach vehicle
plane airplane aeroplane jet helicopter glider balloon kite bird
ship ferry vessel liner boat sailboat yacht
canoe kayak raft rowboat dinghy boat
guy gentleman dude bloke fellow man
lady gal woman
husband father dad grandpa grandfather uncle man
wife mother mom mum grandma grandmother aunt woman
baby infant toddler kid child youngster
son brother lad boy child kid
daughter sister girl child kid
teenager teen student youngster child person
friends family couple crowd folks people
player athlete runner cyclist worker farmer fisherman tourist person man
lion tiger leopard wolf bear fox animal
elephant giraffe zebra rhino camel horse animal
donkey mule pony foal horse
pig goat lamb ewe sheep cow animal
bull ox calf cattle cow cows
chick rooster cockerel turkey chicken hen bird
swan goose geese gull seagull duck bird
pigeon sparrow parrot eagle owl crow robin songbird bird
squirrel mouse rat hamster hedgehog rabbit animal
puppy doggy doggie terrier labrador retriever poodle pup dog
kitten kitty pussycat tabby cat
fish whale dolphin shark seal duck
coffee espresso latte cappuccino mug cup
tea teacup teapot kettle pot
drink beverage juice beer wine water cup
glass bottle jug cup mug
pie tart pastry cupcake muffin dessert cake
toast sandwich bun roll baguette loaf bread
apple banana orange grapes pear fruit
meal breakfast lunch dinner snack food bread
plate dish bowl
rose roses tulip tulips daisy daisies flower flowers vase
bush shrub hedge plant tree
oak maple birch willow tree
fir spruce conifer evergreen pine
novel magazine newspaper notebook book books
violin piano drum banjo instrument guitar
football soccer basketball toy ball
sunshade canopy parasol umbrella
brolly umbrella
villa mansion cottage hut home house building
church castle tower skyscraper lighthouse building
barn shed stable farm building
cabin lodge chalet hut
camp campsite camping tent
mill turbine windmill
shop store market mall shops street
road lane avenue alley highway street
town village downtown city street
sidewalk pavement footpath path street
yard garden lawn park
playground garden park
jungle rainforest woodland woods forest
hill hills slope cliff peak mountain mountains
valley canyon mountains
countryside prairie pasture grassland field meadow
dune dunes sahara desert
island coast shore seaside beach
ocean sea bay waves water
river stream creek pond pool lake water
port dock pier jetty marina quay harbour
dawn sunrise daybreak morning
noon midday daytime afternoon day
sundown dusk nightfall twilight sunset evening
midnight dark darkness night
storm thunderstorm thunder shower downpour rain
rainbow rain sky
blizzard snowstorm frost ice icy snow snowy
winter wintry snowy snow
christmas xmas winter snow
summer sunny warm hot sun
spring blossoming blooming flowering
autumn fall autumnal
haze smog mist fog
foggy hazy misty
overcast grey cloudy clouds
bright shiny sunny
windy breezy stormy cloudy
stars star starry
moon moonlight moonlit
crimson maroon burgundy scarlet red
turquoise teal cyan aqua navy azure blue
violet lilac lavender magenta purple
beige tan cream sandy golden
gold yellow golden
silver gray grey
huge giant enormous massive gigantic big large
tiny mini miniature little small
cute adorable lovely pretty
beautiful gorgeous stunning lovely pretty
old ancient antique vintage
sitting seated resting relaxing
sleeping asleep napping dozing
running jogging sprinting racing
walking hiking strolling wandering
eating feeding grazing nibbling
riding cycling driving
flying soaring gliding hovering
swimming floating paddling
standing waiting posing
holding carrying
inside indoors
outside outdoors
near beside by
above over
below beneath under
dozen many several
"""

SILENT = frozenset(SMALL.split())  # words of the language that name nothing


@cache
def _near() -> dict[str, list[str]]:
    """Words of near meaning for each word, the nearest first."""
    near: dict[str, list[str]] = {}
    for line in GROUPS.strip().splitlines():
        group = line.split()
        for place, word in enumerate(group):
            others = sorted((other for other in group if other != word), key=lambda other: _away(group, place, other))
            near.setdefault(word, []).extend(others)
    return near


def _away(group: list[str], place: int, other: str) -> tuple[int, bool]:
    """How far another word of a group is from one of its places; what follows is nearer than what precedes."""
    steps = group.index(other) - place
    return abs(steps), steps < 0


def nearest_word(word: str, known: Collection[str]) -> str | None:
    """The known word that stands best for another one.

    The same word in another form counts first, then one of near meaning, then one that is spelled alike.

    Args:
        word: In lower case, not among the known ones.
        known: All words that may be given.

    Returns:
        None where no known word is near, and for the small words of the language.

    Example:
        >>> known = ["armchair", "bicycle", "dog", "walks"]
        >>> [nearest_word(word, known) for word in ("dogs", "walking", "couch", "bicylce", "invoice")]
        ['dog', 'walks', 'armchair', 'bicycle', None]
    """
    if word in SILENT:
        return None
    stem = _stem(word)
    forms = [other for other in known if _stem(other) == stem]
    if forms:
        return min(forms, key=lambda other: (abs(len(other) - len(word)), other))
    for other in _near().get(word, []) + _near().get(stem, []):
        if other in known:
            return other
    alike = [other for other in known if other[0] == word[0] and len(word) > LEAST]
    return next(iter(difflib.get_close_matches(word, alike, n=1, cutoff=SIMILAR)), None)


@cache
def _stem(word: str) -> str:
    """A word without what inflects it: ``runn`` and ``run`` are one.

    Example:
        >>> [_stem(word) for word in ("running", "runs", "berries", "houses", "house", "bus")]
        ['run', 'run', 'berry', 'hous', 'hous', 'bus']
    """
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    for ending in ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= LEAST:
            return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "aeiouls" else rest
    return word
