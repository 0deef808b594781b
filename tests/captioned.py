"""A small data set made of captions alone."""

import numpy as np

from ladder.datasets.record import CaptionedImages

# Several captions an image, not equally many; a caption of two images; one without any word but stop words.
CAPTIONS = [
    ["a brown dog runs through the snow", "the dog is running", "snow everywhere"],
    ["two cats sleep on a sofa"],
    ["a dog and a cat", "the dog is running"],
    ["of the and", "a red car on the street", "street with a car", "red", "a car"],
]


def captions_of(captions=CAPTIONS, splits=None):
    counts = [len(of_image) for of_image in captions]
    texts = tuple(caption for of_image in captions for caption in of_image)
    return CaptionedImages(
        spec="test:captions",
        image_ids=tuple(f"image{i}" for i in range(len(captions))),
        splits=np.array(splits or ["train"] * len(captions)),
        captions=texts,
        caption_ids=tuple(f"caption{i}" for i in range(len(texts))),
        caption_image=np.repeat(np.arange(len(captions)), counts),
    )
