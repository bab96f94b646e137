"""Digital signatures of a PDF: who, when, intact, trusted, and what came after."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pymupdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.docx_making import p, packed, parts
from tests.readers.signature_making import (
    SIGNED_AT,
    SIGNER,
    TITLE,
    blank,
    by_hand,
    cms_of,
    facts,
    grown,
    objects,
    sha256,
    shown,
    sign,
    signed,
    stream,
    with_entry,
    with_note,
)
from tools.letters.pki import ORGANISATION, authority, identity
from vanban_parser.errors import SettingsError
from vanban_parser.model.document import Added, Box, SignatureFact
from vanban_parser.readers.docx import read_docx
from vanban_parser.readers.pdf import read_pdf
from vanban_parser.settings import Settings, checked

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "02-ky-so-trong-widget" / "letter.pdf"
RSA = {"algorithm": "rsassa_pkcs1v15"}


def fact(data: bytes, settings: Settings | None = None) -> SignatureFact:
    (only,) = facts(data, settings)
    return only


def pem(certificate: bytes) -> bytes:
    loaded = x509.load_der_x509_certificate(certificate)
    return loaded.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The authority of the test letters, as a file."""
    path = tmp_path_factory.mktemp("store") / "authority.pem"
    path.write_bytes(pem(authority().certificate))
    return path


# A signature that holds


def test_a_signature_says_who_when_where_and_that_nothing_changed() -> None:
    assert fact(signed()) == SignatureFact(
        field="Signature1",
        signer=SIGNER,
        organisation=ORGANISATION,
        units=(),
        signed_at="2026-09-10T08:30:00+07:00",
        issuer="CA thử nghiệm của vanban_parser",
        covers_whole_file=True,
        intact=True,
        trusted=None,
        added=Added.NOTHING,
        page=1,
        box=Box(1, 300.0, 192.0, 400.0, 242.0),
    )


def test_the_document_of_a_signed_letter_has_them_in_the_order_of_signing() -> None:
    document = read_pdf(SAMPLE.read_bytes(), "thu.pdf", Settings())
    found = document.signatures

    assert [fact.field for fact in found] == [f"Signature{n}" for n in range(1, 6)]
    assert [fact.signed_at for fact in found] == sorted(
        fact.signed_at or "" for fact in found
    )
    assert all(fact.intact for fact in found)
    assert [fact.covers_whole_file for fact in found] == [False] * 4 + [True]
    assert [fact.added for fact in found] == [Added.FORMS] * 4 + [Added.NOTHING]


def test_pyhanko_comes_to_the_same_about_the_sample() -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    data = SAMPLE.read_bytes()
    theirs = []
    for one in PdfFileReader(io.BytesIO(data)).embedded_regular_signatures:
        context = ValidationContext(trust_roots=[], allow_fetching=False)
        status = validate_pdf_signature(one, context)
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        theirs.append((one.field_name, status.intact and status.valid, whole))

    ours = [(f.field, f.intact, f.covers_whole_file) for f in facts(data)]
    assert ours == theirs


def test_a_letter_that_nobody_signed_has_none() -> None:
    assert facts(blank()) == ()


def test_a_field_that_waits_for_a_signature_is_none() -> None:
    numbers = objects(blank())
    new = numbers["next"]
    field = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Open)/Rect[10 10 60 40]/F 4>>"
    form = with_entry(
        shown(blank(), numbers["catalog"]), f"/AcroForm<</Fields[{new} 0 R]>>"
    )
    data = with_note(blank(), field, {numbers["catalog"]: form})

    assert facts(data) == ()
    assert facts(grown(data, {new + 1: "(/ByteRange in a string)"})) == ()


def test_a_letter_without_signatures_costs_none_of_the_libraries() -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from vanban_parser.readers.pdf import read_pdf;"
        "from vanban_parser.settings import Settings;"
        "read_pdf(Path(sys.argv[1]).read_bytes(), 'x.pdf', Settings());"
        "bad = {'asn1crypto', 'cryptography', 'pyhanko', 'pyhanko_certvalidator'};"
        "sys.exit(', '.join(sorted(bad & set(sys.modules))))"
    )
    plain = ROOT / "samples" / "03-cong-van-dang" / "letter.pdf"
    command = [sys.executable, "-c", code]
    for path, loaded in ((plain, ""), (SAMPLE, "asn1crypto, cryptography")):
        run = subprocess.run(
            [*command, str(path)], capture_output=True, check=False, text=True
        )
        assert run.stderr.strip() == loaded


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("D:20260910083000+07'00'", "2026-09-10T08:30:00+07:00"),
        ("D:20260910083000+07'00", "2026-09-10T08:30:00+07:00"),
        ("D:20260910083000-0330", "2026-09-10T08:30:00-03:30"),
        ("D:20260910013000Z", "2026-09-10T01:30:00+00:00"),
        ("D:20260910083000", "2026-09-10T08:30:00"),
        ("D:20261310083000+07'00'", None),
        ("D:20260910083000+99'99'", None),
        ("10/9/2026", None),
    ],
)
def test_the_time_is_the_one_that_the_signature_field_states(
    written: str, read: str | None
) -> None:
    assert fact(by_hand(lambda _: b"", value=f"/M({written})")).signed_at == read


def test_without_it_the_time_is_that_of_the_signed_object() -> None:
    key, certificate = made_rsa()

    def contents(data: bytes) -> bytes:
        when = SIGNED_AT.astimezone(dt.UTC)
        seal = pkcs1(key)
        return cms_of(sha256(data), certificate, seal, RSA, signing_time=when)

    assert fact(by_hand(contents)).signed_at == "2026-09-10T01:30:00+00:00"
    both = by_hand(contents, value="/M(D:20260910083000+07'00')")
    assert fact(both).signed_at == "2026-09-10T08:30:00+07:00"


# One that does not hold


def test_one_letter_altered_in_the_signed_bytes_is_noticed() -> None:
    assert TITLE in signed()
    data = signed().replace(TITLE, TITLE[:-1] + b"2")

    found = fact(data)
    assert (found.intact, found.signer) == (False, SIGNER)
    assert found.covers_whole_file


def test_a_signature_altered_itself_is_noticed() -> None:
    data = bytearray(signed())
    # Zeros fill the rest of the field; before them stand the last bytes of the value.
    end = data.index(b"00000000", data.index(b"/Contents") + 2000)
    data[end - 20] = ord("1") if data[end - 20] != ord("1") else ord("2")
    assert fact(bytes(data)).intact is False


def test_signed_bytes_that_leave_out_more_than_the_signature_are_not_intact() -> None:
    key, certificate = made_rsa()

    def contents(data: bytes) -> bytes:
        return cms_of(sha256(data), certificate, pkcs1(key), RSA)

    assert fact(by_hand(contents)).intact is True
    for gap in ((1, 0), (0, 1), (40, 0), (0, 3)):
        found = fact(by_hand(contents, gap=gap))
        assert (found.intact, found.covers_whole_file) == (False, False)
        assert found.added is Added.OTHER


@pytest.mark.parametrize(
    "contents", [b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"\x30\x03\x02\x01\x01"]
)
def test_contents_that_are_no_signature_are_one_that_does_not_hold(
    contents: bytes,
) -> None:
    found = fact(by_hand(lambda _: contents, value="/M(D:20260910083000Z)"))
    assert (found.field, found.signer, found.intact) == ("By hand", None, False)


@given(st.binary(max_size=40), st.integers(0, 1500))
def test_whatever_stands_in_the_contents_nothing_breaks(
    junk: bytes, offset: int
) -> None:
    key, certificate = made_rsa()

    def contents(data: bytes) -> bytes:
        whole = cms_of(sha256(data), certificate, pkcs1(key), RSA)
        return whole[:offset] + junk + whole[offset + len(junk) :]

    assert fact(by_hand(contents)).field == "By hand"


@given(st.integers(0), st.integers(0, 255))
def test_whatever_byte_is_altered_nothing_breaks_and_little_holds(
    place: int, byte: int
) -> None:
    data = bytearray(signed())
    place %= len(data)
    same = data[place] == byte
    data[place] = byte
    hole = range(data.index(b"/Contents"), data.rindex(b"00>") + 3)
    try:
        found = facts(bytes(data))
    except (RuntimeError, pymupdf.mupdf.FzErrorBase):
        return  # MuPDF does not open it: there is no letter
    if not same and place not in hole:
        assert not any(one.intact for one in found)


# What was added


def test_further_signatures_are_what_a_form_allows() -> None:
    twice = sign(signed(), name="Signature2", page=1)
    first, second = facts(twice)

    assert (first.intact, first.covers_whole_file, first.added) == (
        True,
        False,
        Added.FORMS,
    )
    assert (second.intact, second.covers_whole_file, second.added) == (
        True,
        True,
        Added.NOTHING,
    )


def test_white_space_behind_the_file_is_nothing() -> None:
    found = fact(signed() + b"\r\n\0\0")
    assert (found.covers_whole_file, found.added) == (True, Added.NOTHING)


def test_text_added_by_another_program_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "thu.pdf"
    path.write_bytes(signed())
    with pymupdf.open(path) as pdf:
        pdf[1].insert_text((72, 200), "so much more")
        pdf.saveIncr()

    assert path.read_bytes().startswith(signed())
    found = fact(path.read_bytes())
    assert (found.intact, found.covers_whole_file) == (True, False)
    assert found.added is Added.OTHER


def _content(data: bytes) -> int:
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return int(pdf[0].get_contents()[0])


def _widget(data: bytes) -> int:
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return int(next(pdf[0].widgets()).xref)


def _page_with(entry: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        page = objects(data)["page"]
        return grown(data, {page: with_entry(shown(data, page), entry)})

    return change


def _other_content(data: bytes) -> bytes:
    text = "BT /helv 11 Tf 72 700 Td (Quite another letter) Tj ET"
    return grown(data, {_content(data): stream(text)})


def _without_page(data: bytes) -> bytes:
    page = objects(data)["page"]
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        pages = int(pdf.xref_get_key(page, "Parent")[1].split()[0])
    tree = f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>"
    return grown(data, {pages: tree})


def _script(data: bytes) -> bytes:
    catalog = objects(data)["catalog"]
    entry = "/OpenAction<</S/JavaScript/JS(app.alert)>>"
    return grown(data, {catalog: with_entry(shown(data, catalog), entry)})


def _note(data: bytes) -> bytes:
    note = "<</Type/Annot/Subtype/FreeText/Rect[10 10 90 40]/Contents(no)>>"
    return with_note(data, note)


def _label(data: bytes) -> bytes:
    """Put words on the page in a signature field that nobody has signed."""
    new = objects(data)["next"]
    field = (
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(Label)/Rect[10 10 90 40]"
        f"/AP<</N {new + 1} 0 R>>/V<</Type/Sig>>>>"
    )
    shape = stream("BT ET", "/Type/XObject/Subtype/Form/BBox[0 0 80 30]")
    return with_note(data, field, {new + 1: shape})


def _moved(data: bytes) -> bytes:
    """Move the appearance of the signature itself."""
    widget = _widget(data)
    value = shown(data, widget)
    assert "/Rect[300 600 400 650]" in value
    return grown(data, {widget: value.replace("/Rect[300", "/Rect[290")})


def _unsigned(data: bytes) -> bytes:
    """Take the signature off the page; its field stays in the form."""
    page = objects(data)["page"]
    value = shown(data, page)
    widget = f"{_widget(data)} 0 R"
    assert f"/Annots[{widget}]" in value
    return grown(data, {page: value.replace(f"/Annots[{widget}]", "/Annots[]")})


@pytest.mark.parametrize(
    "change",
    [
        _other_content,
        _without_page,
        _script,
        _note,
        _label,
        _moved,
        _unsigned,
        _page_with("/UserUnit 2"),
        _page_with("/CropBox[0 0 300 400]"),
    ],
)
def test_what_can_be_seen_or_can_act_is_noticed(
    change: Callable[[bytes], bytes],
) -> None:
    data = change(signed())
    assert data.startswith(signed())
    found = fact(data)
    assert (found.intact, found.covers_whole_file) == (True, False)
    assert found.added is Added.OTHER


def _metadata(data: bytes) -> bytes:
    numbers = objects(data)
    new = numbers["next"]
    catalog = with_entry(
        shown(data, numbers["catalog"]), f"/Metadata {new} 0 R/DSS<</Certs[]>>"
    )
    return grown(data, {numbers["catalog"]: catalog, new: stream("<x/>")})


def _keys_in_new_order(data: bytes) -> bytes:
    page = objects(data)["page"]
    value = shown(data, page)
    assert "/MediaBox[0 0 595 842]" in value
    moved = value.replace("/MediaBox[0 0 595 842]", "")
    return grown(data, {page: with_entry(moved, "/MediaBox[0 0 595 842]")})


def _same_again(data: bytes) -> bytes:
    numbers = objects(data)
    return grown(data, {n: shown(data, n) for n in (numbers["page"], _widget(data))})


@pytest.mark.parametrize("change", [_metadata, _keys_in_new_order, _same_again])
def test_what_shows_nothing_is_what_a_form_allows(
    change: Callable[[bytes], bytes],
) -> None:
    assert fact(change(signed())).added is Added.FORMS


def test_a_field_filled_in_after_signing_is_what_a_form_allows() -> None:
    field = (
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(Number)/Rect[10 10 90 40]/F 4"
        "/DA(/Helv 9 Tf 0 g)>>"
    )
    data = sign(with_note(blank(), field))
    number = objects(blank())["next"]
    filled = grown(data, {number: with_entry(shown(data, number), "/V(15)")})

    assert "/V(15)" in shown(filled, number)
    assert fact(filled).added is Added.FORMS


def test_two_values_of_a_dictionary_that_change_places_are_a_change() -> None:
    page = objects(blank())["page"]
    plan = "/PieceInfo<</A/X/B/Y>>"
    data = sign(grown(blank(), {page: with_entry(shown(blank(), page), plan)}))
    before = shown(data, page)
    moved, swapped = (
        before.replace("/A/X/B/Y", new) for new in ("/B/Y/A/X", "/A/Y/B/X")
    )

    assert len({before, moved, swapped}) == 3
    assert fact(grown(data, {page: moved})).added is Added.FORMS
    assert fact(grown(data, {page: swapped})).added is Added.OTHER


# Trust


@pytest.mark.parametrize("shape", ["PEM", "DER", "folder"])
def test_a_signature_under_an_authority_of_the_store_is_trusted(
    shape: str, store: Path, tmp_path: Path
) -> None:
    paths = {"PEM": store, "DER": tmp_path / "ca.cer", "folder": store.parent}
    paths["DER"].write_bytes(authority().certificate)
    assert fact(signed(), Settings(trust_roots=(paths[shape],))).trusted is True


def test_a_signature_under_another_authority_is_not_trusted(tmp_path: Path) -> None:
    _, certificate = made_rsa()
    (tmp_path / "other.pem").write_bytes(pem(certificate))
    found = fact(signed(), Settings(trust_roots=(tmp_path / "other.pem",)))
    assert (found.intact, found.trusted) == (True, False)


def test_an_altered_letter_is_not_trusted(store: Path) -> None:
    data = signed().replace(TITLE, TITLE[:-1] + b"2")
    assert fact(data, Settings(trust_roots=(store,))).trusted is False


def test_the_certificate_has_to_be_valid_at_the_time_of_signing(store: Path) -> None:
    trust = Settings(trust_roots=(store,))
    for year, trusted in ((2023, False), (2026, True), (2044, False)):
        data = sign(blank(), when=SIGNED_AT.replace(year=year))
        assert fact(data, trust).trusted is trusted


def test_trust_is_decided_within_a_running_event_loop_too(store: Path) -> None:
    import asyncio

    async def within() -> bool | None:
        return fact(signed(), Settings(trust_roots=(store,))).trusted

    assert asyncio.run(within()) is True


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\x30\x03\x02\x01"])
def test_a_trust_store_that_cannot_be_used_is_an_error(
    content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "store.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"store\.pem"):
        facts(signed(), Settings(trust_roots=(path,)))
    with pytest.raises(SettingsError, match="no certificate"):
        facts(signed(), Settings(trust_roots=(tmp_path / "empty",)))


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()


def test_the_environment_names_one_path() -> None:
    assert checked({"trust_roots": "/a/store"}, "a test") == {
        "trust_roots": (Path("/a/store"),)
    }
    several = checked({"trust_roots": ["/a", "/b"]}, "a test")
    assert several == {"trust_roots": (Path("/a"), Path("/b"))}


# Algorithms


def _certificate(key: object, public: object) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Trần Thị Mẫu")])
    start = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=public,  # type: ignore[arg-type]
        serial_number=7,
        not_valid_before=start,
        not_valid_after=start.replace(year=2044),
    )
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    made = builder.sign(key, algorithm)  # type: ignore[arg-type]
    return made.public_bytes(serialization.Encoding.DER)


@cache
def made_rsa() -> tuple[rsa.RSAPrivateKey, bytes]:
    key = serialization.load_der_private_key(identity(SIGNER).key, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key, _certificate(key, key.public_key())


def pkcs1(key: rsa.RSAPrivateKey) -> Callable[[bytes], bytes]:
    return lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def without_null(key: rsa.RSAPrivateKey) -> Callable[[bytes], bytes]:
    """Sign as services do that leave out the NULL of the digest's algorithm."""
    numbers = key.private_numbers()
    n = numbers.public_numbers.n

    def seal(data: bytes) -> bytes:
        info = bytes.fromhex("302f300b0609608648016503040201 0420") + sha256(data)
        padded = b"\0\1" + b"\xff" * (256 - 3 - len(info)) + b"\0" + info
        return pow(int.from_bytes(padded), numbers.d, n).to_bytes(256)

    return seal


def test_rsa_without_the_null_of_the_digest_is_accepted() -> None:
    key, certificate = made_rsa()
    found = fact(
        by_hand(lambda data: cms_of(sha256(data), certificate, without_null(key), RSA))
    )
    assert (found.intact, found.signer, found.organisation) == (
        True,
        "Trần Thị Mẫu",
        None,
    )


def test_a_digest_signed_without_attributes_is_accepted() -> None:
    key, certificate = made_rsa()
    from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

    def seal(digest: bytes) -> bytes:
        return key.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))

    def contents(data: bytes) -> bytes:
        return cms_of(sha256(data), certificate, seal, RSA, with_attributes=False)

    assert fact(by_hand(contents)).intact is True


def test_rsa_pss_is_read() -> None:
    assert fact(sign(blank(), pss=True)).intact is True
    data = sign(blank(), pss=True).replace(TITLE, TITLE[:-1] + b"2")
    assert fact(data).intact is False


def test_elliptic_curves_are_read() -> None:
    key = ec.derive_private_key(0x1234567, ec.SECP256R1())
    certificate = _certificate(key, key.public_key())
    how = {"algorithm": "sha256_ecdsa"}

    def right(data: bytes) -> bytes:
        return key.sign(data, ec.ECDSA(hashes.SHA256()))

    def wrong(data: bytes) -> bytes:
        return right(data + b"!")

    for seal, intact in ((right, True), (wrong, False)):
        data = by_hand(
            lambda data, seal=seal: cms_of(  # type: ignore[misc]
                sha256(data), certificate, seal, how
            )
        )
        assert fact(data).intact is intact


def test_an_algorithm_that_is_not_known_is_neither_intact_nor_broken() -> None:
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    certificate = _certificate(key, key.public_key())
    how = {"algorithm": "ed25519"}
    data = by_hand(lambda data: cms_of(sha256(data), certificate, key.sign, how))
    assert (fact(data).intact, fact(data).signer) == (None, "Trần Thị Mẫu")


def test_the_digest_may_stand_inside_where_the_format_says_so() -> None:
    import hashlib

    key, certificate = made_rsa()

    def contents(data: bytes) -> bytes:
        inside = hashlib.sha1(data, usedforsecurity=False).digest()
        seal = pkcs1(key)
        return cms_of(sha256(inside), certificate, seal, RSA, inside=inside)

    assert fact(by_hand(contents, kind="/adbe.pkcs7.sha1")).intact is True
    assert fact(by_hand(contents)).intact is False


def test_a_signature_over_something_else_does_not_hold() -> None:
    key, certificate = made_rsa()

    def contents(_: bytes) -> bytes:
        inside = b"another file"
        seal = pkcs1(key)
        return cms_of(sha256(inside), certificate, seal, RSA, inside=inside)

    for kind in ("/adbe.pkcs7.detached", "/adbe.pkcs7.sha1"):
        assert fact(by_hand(contents, kind=kind)).intact is False


def test_a_format_that_is_not_known_is_not_judged() -> None:
    key, certificate = made_rsa()

    def contents(data: bytes) -> bytes:
        return cms_of(sha256(data), certificate, pkcs1(key), RSA)

    assert fact(by_hand(contents, kind="/Our.own")).intact is None


def test_a_time_stamp_counts_only_where_it_can_be_seen() -> None:
    data = by_hand(lambda _: b"", kind="/ETSI.RFC3161")
    assert len(facts(data)) == 1
    hidden = data.replace(b"/Rect[10 10 60 40]", b"/Rect[10 10 10 10]")
    assert facts(hidden) == ()


# DOCX


def test_the_signature_of_a_docx_is_told_of_and_not_read() -> None:
    plain = packed(parts(p("Sở giao Phòng rà soát.")))
    out = io.BytesIO(plain)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")

    for data, codes in ((plain, []), (out.getvalue(), ["signature-unread"])):
        document = read_docx(data, "thu.docx", Settings())
        assert [notice.code for notice in document.notices] == codes
