"""Captions say what is drawn and nothing else, in many words and in good English."""

import re
from collections import Counter

import numpy as np
import pytest

from ladder.scenes.drawing.palette import COLOURS
from ladder.scenes.language import actions, lexicon
from ladder.scenes.language.phrases import place_of_all
from ladder.scenes.language.places import PLACES, SCENERY
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.graph import Scene, Thing
from tests.scenes.conftest import made_up
from tests.scenes.parsed import PLURALS, SHADES, named_things

# Words that claim something, written down here a second time.
WEATHER = {
    "rain": "rain rains raining rainy drizzly downpour shower wet",
    "snow": "snows snowing snowfall snowflakes flurry",
    "fog": "fog foggy mist misty hazy",
    "cloudy": "cloud clouds cloudy overcast",
    "clear": "clear fair sunny sunlit sunshine sunlight sunrise sunset moonlit moonlight starlit starry stars radiant",
}
TIME = {
    "dawn": "dawn daybreak morning sunrise rises rising",
    "day": "afternoon noon daylight daytime sunshine sunny",
    "dusk": "dusk evening nightfall twilight sunset",
    "night": "night moonlit moonlight starlit starry stars darkness",
}
SETTING = {
    "beach": "seaside seashore sea ocean offshore surf coast",
    "lake": "lake lakeside lakeshore reeds",
    "harbour": "harbour quay quayside port dock waterfront bollards",
    "meadow": "meadow wildflowers",
    "farm": "farmyard barn silo farmland fence",
    "desert": "desert dunes mesa mesas",
    "mountains": "alpine peaks summits",
    "forest": "forest woods woodland trunks",
    "street": "pavement sidewalk shops awnings rooftops",
    "park": "lawn skyline hedges gardens",
    "kitchen": "kitchen tabletop pans",
    "living room": "lounge sitting-room rug",
}
RELATION = {
    "behind": "partly behind|hidden behind",
    "under": "underneath|in the shade of|under an? ((?!sky)[a-z-]+ ){0,3}(tree|palm|parasol|sunshade)",
    "holding": "hold|holds|holding|carry|carries|carrying|clutch|clutches|clutching|shelters|sheltering",
    "on": "on top of|on the back of|on the saddle of|on the hat of|rows an?|rowing an?",
}
NUMBERS = {"two": {2}, "three": {3}, "four": {4}, "five": {5}, "several": {3, 4, 5}, "few": {3, 4, 5}}
SAME = {"sheep", "deer", "waterfowl"}  # one or many
VERBS = {
    verb for table in (actions.VERBS, actions.KIND_VERBS, actions.HOLD) for verbs in table.values() for verb in verbs
}
THIRD, BASE = ({getattr(verb, form).split()[0] for verb in VERBS} - {"is", "are"} for form in ("third", "base"))
OTHER_STRIPES = {"white"}  # beside a thing's own colour
STRIPED = {"cow", "lighthouse", "hot-air balloon", "parasol"}


def claims(described, patterns, told):
    """For each caption that has one of the words: the key that they claim, and the scene."""
    found = re.compile(rf"\b({patterns})\b")
    hits = [(scene, text) for scene, captions in described for text in captions if found.search(told(text.lower()))]
    assert len(hits) > 40  # it has looked at something
    return hits


def test_every_thing_that_is_named_is_there(described):
    for scene, captions in described:
        kinds = {thing.kind for thing in scene.things}
        for caption in captions:
            things = named_things(caption)
            assert things, caption
            assert all(thing.kinds & kinds for thing in things), (caption, scene)


def test_the_main_thing_or_what_it_is_about_is_named(described):
    for scene, captions in described:
        for caption in captions:
            assert any(scene.things[0].kind in thing.kinds for thing in named_things(caption)), caption


def test_numbers_articles_and_plurals_are_right(described):
    seen = Counter()
    for scene, captions in described:
        for caption in captions:
            for thing in named_things(caption):
                counts = {one.count for one in scene.things if one.kind in thing.kinds}
                seen[thing.determiner] += 1
                assert thing.noun in SAME or (thing.noun in PLURALS) in {count > 1 for count in counts}, caption
                if thing.determiner in ("a", "an", "his", "her"):
                    assert 1 in counts, caption
                elif thing.determiner == "of":  # a pair of, a flock of
                    assert max(counts) > 1, caption
                else:
                    assert counts & NUMBERS[thing.determiner], caption
    assert min(seen[word] for word in ("a", "an", "of", *NUMBERS)) > 1


def test_pairs_are_two_and_herds_are_more(described):
    for scene, captions in described:
        counts = {thing.count for thing in scene.things}
        for caption in captions:
            if re.search(r"\b(pair|couple) of\b", caption):
                assert 2 in counts, caption
            if re.search(
                r"\b(flock|herd|caravan|family|pack|row|clump|fleet|group) of (?!houses|tall houses)", caption
            ):
                assert max(counts) > 2, caption


def test_sizes_are_those_of_the_things(described):
    sizes = {word: size for size, words in lexicon.SIZES.items() for word in words}
    seen = 0
    for scene, captions in described:
        known = {thing.kind: thing.size for thing in scene.things}
        for caption in captions:
            for thing in named_things(caption):
                for word in thing.modifiers:
                    if word in sizes:
                        seen += 1
                        assert sizes[word] in {known[kind] for kind in thing.kinds if kind in known}, caption
    assert seen > 500


def test_young_animals_are_small(described):
    young = {form for nouns in lexicon.YOUNG.values() for noun in nouns for form in noun}
    for scene, captions in described:
        sizes = {thing.kind: thing.size for thing in scene.things}
        for caption in captions:
            for thing in named_things(caption):
                if thing.noun in young:
                    assert "small" in {sizes.get(kind) for kind in thing.kinds}, caption


def test_colours_are_those_of_the_things(described):
    names, seen = set(COLOURS), 0
    for scene, captions in described:
        known = {thing.kind: thing.colour for thing in scene.things}
        for caption in captions:
            for thing in named_things(caption):
                own = {known[kind] for kind in thing.kinds if kind in known}
                if thing.kinds & STRIPED:
                    own |= OTHER_STRIPES
                plain = {word for word in thing.modifiers if word in names}
                seen += len(plain)
                assert plain <= own, caption
    assert seen > 2000


def test_fancy_shades_are_of_the_things_colour(described):
    of_shade = {
        token: {name for name in SHADES if token in SHADES[name]} for shades in SHADES.values() for token in shades
    }
    plain = {"bright", "dark", *COLOURS, "creamy"}
    for scene, captions in described:
        known = {thing.kind: thing.colour for thing in scene.things}
        for caption in captions:
            for thing in named_things(caption):
                own = {known[kind] for kind in thing.kinds if kind in known}
                for word in set(thing.modifiers) & of_shade.keys() - plain:
                    assert of_shade[word] & own, caption


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        (r"(?:in|wearing)(?: an?)? SHADE (?:coats?|jackets?)\b", {"woman", "man", "child"}),
        (r"dressed in SHADE\b", {"woman", "man", "child"}),
        (r"with an? SHADE scarf\b", {"snowman"}),
        (r"with an? SHADE flag\b", {"sandcastle"}),
        (r"topped by an? SHADE book\b", {"books"}),
        (r"in an? SHADE pot\b", {"plant"}),
    ],
)
def test_colours_behind_the_noun_are_its_own(described, pattern, kinds):
    shades = sorted({shade for own in lexicon.SHADES.values() for shade in own}, key=len, reverse=True)
    pattern = pattern.replace("SHADE", f"({'|'.join(shades)})")
    found = 0
    for scene, captions in described:
        own = {thing.colour for thing in scene.things if thing.kind in kinds}
        for caption in captions:
            for shade in re.findall(pattern, caption):
                found += 1
                assert any(shade in lexicon.SHADES[colour] for colour in own), caption
    assert found > 15


@pytest.mark.parametrize("weather", WEATHER)
def test_weather_is_as_it_is(described, weather):
    for scene, caption in claims(described, WEATHER[weather].replace(" ", "|"), str):
        assert scene.weather == weather, caption


@pytest.mark.parametrize("time", TIME)
def test_time_is_as_it_is(described, time):
    for scene, caption in claims(
        described, TIME[time].replace(" ", "|"), lambda text: text.replace("balloon rises", "")
    ):
        assert scene.time == time or "balloon" in caption, caption


@pytest.mark.parametrize("setting", SETTING)
def test_settings_are_not_mixed_up(described, setting):
    for scene, caption in claims(described, SETTING[setting].replace(" ", "|"), str):
        assert scene.setting == setting, caption


@pytest.mark.parametrize("relation", RELATION)
def test_relations_are_those_of_the_things(described, relation):
    for scene, caption in claims(described, RELATION[relation], lambda text: text.replace("flag on top", "")):
        assert relation in {one.name for one in scene.relations}, caption


def test_a_relation_is_said_of_its_own_things(described):
    seen = 0
    for scene, captions in described:
        for one in scene.relations:
            if one.name not in ("behind", "under"):
                continue
            pair = [scene.things[one.subject].kind, scene.things[one.object].kind]
            for caption in captions:
                if re.search(r"\b(behind it|under it|beneath it)\b", caption):
                    pair_said = [thing.kinds for thing in named_things(caption)[:2]]
                    seen += 1
                    assert pair[1] in pair_said[0] and pair[0] in pair_said[1], caption
    assert seen > 20


def test_things_apart_have_no_place_but_the_setting():
    on_land, afloat = Thing("tree", "green"), Thing("sailboat", "red")
    apart, together = (
        Scene("lake", "clear", "day", things) for things in ((afloat, on_land), (afloat, Thing("duck", "white")))
    )
    dice = Dice(np.random.default_rng(0))
    assert {place_of_all(apart, dice) for _ in range(100)} == set(PLACES["lake"]["all"])
    assert {place_of_all(together, dice) for _ in range(100)} == set(PLACES["lake"]["water"])


def test_scenery_repeats_nothing(described):
    little = {
        "with",
        "behind",
        "in",
        "the",
        "a",
        "and",
        "of",
        "on",
        "at",
        "all",
        "background",
        "distance",
        "around",
        "far",
        "away",
    }
    seen = 0
    for scene, captions in described:
        for caption in captions:
            for phrase in SCENERY[scene.setting]:
                if caption.endswith(f", {phrase}"):
                    seen += 1
                    assert not set(phrase.split()) & set(caption.removesuffix(phrase).rstrip(", ").split()) - little, (
                        caption
                    )
    assert seen > 300


def test_nothing_is_said_of_what_leaves_hide(described):
    words = re.compile(r"\b(moon\w*|star\w*|clouds|blue sky|clear sky|cloudy sky|sun (stands|goes|comes|is))\b")
    hits = [text for scene, captions in described if scene.setting == "forest" for text in captions]
    assert len(hits) > 500
    assert not [text for text in hits if words.search(text.replace("starts", ""))]


def test_indoors_the_weather_is_outside(described):
    hits = [text for scene, captions in described if scene.setting in ("kitchen", "living room") for text in captions]
    words = re.compile(
        r"\b(in (the|a) (rain|snow|mist|fog|shower|downpour)|under (the|a) \w+ sky|moonlight|overhead)\b"
    )
    assert len(hits) > 1000
    assert not [text for text in hits if words.search(text)]


def test_english(described):
    for _, captions in described:
        for caption in captions:
            assert caption[0].isupper() and caption[-1].isalpha(), caption
            assert re.fullmatch(r"[A-Za-z' ,-]+", caption) and "  " not in caption and " ," not in caption, caption
            assert not re.search(r"\b[Aa] (?=[aeiou])(?!ewe\b)", caption), caption
            assert not re.search(r"\b[Aa]n (?![aeiou])|\b[Aa]n ewe\b", caption), caption
            assert not re.search(r"\b(\w+) \1\b", caption), caption


TWICE = (  # what a caption would say twice of one thing, or in one breath
    r"long-eared (\w+ )*(rabbit|hare) with long ears|two-humped camel with two|log cabin with log walls",
    r"bushy-tailed (\S+ )*(fox|vixen) with a bushy|floppy-eared (\S+ )*(dog|pooch|hound) with floppy",
    r"\b(burning|steaming|crackling|blazing) (\S+ )?(candle|mug|teapot|(camp|bon)?fire) (is )?\1\b",
    r"\bburning candle burns|steaming (mug|teapot) steams|crackling (camp|bon)?fire crackles",
    r" (as|while) .* (as|while) ",
    r" with [^,]* outside with ",
)


@pytest.mark.parametrize("pattern", TWICE)
def test_nothing_is_said_twice(data, pattern):
    assert not [caption for caption in data.captions if re.search(pattern, caption)]


def test_nothing_merely_stands_or_lies(data):
    told = r"^[^,]* (standing|lying|(?<!on a )stand|stands|lies?)$"  # unless where comes first
    assert not [caption for caption in data.captions if re.search(told, caption)]


def test_verbs_agree(described):
    seen = Counter()
    for scene, captions in described:
        for caption in captions:
            if match := re.match(r"There (is|are) (\w+) ", caption):
                assert (match[1] == "is") == (
                    match[2] in ("a", "an") and not re.match(r"There \w+ a \w+ of ", caption)
                ) or (
                    re.match(r"There is a (cup|pot|castle|bowl|vase|pile|stack|heap|loaf) of ", caption)
                    or re.match(r"There are a (few|pair|couple|\w+ of) ", caption)
                    or re.match(r"There is (some(one|body|thing)|some (food|fruit|bread)) ", caption)
                ), caption
            for thing in named_things(caption):
                several = {one.count > 1 for one in scene.things if one.kind in thing.kinds}
                several = {True} if thing.noun in ("some flowers", "some books") else several
                if match := re.match(r" (is|are) \w+ing\b", thing.after):
                    assert (match[1] == "are") in several, caption
                if (match := re.match(r" (\w+)", thing.after)) and match[1] in THIRD | BASE:
                    seen[match[1] in BASE] += 1
                    assert (match[1] in BASE) in several, caption
    assert min(seen[False], seen[True]) > 300


def test_captions_of_a_scene_differ_in_text_and_length(described):
    for _, captions in described:
        assert len(captions) == len(set(captions)) == 5
    lengths = [len(caption.split()) for _, captions in described for caption in captions]
    assert min(lengths) <= 3 and max(lengths) >= 30
    assert 10 <= np.mean(lengths) <= 18


def test_more_than_800_words_are_in_use_twice_or_more(data):
    counts = Counter(word.strip(",'-") for caption in data.captions for word in caption.lower().split())
    assert sum(count > 1 for count in counts.values()) >= 800


def test_few_captions_stand_with_two_scenes(described):
    counts = Counter(caption for _, captions in described for caption in captions)
    assert sum(count for count in counts.values() if count > 1) < 0.03 * sum(counts.values())


def test_the_same_numbers_write_the_same_captions():
    assert made_up(20) == made_up(20)
    assert made_up(20) != made_up(20, seed=1)
