"""The guard in front of the schema: limits, caches, introspection policy and the wording of errors."""

from api.guard.answers import Answer
from api.guard.guarded import Guard, Operation

__all__ = ["Answer", "Guard", "Operation"]
