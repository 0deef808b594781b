"""Which kinds of things, and which settings, are of one family: what one word names."""

from ladder.scenes.world.grammar import words

FAMILIES: dict[str, tuple[str, ...]] = {  # every kind that is in none is by itself
    "person": words("woman; man; child"),
    "animal": words("dog; cat; rabbit; horse; cow; sheep; fox; deer; bear; camel"),
    "bird": words("bird; duck; hen"),
    "vehicle": words("bicycle; car; van; bus; tractor"),
    "boat": words("sailboat; rowboat"),
    "flyer": words("kite; balloon; hot-air balloon"),
    "shade": words("umbrella; parasol"),
    "building": words("house; cabin; lighthouse; windmill; tent"),
    "plant": words("tree; pine; palm; cactus; plant; vase"),
    "light": words("street lamp; floor lamp; candle; campfire"),
    "seat": words("bench; armchair"),
    "drink": words("cup; teapot"),
    "food": words("cake; fruit bowl; bread"),
}
AREAS: dict[str, tuple[str, ...]] = {  # the same of settings
    "waterside": words("beach; lake; harbour"),
    "green": words("meadow; farm; forest; park"),
    "indoors": words("kitchen; living room"),
}
FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
AREA = {setting: area for area, settings in AREAS.items() for setting in settings}
