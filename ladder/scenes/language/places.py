"""Words for settings: where in them a thing is, what they are called, and what is seen behind."""

from ladder.scenes.world.grammar import words

PLACES: dict[str, dict[str, tuple[str, ...]]] = {  # of things on the ground, the water or the road, in the air; of all
    "beach": {
        "ground": words(
            "on the beach; on the sand; at the seaside; by the sea; on the shore; beside the waves; on a sandy beach; "
            "near the water's edge; by the ocean; on the coast; at the beach"
        ),
        "water": words(
            "on the sea; off the beach; out at sea; on the ocean; near the shore; off the coast; just offshore"
        ),
        "all": words("at the beach; at the seaside; on the coast; by the sea"),
        "air": words("over the beach; above the sea; over the sand; above the waves; over the coast; above the shore"),
    },
    "lake": {
        "ground": words(
            "by the lake; at the lakeside; beside the lake; on the lakeshore; at the edge of the lake; "
            "near the still water; on the bank of a lake; in front of a lake; by a calm lake"
        ),
        "water": words(
            "on the lake; on the calm water; across the lake; on a quiet lake; on the still water; out on the lake"
        ),
        "all": words("at the lake; by the lake; at the lakeside; around the lake"),
        "air": words("over the lake; above the water; over the far hills; above a calm lake"),
    },
    "harbour": {
        "ground": words(
            "at the harbour; on the quay; by the harbour; at the waterfront; on the quayside; "
            "beside the harbour water; at the old port; on the stone quay; on the dock"
        ),
        "water": words(
            "in the harbour; on the harbour water; in the port; past the quay; near the quay; in front of the old town"
        ),
        "all": words("at the harbour; by the harbour; at the old port; at the waterfront"),
        "air": words("over the harbour; above the port; over the quayside houses; above the harbour water"),
    },
    "meadow": {
        "ground": words(
            "in the meadow; in a flowery meadow; in the grass; among wildflowers; in a field of flowers; "
            "in a grassy field; in open country; in a green field; in a blooming meadow; on the grass"
        ),
        "all": words("in the meadow; in the countryside; in a flowery landscape; among the hills"),
        "air": words(
            "over the meadow; above the hills; over a field of flowers; above the green fields; over the countryside"
        ),
    },
    "farm": {
        "ground": words(
            "on the farm; near the barn; in front of a barn; in the farmyard; by the fence; on a farm; "
            "in the countryside; in a field; on the farmland; by a wooden fence"
        ),
        "all": words("on the farm; in the countryside; around the farm; near the barn"),
        "air": words("over the farm; above the barn; over the fields; above the countryside; over the farmland"),
    },
    "desert": {
        "ground": words(
            "in the desert; on the sand; among the dunes; in a sandy desert; on bare sand; "
            "in the middle of the desert; in the wilderness; on the desert floor; in front of the dunes"
        ),
        "all": words("in the desert; in the wilderness; in a sandy landscape"),
        "air": words("over the desert; above the dunes; over the sand; above the wilderness"),
    },
    "mountains": {
        "ground": words(
            "in the mountains; in the snow; on a snowy slope; below the peaks; in a snowy valley; on the white slope; "
            "at the foot of the mountains; in deep snow; in an alpine valley; high in the mountains"
        ),
        "all": words("in the mountains; in a snowy valley; in an alpine landscape"),
        "air": words(
            "over the mountains; above the peaks; over a snowy valley; above the summits; over the snowy slopes"
        ),
    },
    "forest": {
        "ground": words(
            "in the forest; in the woods; on the forest floor; between the trunks; in a woodland clearing; "
            "by the forest path; in a quiet wood; deep in the forest; in a tall forest; under the canopy"
        ),
        "all": words("in the forest; in the woods; in a quiet wood"),
        "air": words("in the forest; between the trunks; through the woods; through the forest"),
    },
    "street": {
        "ground": words(
            "on the pavement; in the street; in the city; in town; on the sidewalk; by the roadside; on a city street; "
            "outside the shops; in front of the shops; in the town centre"
        ),
        "road": words(
            "on the road; in the street; in the city; in town; on a city street; in front of the shops; "
            "outside the shops; in the town centre"
        ),
        "all": words("in the street; in the city; in town; on a city street"),
        "air": words("over the rooftops; above the street; over the city; above the roofs; over the town"),
    },
    "park": {
        "ground": words(
            "in the park; on the lawn; in a city park; on the grass; near a winding path; in a public park; "
            "by the park path; in the gardens; in a green park"
        ),
        "all": words("in the park; in a city park; in a public park; in the gardens"),
        "air": words("over the park; above the lawn; over the skyline; above the city park"),
    },
    "kitchen": {
        "ground": words(
            "on the kitchen table; in the kitchen; on the table; on a wooden table; by the kitchen window; "
            "on the tabletop; in a homely kitchen; in front of the window"
        ),
    },
    "living room": {
        "ground": words(
            "in the living room; in the lounge; at home; by the window; in a cosy room; in the sitting room; indoors; "
            "on the wooden floor; inside the house"
        ),
    },
}
SCENERY: dict[str, tuple[str, ...]] = {  # always drawn
    "beach": words("with the sea behind; with waves rolling in; with surf in the background; with the horizon behind"),
    "lake": words(
        "with wooded hills behind; with reeds along the bank; with mountains across the water; "
        "with a wooded shore behind"
    ),
    "harbour": words(
        "with colourful houses across the water; with gabled houses behind; with bollards along the quay; "
        "with a row of houses in the background"
    ),
    "meadow": words("with rolling hills behind; with hills in the distance; with bushes in the distance"),
    "farm": words(
        "with a red barn behind; with a barn and a silo in the background; with ploughed fields behind; "
        "with a long fence behind"
    ),
    "desert": words("with a mesa on the horizon; with dunes behind; with rocky mesas far away; with dry shrubs around"),
    "mountains": words(
        "with snowy peaks behind; with snow-capped mountains in the background; with firs below the peaks; "
        "with jagged summits behind"
    ),
    "forest": words(
        "with tall trunks all around; with a path winding into the wood; with a roof of leaves above; "
        "with trunks in the background"
    ),
    "street": words(
        "with shops behind; with town houses in the background; with striped awnings behind; "
        "with a row of tall houses behind"
    ),
    "park": words(
        "with the city skyline behind; with towers in the distance; with clipped hedges behind; "
        "with tall buildings in the background"
    ),
    "kitchen": words("with pans hanging on the wall; with curtains behind; with a window in the background"),
    "living room": words("with pictures on the wall; with a round rug on the floor; with curtains at the window"),
}
NAMES: dict[str, tuple[str, ...]] = {  # what the setting is called, to follow an adjective
    "beach": words("beach; seashore; seaside scene; sandy beach; coast"),
    "lake": words("lake; lakeside; lake view; lakeside scene"),
    "harbour": words("harbour; waterfront; quay; port"),
    "meadow": words("meadow; flower meadow; field of wildflowers; hillside meadow"),
    "farm": words("farm; farmyard; country scene; rural landscape"),
    "desert": words("desert; desert landscape; sandy wilderness"),
    "mountains": words("mountain valley; mountain landscape; alpine scene; mountain scene"),
    "forest": words("forest; wood; woodland; forest clearing"),
    "street": words("street; city street; town street; shopping street"),
    "park": words("park; city park; public garden"),
    "kitchen": words("kitchen; kitchen table; breakfast table; table by the window"),
    "living room": words("living room; lounge; sitting room"),
}
MOODS = ("quiet", "peaceful", "calm", "lovely", "pretty", "tranquil", "charming", "idyllic", "pleasant")
INDOOR_MOODS = ("cosy", "homely", "warm", "tidy", "inviting", "snug", "pleasant")
NEARBY: dict[str, tuple[str, ...]] = {  # where one more thing is
    "ground": words("nearby; close by; a few steps away; not far away"),
    "road": words("on the road; passing by; close by"),
    "back": words("in the background; in the distance; further back"),
    "water": words("on the water; out on the water; in the background"),
    "air": words("overhead; in the sky; up above; in the air"),
    "table": words("nearby; within reach; close at hand; at one side"),
    "room": words("nearby; in the room; at one side"),
}
