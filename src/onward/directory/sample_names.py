"""Names that nobody could take for a real person's or clinic's. The rule: no surname and no clinic without a hint."""

from __future__ import annotations

FIRST = (
    "ACORN", "APRICOT", "BASIL", "BEECHNUT", "BRAMBLE", "BUTTERCUP", "CALYPSO", "CARAWAY", "CLEMATIS", "CLOVER",
    "COMFREY", "CORIANDER", "DAMSON", "DANDELION", "FENNEL", "FIGGY", "GINGERLY", "HAZELNUT", "HONEYDEW", "JASMINE",
    "JUNIPER", "KUMQUAT", "LARKSPUR", "LAVENDER", "LICORICE", "LINDEN", "MAPLE", "MARIGOLD", "MARJORAM", "MEADOW",
    "NUTMEG", "OLEANDER", "PAPAYA", "PEPPERMINT", "PERIWINKLE", "POPPYSEED", "PRIMROSE", "QUINCE", "ROSEHIP",
    "SAFFRON", "SORREL", "SPEEDWELL", "TAMARIND", "TANGERINE", "THISTLE", "TUMBLEWEED", "VERBENA", "WALNUT",
    "WILLOW", "YARROW",
)  # fmt: skip
MIDDLE = "ABCDEFGHIJKLMNOPRSTVW"
LAST = (
    "SAMPLETON", "EXAMPLEWORTH", "TESTERSON", "PLACEHOLDER", "FICTIONBERG", "MADEUPSKI", "DEMOVILLE", "SPECIMENOVA",
    "INVENTEZ", "PRETENDINI", "NOTREALSTROM", "MCSAMPLE", "O'EXAMPLE", "DUMMYFIELD", "STANDIN-TESTER", "MOCKINGTON",
    "FAUXHAUSEN", "TRYOUTSSON", "IMAGINARIU", "SUPPOSEWELL", "HYPOTHETICUS", "TEMPLATENKO", "DRAFTERMAN",
    "SKETCHLEY", "PROTOTYPAL", "MAKEBELIEVE", "WOULDBEE", "FABLEMAN", "MYTHERS", "ARTIFICE-SMYTHE",
)  # fmt: skip
STREETS = (
    "EXAMPLE ST", "SAMPLE AVE", "SPECIMEN RD", "N PLACEHOLDER BLVD", "MOCKUP LN", "PRETEND PKWY", "IMAGINARY DR",
    "TEMPLATE CT", "W DEMO ST", "FABLE WAY", "MADEUP PLZ", "HYPOTHETICAL HWY", "DRAFT TER", "S TESTER AVE",
    "MAKEBELIEVE CIR", "STANDIN SQ",
)  # fmt: skip
PEOPLE = ("therapist", "assistant")
# By role and disciplines of the code: what an organization is called, after the name of its town.
ORGANISATIONS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("clinic", "pt"): ("EXAMPLE PHYSICAL THERAPY, LLC", "SAMPLE BACK & JOINT CLINIC PC", "SPECIMEN SPORTS THERAPY INC"),
    ("clinic",): ("EXAMPLE HAND & ARM CLINIC", "SAMPLE REHAB CENTER LLC", "MADE-UP THERAPY PARTNERS PLLC"),
    ("facility",): ("EXAMPLE CARE CENTER", "SAMPLE HOME HEALTH INC", "PRETEND REHAB PAVILION"),
}
CREDENTIALS = {
    ("therapist", "pt"): ("PT", "PT, DPT", "DPT", "P.T.", "MPT"),
    ("therapist", "ot"): ("OTR/L", "OT", "MOT, OTR/L", "OTD, OTR/L"),
    ("assistant", "pt"): ("PTA", "LPTA"),
    ("assistant", "ot"): ("COTA/L", "OTA"),
}
