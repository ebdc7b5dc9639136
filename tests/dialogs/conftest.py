"""The packaged definitions, read once with their quotes checked against the packaged policies."""

from pathlib import Path

import pytest

import knowledge
from dialogs.guides import packaged_guide
from dialogs.loading import Definitions, packaged
from dialogs.questions import Guide
from knowledge.parsing import read_packaged, unit_aliases

HOME = Path(knowledge.__file__).parent


@pytest.fixture(scope="session")
def clause_texts() -> dict[str, str]:
    aliases = unit_aliases(HOME / "vocabulary" / "units.toml")
    read = read_packaged(HOME / "policies", aliases)
    return {clause.id: clause.text for parsed in read for clause in parsed.policy.clauses}


@pytest.fixture(scope="session")
def definitions(clause_texts: dict[str, str]) -> Definitions:
    return packaged(clause_texts)


@pytest.fixture(scope="session")
def guide() -> Guide:
    return packaged_guide()
