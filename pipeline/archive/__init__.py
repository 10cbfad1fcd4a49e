"""Everything that was fetched, as WARC files: written before anything is parsed, read again at will.

    archive/
      2026/01/tinso-20260114T190000123-00042.warc.gz        a finished file, never changed again
      2026/01/tinso-20260115T190000007-00043.warc.gz.open   the file under way, or one that a kill left behind
      index.sqlite                                          a cache: made anew from the files at any time
      writer.lock                                           held by the one writer; names its process

    with open_archive(folder) as archive:               # the one writer; mends first what a kill left
        stored = archive.write(response)                # on disk when this returns
        archive.write(failure)
    with open_reader(folder) as reader:                 # any number, at any time, also beside the writer
        for entry in reader.new_since(cursor, kind="article"):
            response = reader.read(entry)
    for fault in verify_archive(folder): ...

Each exchange is two records: `metadata` (what is ours: source, kind, language, run, timings), then `response`, or
`revisit` where the body is one that the address had before. A failure without response is a `metadata` record
alone. An entry's `seq` grows with every exchange and stays the same when the index is made anew, so a cursor over it
sees each exchange once. What to request is decided in fetching; what a page says, in cleaning.
"""

from pipeline.archive.checking import Fault, verify_archive
from pipeline.archive.contents import decode_content
from pipeline.archive.index import Count, Entry
from pipeline.archive.numbered import (
    Exchanged,
    Listed,
    NumberedFile,
    hash_file,
    list_numbered,
    read_exchanged,
)
from pipeline.archive.reader import Reader, iterate_file, open_reader
from pipeline.archive.recovery import Repair
from pipeline.archive.writer import Archive, Stored, open_archive

__all__ = [
    "Archive",
    "Count",
    "Entry",
    "Exchanged",
    "Fault",
    "Listed",
    "NumberedFile",
    "Reader",
    "Repair",
    "Stored",
    "decode_content",
    "hash_file",
    "iterate_file",
    "list_numbered",
    "open_archive",
    "open_reader",
    "read_exchanged",
    "verify_archive",
]
