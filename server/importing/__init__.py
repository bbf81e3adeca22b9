"""Bringing a CSV file of feedback onto a board."""

from server.importing.importer import ImportReport, check_file, import_file
from server.importing.meaning import FIELDS, Meaning, read_mapping, status_words
from server.importing.moments import DateOrder

__all__ = [
    "FIELDS",
    "DateOrder",
    "ImportReport",
    "Meaning",
    "check_file",
    "import_file",
    "read_mapping",
    "status_words",
]
