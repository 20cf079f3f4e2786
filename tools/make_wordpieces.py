"""Make ``wordpieces.npz``: the vocabulary of the learned reader and the vectors that its training starts from.

Run once, and again only to change them: ``python tools/make_wordpieces.py MODEL.onnx TOKENIZER.json`` with the files of
all-MiniLM-L6-v2 (Apache-2.0; see NOTICE), ``pip install onnx`` first. The word vectors of its first layer, brought down
from 384 numbers to 128 by principal components: what a large model knows of words that nobody here wrote down. Pieces
that hold anything but letters and digits are left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

WIDTH = 128
SPREAD = 0.5  # standard deviation of the numbers that training starts from
SAMPLE = 8000


def main(model: str, tokenizer: str) -> None:
    import onnx
    from onnx import numpy_helper

    held = {
        each.name: numpy_helper.to_array(each)
        for each in onnx.load(model).graph.initializer
        if each.name.startswith((".model.embeddings", "model.layers.-1"))
    }
    summed = (
        held[".model.embeddings.word_embeddings.weight"] + held[".model.embeddings.token_type_embeddings.weight"][0]
    )
    apart = summed - summed.mean(axis=1, keepdims=True)
    normal = apart / np.sqrt((apart**2).mean(axis=1, keepdims=True) + 1e-12)
    words = normal * held["model.layers.-1.embeddings_norm_layernorm.weight"]
    numbers = json.loads(Path(tokenizer).read_text(encoding="utf-8"))["model"]["vocab"]
    kept = sorted(
        (number, piece) for piece, number in numbers.items() if piece.removeprefix("##").isalnum() and piece.isascii()
    )
    chosen = words[[number for number, _ in kept]]
    chosen = chosen - chosen.mean(axis=0)
    some = chosen[np.random.default_rng(0).permutation(len(chosen))[:SAMPLE]]
    _, _, directions = np.linalg.svd(some, full_matrices=False)
    vectors = chosen @ directions[:WIDTH].T
    vectors *= SPREAD / vectors.std()
    scale = np.abs(vectors).max(axis=1) / 127
    np.savez_compressed(
        Path(__file__).with_name("wordpieces.npz"),
        vocabulary=np.frombuffer("\n".join(piece for _, piece in kept).encode(), np.uint8),
        vectors=np.round(vectors / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float16),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
