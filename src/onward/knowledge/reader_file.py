"""The file of the learned reader, ``reader.npz``: a NumPy archive of arrays, and its texts and numbers as one JSON
text.

``write_reader`` is for ``tools/train_reader.py``; the running program only reads.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onward.knowledge.model import Layer, NetworkTable, ReaderTable, WordTable

_LAYERS = ("hidden", "heads", "attention", "naming_hidden", "naming")
_TEXTS = ("vocabulary", "names", "intercept", "urgency_intercept", "weights")
# A member's date, the same always: the same tables give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def read_reader(data: bytes) -> ReaderTable:
    """The tables of a file that ``write_reader`` made."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        told = json.loads(arrays["texts"].tobytes())
        return ReaderTable(
            vocabulary=tuple(told["vocabulary"]),
            names=tuple(told["names"]),
            intercept=tuple(told["intercept"]),
            urgency_intercept=tuple(told["urgency_intercept"]),
            weights={name: (pt, ot) for name, (pt, ot) in told["weights"].items()},
            needs=_network(arrays, "needs"),
            urgency=_network(arrays, "urgency"),
            words=WordTable(arrays["words.idf"], arrays["words.weights"]),
        )


def untrained() -> ReaderTable:
    """A reader that has learned nothing, for what is done before there is one."""
    layer = (np.zeros((1, 1), np.float16), np.zeros(1, np.float16))
    network = NetworkTable(
        np.zeros((1, 1), np.int8), np.zeros(1, np.float16), (layer,), layer, layer, layer, None, None
    )
    words = WordTable(np.zeros(1, np.float16), np.zeros((1, 3), np.float16))
    return ReaderTable((), (), (0.0, 0.0, 0.0), (0.0, 0.0), {}, network, network, words)


def write_reader(table: ReaderTable, about: dict[str, Any]) -> bytes:
    """The bytes of a file; ``about`` (how it was made) is kept for whoever looks into it."""
    texts = {"about": about, **{name: getattr(table, name) for name in _TEXTS}}
    arrays: dict[str, NDArray[Any]] = {"texts": np.frombuffer(json.dumps(texts, sort_keys=True).encode(), np.uint8)}
    arrays |= {"words.idf": table.words.idf, "words.weights": table.words.weights}
    for name in ("needs", "urgency"):
        arrays |= {f"{name}.{key}": value for key, value in _arrays(getattr(table, name)).items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for key, value in sorted(arrays.items()):
            member = io.BytesIO()
            np.save(member, value, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{key}.npy", _EPOCH), member.getvalue(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def about_reader(data: bytes) -> dict[str, Any]:
    """How a file was made, as ``write_reader`` was told."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        about: dict[str, Any] = json.loads(arrays["texts"].tobytes())["about"]
        return about


def _arrays(network: NetworkTable) -> dict[str, NDArray[Any]]:
    layers: dict[str, Layer | None] = {name: getattr(network, name) for name in _LAYERS}
    layers |= {f"convolution{number}": layer for number, layer in enumerate(network.convolutions)}
    found: dict[str, NDArray[Any]] = {"embedding": network.embedding, "scale": network.scale}
    for name, layer in layers.items():
        if layer is not None:
            found |= {f"{name}.weight": layer[0], f"{name}.bias": layer[1]}
    return found


def _network(arrays: Any, name: str) -> NetworkTable:
    def layer(part: str) -> Layer | None:
        key = f"{name}.{part}"
        return (arrays[f"{key}.weight"], arrays[f"{key}.bias"]) if f"{key}.weight" in arrays else None

    def needed(part: str) -> Layer:
        found = layer(part)
        if found is None:
            raise KeyError(f"reader.npz has no layer {name}.{part}; train it again with `make train`")
        return found

    convolutions: list[Layer] = []
    while (each := layer(f"convolution{len(convolutions)}")) is not None:
        convolutions.append(each)
    return NetworkTable(
        embedding=arrays[f"{name}.embedding"],
        scale=arrays[f"{name}.scale"],
        convolutions=tuple(convolutions),
        hidden=needed("hidden"),
        heads=needed("heads"),
        attention=needed("attention"),
        naming_hidden=layer("naming_hidden"),
        naming=layer("naming"),
    )
