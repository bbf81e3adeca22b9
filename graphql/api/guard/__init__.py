"""The guard in front of the schema: limits, caches, introspection policy and the wording of errors."""

from api.guard.answers import Answer, failed, rejected
from api.guard.documents import Admitted
from api.guard.guarded import Guard, Operation

__all__ = ["Admitted", "Answer", "Guard", "Operation", "failed", "rejected"]
