"""The record contract as pydantic models, and the reference data beside them. Imports nothing else of the project.

Exceptions of the project form one small tree, all of them `ValueError`:

    ValueError
    └── schemas.reference.DataFileError    a data file of the project is wrong: names file and key
"""

from schemas.records import (
    Article,
    ArticleInput,
    Deadline,
    Evidence,
    Extraction,
    Figure,
    Issue,
    Refusal,
)
from schemas.reference import DataFileError, Indicator, Province, indicators, province_names, provinces

__all__ = [
    "Article",
    "ArticleInput",
    "DataFileError",
    "Deadline",
    "Evidence",
    "Extraction",
    "Figure",
    "Indicator",
    "Issue",
    "Province",
    "Refusal",
    "indicators",
    "province_names",
    "provinces",
]
