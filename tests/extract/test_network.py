"""The network by NumPy: that spaCy gives the same answers, sum by sum."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import pytest

from tools.trainset.plain import plain
from vanban_parser.extract import network, tagged, weights, word_keys
from vanban_parser.extract.frames import Frame, frame
from vanban_parser.extract.network import Network
from vanban_parser.model.document import Span

TEXTS = (
    "Giao Phòng Nội vụ rà soát, thống kê số hộ chưa có điện.",
    "Yêu cầu UBND các xã, thị trấn báo cáo trước 16h00’ ngày 20/10/2026.",
    "“Trong thời gian qua” – Phòng Nội vụ đã rà soát 27 hồ sơ, đạt 66,67%…",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; số ____/QĐ-UBND;",
    "Đẹp như det, dep, X và xã X: NGHIÊM TÚC thực hiện.",
    "Báo cáo.",
)
ABOVE = (
    ("công văn", "plain"),
    ("kế hoạch", "TỔ CHỨC THỰC HIỆN", "Phòng Nội vụ:", "dash"),
)


def frames() -> list[Frame]:
    return [
        frame(text, Span(0, len(text)), above, "Ủy ban nhân dân huyện Hòa Lạc")
        for text in TEXTS
        for above in ABOVE
    ]


def test_every_kind_is_as_probable_as_to_spacy() -> None:
    shown = frames()
    for ours, theirs in zip(tagged.tag(shown), tagged.tagger()(shown), strict=True):
        assert ours.sentence == theirs.sentence
        assert list(ours.kinds) == list(theirs.kinds)
        for kind, share in theirs.kinds.items():
            assert ours.kinds[kind] == pytest.approx(share, abs=1.5e-4)
        assert ours.parts == theirs.parts


def test_a_word_has_the_number_that_spacy_gives_it() -> None:
    from spacy.strings import StringStore
    from spacy.symbols import IDS

    known = StringStore()
    reserved = [name for name in IDS if name == name.lower() or set(name) <= set("Xx")]
    words = {word for given in frames() for word in (*given.words, *given.roles)}
    for word in words | set(reserved):
        assert word_keys.key_of(word) == known.add(word), word


def test_a_sign_is_the_sign_that_spacy_takes_it_for() -> None:
    from spacy.lang.norm_exceptions import BASE_NORMS

    alone = {sign: norm for sign, norm in BASE_NORMS.items() if len(sign) == 1}
    assert alone == word_keys.SIGNS


@pytest.mark.parametrize(
    "word", ["Triệu", "UBND", "20/10/2026", "66,67", "ĐÃ", "—", "x", "a" * 120]
)
def test_a_word_has_the_shape_that_spacy_gives_it(word: str) -> None:
    from spacy.lang.lex_attrs import word_shape

    assert word_keys.shape(word) == word_shape(word)


def test_rows_are_those_that_thinc_adds_up() -> None:
    import numpy as np
    from thinc.api import NumpyOps

    keys = [0, 1, 456, 2**63, 2**64 - 1, word_keys.key_of("nghiêm")]
    theirs = NumpyOps().hash(np.array(keys, dtype="uint64"), 9) % 2000
    assert [list(word_keys.rows_of(key, 9, 2000)) for key in keys] == theirs.tolist()


def test_kinds_are_told_without_spacy() -> None:
    code = (
        "import sys; from vanban_parser.extract.frames import frame;"
        "from vanban_parser.extract.tagged import tag;"
        "from vanban_parser.model.document import Span;"
        "text = 'Giao Phòng Nội vụ rà soát hồ sơ.';"
        "above = ('công văn', 'plain');"
        "(found,) = tag([frame(text, Span(0, len(text)), above, None)]);"
        "assert found.orders > 0.8; assert 'spacy' not in sys.modules;"
        "assert found.labelled('ASSIGNEE'); assert 'spacy' in sys.modules"
    )
    subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=True)


def test_weights_of_another_shape_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_PIECES", 2)
    with pytest.raises(ValueError, match="pieces"):
        Network(weights.plain_weights())


def test_the_network_is_the_one_in_the_weights_of_spacy() -> None:
    # Slices of a mapped file compare by their bytes.
    assert weights.plain_weights()[:] == plain(weights.weights()[:])


def test_other_readers_of_safetensors_find_its_arrays() -> None:
    # By the words of the format: the arrays lie one behind the other, aligned, and
    # the last ends where the file ends.
    raw = weights.plain_weights()
    start = 8 + int.from_bytes(raw[:8], "little")
    head = json.loads(raw[8:start])
    head.pop("__metadata__")
    ends = [0]
    for one in head.values():
        first, end = one["data_offsets"]
        assert end - first == 4 * math.prod(one["shape"])
        assert 0 <= first - ends[-1] < 64
        ends.append(end)
    assert start + ends[-1] == len(raw)
