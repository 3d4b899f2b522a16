"""Words for the codes of sources and measures."""

FAMILIES = {
    "all": "All subjects",
    "readiness": "Readiness indexes",
    "context": "Population and economy",
    "accessibility": "Accessibility audits",
    "initiatives": "Initiatives",
    "literature": "Studies of barriers",
    "classification": "Country classifications",
    "geography": "Maps and places",
}

PARTS = {
    "sources": "Sources and licences",
    "indexes": "Indexes: editions and measures",
    "audits": "Audits: measures and statuses",
    "places": "Countries and regions",
    "coverage": "What is known of each country",
}

#: What a search looks through, in the parts of the page that have one.
SEARCHED = {"sources": "Title, publisher, licence, notes", "places": "A country, or a spelling of it"}

REDISTRIBUTION = {
    "allowed": "Yes, under its licence",
    "facts-only": "Single facts only",
    "unstated": "Not stated",
    "forbidden": "No",
}

PARSING = {
    "compiled": "Compiled from a published copy; not read again from the official file.",
    "re-parsed": "Read again from the official file: each figure is the one kept here, or a note says how it differs.",
    "partly re-parsed": "Read again in part from official files; the rest was compiled from a published copy.",
    "fetch-only": "Not kept here. Its figures appear only after they are fetched from the publisher.",
}

METHODS = {
    "automated_score": "Automated score",
    "automated_count": "Automated count",
    "manual_conformance": "Audit by people",
    "self_report": "Report about oneself",
    "other_study": "Single study",
    "sample": "Size of a sample",
}

DIRECTIONS = {"higher": "Higher is better", "lower": "Lower is better", "neutral": "Neither"}
NOT_STATED = "Not stated"
NONE = "none"
