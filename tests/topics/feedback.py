"""A small company's feedback: six subjects, each in many words."""

import itertools

from topics.documents import Document

SUBJECTS = {
    "dark mode": (
        [
            "Please add a dark mode",
            "I want a dark theme",
            "A night mode would help",
            "The white background hurts",
        ],
        ["to the mobile app", "because my eyes get tired at night", "for working late", "on the dashboard"],
    ),
    "invoices": (
        [
            "The invoice shows",
            "Billing sent me an invoice with",
            "My monthly invoice has",
            "Accounting refuses",
        ],
        ["the wrong VAT number", "an old billing address", "the tax twice", "no purchase order number"],
    ),
    "crashes": (
        [
            "The app crashes",
            "It freezes and closes itself",
            "The screen goes black and it crashes",
            "It hangs",
        ],
        [
            "when I open a photo",
            "right after the last update",
            "each time I upload a video",
            "on my Samsung phone",
        ],
    ),
    "delivery": (
        [
            "My parcel arrived",
            "The courier delivered the package",
            "The shipment came",
            "Delivery was promised but came",
        ],
        ["three days late", "at the wrong house", "with a broken box", "after a week without tracking"],
    ),
    "passwords": (
        [
            "I cannot reset my password",
            "The login refuses my password",
            "My account is locked",
            "Two-factor login fails",
        ],
        ["although the reset email came", "since yesterday", "after three attempts", "on a new laptop"],
    ),
    "export": (
        [
            "Exporting a report to CSV",
            "The Excel export",
            "Downloading the data as a spreadsheet",
            "The CSV file",
        ],
        ["stops after a hundred rows", "loses the column names", "takes an hour", "breaks accented letters"],
    ),
}


def feedback() -> list[Document]:
    """Sixteen sentences on each of six subjects, each also in other words; ids begin with the subject."""
    documents = []
    for subject, (beginnings, ends) in SUBJECTS.items():
        for number, (beginning, end) in enumerate(itertools.product(beginnings, ends)):
            documents.append(Document(f"{subject}/{number}", f"{beginning} {end}."))
            again = f"Hello, {beginning.lower()} {end}, please fix it!"
            documents.append(Document(f"{subject}/{number}/again", again))
    return documents
