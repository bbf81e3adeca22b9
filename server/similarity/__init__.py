"""What texts mean, for finding similar posts: a model that is loaded when first asked, and the vectors of all posts."""

from server.similarity.meaning import PostMeaning
from server.similarity.reader import Reader, reader_for

__all__ = ["PostMeaning", "Reader", "reader_for"]
