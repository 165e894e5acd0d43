"""The types of the public names, written by a test from the lists in `__init__.py`."""

from treatydraft.assembly import Assembly as Assembly
from treatydraft.batch import Summary as Summary
from treatydraft.batch import run_batch as run_batch
from treatydraft.checks import Finding as Finding
from treatydraft.checks import RULES as RULES
from treatydraft.checks import explain as explain
from treatydraft.composition.composer import compose as compose
from treatydraft.drafting.change import change_draft as change_draft
from treatydraft.drafting.change import new_draft as new_draft
from treatydraft.drafting.draft import Draft as Draft
from treatydraft.drafting.draft import load_draft as load_draft
from treatydraft.drafting.draft import parse_draft as parse_draft
from treatydraft.drafting.selection import Selection as Selection
from treatydraft.drafting.selection import select as select
from treatydraft.errors import DraftError as DraftError
from treatydraft.errors import LibraryError as LibraryError
from treatydraft.errors import Location as Location
from treatydraft.errors import Problem as Problem
from treatydraft.errors import ReadError as ReadError
from treatydraft.errors import TreatydraftError as TreatydraftError
from treatydraft.errors import UsageError as UsageError
from treatydraft.errors import WriteError as WriteError
from treatydraft.front import check as check
from treatydraft.front import export as export
from treatydraft.instrument.index import Index as Index
from treatydraft.instrument.index import gaps as gaps
from treatydraft.instrument.index import index as index
from treatydraft.instrument.notation import parse as parse
from treatydraft.instrument.notation import unparse as unparse
from treatydraft.instrument.tree import Instrument as Instrument
from treatydraft.instrument.tree import Provision as Provision
from treatydraft.instrument.tree import articles as articles
from treatydraft.instrument.tree import provisions as provisions
from treatydraft.instrument.tree import walk as walk
from treatydraft.library.clause import Clause as Clause
from treatydraft.library.loading import Library as Library
from treatydraft.library.loading import load_library as load_library
from treatydraft.library.search import search as search
from treatydraft.record.facts import Facts as Facts
from treatydraft.writers import WRITERS as WRITERS
from treatydraft.writers import write as write
from treatydraft.writers.docx.style.house import HouseStyle as HouseStyle
from treatydraft.writers.docx.style.house import house_style as house_style
from treatydraft.writers.options import Options as Options
from treatydraft.writers.options import PLAIN as PLAIN

__version__: str
FRONT: dict[str, tuple[str, ...]]
REST: dict[str, tuple[str, ...]]
