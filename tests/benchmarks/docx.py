"""How many coalition treaties a second the Word writer makes on one core, composed once and written again and again.

    python -m tests.benchmarks.docx

The treaty has its references as fields, a bookmark a paragraph and the contents. What stands below a heading is kept
from draft to draft; "nothing kept" is a treaty of which nothing has been written before. How it is for treaties between
different parties is measured with the other stages. Times are those of the processor, the median of many runs; a
machine at work gives less. The goal is 150 a second.
"""

import io
import platform
import re
import statistics
import time
import zipfile
import zlib

import treatydraft
from treatydraft.writers.docx import digest, write_docx
from treatydraft.writers.docx.text.document import provision_template
from treatydraft.writers.docx.text.provision_layout import lay_out_provision
from treatydraft.writers.options import Options

RUNS = 200
NEW = "nothing kept"
LOOKS = {
    "as it comes": Options(),
    NEW: Options(),
    "without contents": Options(contents=False),
    "clean": Options(clean=True),
    "with contents, lines, watermark": Options(contents=True, lines=True, watermark="DRAFT"),
}


def main() -> None:
    """Measure and print, one line a look."""
    library = treatydraft.load_library()
    draft = treatydraft.parse_draft(treatydraft.new_draft("coalition-treaty", library), "draft.yaml", library)
    instrument, language = treatydraft.compose(draft, library), library.language(draft.language)
    print(f"Python {platform.python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}, {RUNS} runs each")
    for name, options in LOOKS.items():
        data = write_docx(instrument, language, options)
        times = []
        for _ in range(RUNS):
            if name == NEW:
                lay_out_provision.cache_clear()
                provision_template.cache_clear()
            start = time.process_time()
            write_docx(instrument, language, options)
            times.append(time.process_time() - start)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = archive.read("word/document.xml").decode()
        words = len(re.sub(r"<w:instrText.*?</w:instrText>|<[^>]*>", " ", text).split())
        held = f"{words:,} words, {text.count('<w:bookmarkStart')} bookmarks, {text.count(' td_')} references"
        spent = statistics.median(times)
        print(f"{name:32} {1 / spent:4.0f}/s  {spent * 1000:.2f} ms  {len(data):,} bytes  {held}  {digest(data)[:12]}")


if __name__ == "__main__":
    main()
