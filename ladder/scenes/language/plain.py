"""What people type who have never seen the scenes: sixty queries, written before any model had answered one."""

from ladder.scenes.world.grammar import words

QUERIES = words(
    "a cat; a dog on the beach; a red boat at night; two people on bikes; snow; something to sit on; "
    "a house in the rain; children playing in the park; a horse in a field; a cup of coffee; a birthday cake; "
    "people at the seaside; a rainy city street; a sunset over the sea; a woman with an umbrella; a man and his dog; "
    "a yellow car; a bus in the city; sheep on a farm; a bear in the snow; a camel in the desert; hot-air balloons; "
    "a kite in the sky; a tent in the forest; a campfire at night; something to drink; something to eat; "
    "flowers on a table; a pile of books; an empty bench; a lighthouse; a windmill and cows; ducks on a lake; "
    "a sailboat at sunset; a cosy room with an armchair; a guitar; a snowman; a sandcastle on the beach; a palm tree; "
    "autumn trees; a foggy morning; a starry night; a black cat on a chair; a white rabbit; a brown bear; "
    "a red tractor; three birds flying; a bird on a roof; a child with a balloon; a blue bicycle; "
    "the harbour at dusk; mountains in winter; a fox in the woods; a candle on the table; animals on a farm; "
    "vehicles in the rain; a woman in a red coat; a big green tree; bread for breakfast; a small dog next to a bench"
)
