"""Words for what things do, and for how they stand to each other."""

from ladder.scenes.world.grammar import Verb, verbs, words

VERBS: dict[str, tuple[Verb, ...]] = {
    "standing": verbs("stand; wait; pause; stand still; look around"),
    "walking": verbs("walk; stroll; wander; walk along; amble"),
    "sitting": verbs("sit; rest; sit quietly; relax"),
    "sleeping": verbs("sleep; nap; doze; snooze; lie curled up"),
    "running": verbs("run; race; trot; dash; bound"),
    "grazing": verbs("graze; nibble the grass; feed"),
    "flying": verbs("fly; glide; soar; flap"),
    "perching": verbs("perch; sit; rest"),
    "swimming": verbs("swim; paddle; float; bob"),
    "rowing": verbs("row; paddle"),
}
KIND_VERBS: dict[str, tuple[Verb, ...]] = {
    "bicycle": verbs("park; stand"),
    "car": verbs("park; stand"),
    "van": verbs("park; stand"),
    "bus": verbs("park; wait"),
    "tractor": verbs("park; stand"),
    "sailboat": verbs("sail; drift; cruise; glide along"),
    "rowboat": verbs("float; drift; bob; rock gently"),
    "kite": verbs("fly; dance; flutter"),
    "hot-air balloon": verbs("float; drift; hover; rise"),
    "campfire": verbs("burn; crackle; blaze; flicker"),
    "candle": verbs("burn; flicker; glow"),
    "snowman": verbs("stand; smile; wave"),
    "ball": verbs("lie; rest"),
    "cup": verbs("steam; stand"),
    "teapot": verbs("steam; stand"),
    "books": verbs("lie; rest"),
    "bread": verbs("lie"),
    "tent": verbs("pitch; stand"),
}
STAND = verbs("stand")
PREPOSITIONS: dict[str, tuple[str, ...]] = {
    "beside": ("beside", "next to", "by", "near", "alongside", "close to"),
    "behind": ("behind", "partly behind", "half hidden behind", "behind"),
    "under": ("under", "beneath", "underneath", "below"),
}
ON: dict[str, tuple[str, ...]] = {  # where "on" and "on top of" are not the words
    "bench": words("on"),
    "armchair": words("in; on"),
    "rowboat": words("in"),
    "house": words("on; on the roof of; on top of"),
    "cabin": words("on; on the roof of; on top of"),
    "bicycle": words("on; on the saddle of"),
    "snowman": words("on top of; on the hat of"),
    "car": words("on; on the roof of; on top of"),
    "van": words("on; on the roof of; on top of"),
    "cow": words("on the back of; on; on top of"),
    "horse": words("on the back of; on; on top of"),
    "sheep": words("on the back of; on; on top of"),
}
HOLD: dict[str, tuple[Verb, ...]] = {
    "umbrella": verbs("hold; carry; shelter under"),
    "balloon": verbs("hold; carry; clutch"),
    "kite": verbs("fly; play with; hold the string of"),
}
