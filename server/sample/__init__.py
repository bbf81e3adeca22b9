"""The invented company that `hearback demo` fills in and that the tests hold the themes to."""

from server.sample.company import (
    SampleBoard,
    SampleComment,
    SampleCompany,
    SampleMoment,
    SamplePerson,
    SamplePost,
    SampleVote,
)
from server.sample.drawn import sample_company

__all__ = [
    "SampleBoard",
    "SampleComment",
    "SampleCompany",
    "SampleMoment",
    "SamplePerson",
    "SamplePost",
    "SampleVote",
    "sample_company",
]
