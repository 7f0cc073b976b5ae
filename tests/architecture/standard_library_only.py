"""An import contract: a package that imports itself and the standard library, nothing else."""

from __future__ import annotations

import sys
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ALLOWED = frozenset(sys.stdlib_module_names) - {"sqlite3"}


class StandardLibraryOnly(Contract):
    """Kept while no module of `package` imports another package of ours or anything from a registry."""

    type_name = "standard_library_only"
    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        package = cast(str, self.package)
        strangers = sorted(
            (importer, imported)
            for importer in {package} | graph.find_descendants(package)
            for imported in graph.find_modules_directly_imported_by(importer)
            if not f"{imported}.".startswith(f"{package}.") and imported.split(".")[0] not in ALLOWED
        )
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in cast("list[tuple[str, str]]", check.metadata["strangers"]):
            output.print_error(f"- {importer} -> {imported}")
