"""edXML packets as senders make them: prefixed or not, whole or a header only."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from xml.sax.saxutils import escape

STANDARD = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
SAYS = {
    "OrganName": "Sở Nội vụ",
    "CodeNumber": "212",
    "CodeNotation": "GM-SNV",
    "Place": "Lào Cai",
    "PromulgationDate": "2024/08/05",
    "TypeName": "Giấy mời",
    "Subject": "Dự Hội nghị sơ kết công tác cải cách hành chính 6 tháng đầu năm 2024",
    "Position": "Giám đốc",
    "FullName": "Vàng Thị Chư",
    "Priority": "0",
    "DueDate": "2024/08/12",
}
"""What the header of the sample ``06-giay-moi`` says, when it says the same."""


def header(says: Mapping[str, str], prefix: str = "edXML:") -> str:
    def element(name: str) -> str:
        words = escape(says.get(name, ""))
        return f"<{prefix}{name}>{words}</{prefix}{name}>"

    def group(name: str, *names: str) -> str:
        inner = "".join(element(one) for one in names)
        return f"<{prefix}{name}>{inner}</{prefix}{name}>"

    return (
        f"<{prefix}MessageHeader>"
        + group("From", "OrganId", "OrganName")
        + f"<{prefix}To><{prefix}OrganName>UBND xã</{prefix}OrganName></{prefix}To>"
        + group("Code", "CodeNumber", "CodeNotation")
        + group("PromulgationInfo", "Place", "PromulgationDate")
        + group("DocumentType", "Type", "TypeName")
        + element("Subject")
        + group("SignerInfo", "Competence", "Position", "FullName")
        + element("DueDate")
        + group("OtherInfo", "Priority")
        + f"</{prefix}MessageHeader>"
    )


def packet(
    files: Mapping[str, bytes],
    says: Mapping[str, str] = SAYS,
    prefix: str = "edXML:",
    namespace: str = STANDARD,
) -> bytes:
    name = f' xmlns:{prefix[:-1]}="{namespace}"' if prefix else ""
    attached = "".join(
        "<Attachment>"
        f"<ContentTransferEncoded>{b64encode(data).decode()}</ContentTransferEncoded>"
        f"<AttachmentName>{escape(filename)}</AttachmentName></Attachment>"
        for filename, data in files.items()
    )
    encoded = f"<AttachmentEncoded>{attached}</AttachmentEncoded>" if files else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<edXML xmlns="{namespace}"{name}>'
        f"<{prefix}edXMLEnvelope><{prefix}edXMLHeader>{header(says, prefix)}"
        f"</{prefix}edXMLHeader></{prefix}edXMLEnvelope>{encoded}</edXML>"
    ).encode()
