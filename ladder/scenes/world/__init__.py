"""What there is in the drawn world: kinds of things, settings, the graph of a scene, and the dice it is made from."""
