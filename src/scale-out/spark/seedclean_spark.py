"""
What `seedclean spark` gives to spark-submit: sketch -> collapse -> link -> verify -> decide -> apply (docs/scale-out.md).

A part is a run of files that one task reads. Its text never leaves it: sketches stay on the disk of the executor that made them, and
what is learned of its passages elsewhere comes back to it as facts. So only seeds, pairs, asked-for texts and verdicts are shuffled, and
parts are written in the order of their documents without sorting them again.

A passage is a number: part, document in the part, place in the document (the order of decision). Earlier = less.
"""
import argparse
import errno
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import threading
from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from py4j.protocol import Py4JJavaError
from pyspark import SparkConf, SparkContext, SparkFiles, StorageLevel
from pyspark.serializers import BatchedSerializer, CPickleSerializer
from pyspark.sql import SparkSession

PLACE_BITS = 23
DOCUMENT_BITS = 24
PART_SHIFT = PLACE_BITS + DOCUMENT_BITS
MOST_PARTS = 1 << (63 - PART_SHIFT)

# As in src/stages/duplicates: passages that can be found by one seed, and candidates that a passage looks at.
MAX_POSTINGS = 4
MAX_CANDIDATES = 16

# Long chains of revisions need a round for every link or two, and what is open after these is decided in one task.
MAX_ROUNDS = 16

# An object store answers after some ten milliseconds.
FILES_OPENED_AT_ONCE = 16

SIZE_BYTES = 8

# So many rows for other parts are held before they are sent: a message for each part of each few rows would be longer than they are.
HELD_BYTES = 128 << 20

BUNDLE = "seedclean"
NAME_PREFIX = "seedclean "
KEY = [pa.field("document", pa.int64()), pa.field("place", pa.int32())]
PASSAGES = ["p", "id", "hash", "digest", "normal", "numbers", "line", "start", "end", "localPlaces", "localShared"]
SEEDS = ["p", "seeds", "seedCounts", "seedPosted"]
TEXTS = pa.schema([*KEY, ("candidateDocument", pa.int64()), ("candidatePlace", pa.int32()), ("normal", pa.binary()), ("numbers", pa.string())])
OPEN = pa.schema([*KEY, ("verified", pa.string()), ("known", pa.string())])
VERDICTS = pa.schema([*KEY, ("content", pa.binary()), ("reason", pa.string()), ("score", pa.float64()), ("similarity", pa.float64()), ("covers", pa.string())])
NAMES = ["id", "line", "start", "end"]


class Refused(Exception):
    """What the user can mend: one line, exit code 2."""


# Arrow as bytes, and Node as a function from batches to batches.


def packed(table):
    """Compressed as a whole, behind its size: between many parts messages have few rows, and what Arrow says of each is longer than these."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    stream = sink.getvalue()
    return stream.size.to_bytes(SIZE_BYTES, "little") + pa.compress(stream, "zstd", asbytes=True)


def unpacked(blob):
    stream = pa.decompress(memoryview(blob)[SIZE_BYTES:], int.from_bytes(blob[:SIZE_BYTES], "little"), "zstd")
    return pa.ipc.open_stream(stream).read_all()


def bundle_file(*names):
    """A file of the bundle, where this executor has put it: Spark's own folder for files, or on YARN the working folder."""
    for folder in (os.path.join(SparkFiles.getRootDirectory(), BUNDLE), os.path.abspath(BUNDLE)):
        if os.path.isdir(folder):
            return os.path.join(folder, *names)
    raise RuntimeError("the bundle of Node and seedclean did not reach this executor; give it to spark-submit as --archives FILE#" + BUNDLE)


def run_stage(name, options, schema, batches):
    """Runs `seedclean stage NAME` on batches, and gives its batches while it runs. What it holds is what a pipe holds."""
    parameters = [SparkFiles.get(option["file"]) if isinstance(option, dict) else option for option in options]
    command = [bundle_file("node"), bundle_file("package", "bin", "seedclean.js"), "stage", name, *parameters]
    with tempfile.TemporaryFile() as errors:
        node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env={"LC_ALL": "C.UTF-8"})
        trouble = []

        def feed():
            try:
                with node.stdin, pa.ipc.new_stream(node.stdin, schema) as writer:
                    for batch in batches:
                        writer.write(batch)
            except BaseException as error:  # Whatever it was, the task must hear of it.
                trouble.append(error)

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        ended = False
        try:
            with pa.ipc.open_stream(node.stdout) as reader:
                yield from reader
            ended = True
        except pa.ArrowException as error:
            trouble.append(error)
        finally:
            if not ended:
                node.kill()
            feeder.join()
            status = node.wait()
            node.stdout.close()
        if status != 0 or trouble:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()[-1:]
            raise RuntimeError(f"seedclean stage {name} ended with {status}: {' '.join(said)} {trouble[:1]}")


def batched(rows, schema, most=2048, most_bytes=4 << 20):
    """Rows (tuples in the schema's order) as batches."""
    held, size = [], 0
    for row in rows:
        held.append(row)
        size += sum(len(value) for value in row if isinstance(value, (bytes, str)))
        if len(held) == most or size >= most_bytes:
            yield batch_of(held, schema)
            held, size = [], 0
    if held:
        yield batch_of(held, schema)


def batch_of(rows, schema):
    return pa.RecordBatch.from_arrays([pa.array(column, field.type) for column, field in zip(zip(*rows), schema)], schema=schema)


def table_of(**columns):
    return pa.table(columns)


def key_of(p):
    return p >> PLACE_BITS, p & ((1 << PLACE_BITS) - 1)


def number_of(document, place):
    return (document << PLACE_BITS) | place


# Files: what is read, in which order, by which task.


class Files:
    """The files below the inputs, in order of their ids; and what the one machine would say of them."""

    def __init__(self, context, inputs):
        self.found = []
        self.notices = []
        self.ignore_file = None
        configuration = context._jsc.hadoopConfiguration()
        several = len(inputs) > 1
        for path, name in named(inputs):
            root = context._jvm.org.apache.hadoop.fs.Path(path)
            system = root.getFileSystem(configuration)
            if not system.exists(root):
                raise Refused(f"{path}: no such file or folder; check the path")
            status = system.getFileStatus(root)
            if status.isDirectory():
                self.add_folder(system, status.getPath(), path, name, f"{name}/" if several else "")
            else:
                self.found.append(((name, name), name, path, status.getPath().toString(), status.getLen()))
        self.found.sort(key=lambda file: file[0])
        self.leave_out_unreadable(context._jvm.org.apache.hadoop.fs.Path, configuration)

    def notice(self, code, severity, path, message):
        self.notices.append({"code": code, "severity": severity, "path": path, "message": message})

    def add_folder(self, system, root, path, name, prefix):
        base = root.toString().rstrip("/") + "/"
        listed = self.local_files(root.toUri().getPath(), path) if root.toUri().getScheme() == "file" else remote_files(system, root, len(base))
        for below, size in listed:
            reached = path.rstrip("/") + "/" + below
            last = below.rsplit("/", 1)[-1]
            if last == ".seedcleanignore":
                self.ignore_file = reached
            elif any(step.startswith(".") for step in below.split("/")):
                self.notice("skipped.hidden", "info", reached, "skipped, its name begins with a dot")
            elif last.startswith("_"):
                self.notice("unreadable", "failure", reached, "cannot be read, Spark passes over names that begin with _; rename it")
            else:
                self.found.append(((f"{name}/", prefix + below), prefix + below, reached, base + below, size))

    def local_files(self, folder, path, below="", ancestors=()):
        """(path below the folder, bytes), as src/stages/read/walk.ts finds them: Hadoop follows links in circles, opens pipes, and passes over dead links."""
        try:
            entries = sorted(os.listdir(os.path.join(folder, below)))
        except OSError as error:
            self.notice("unreadable", "failure", os.path.join(path, below).rstrip("/"), f"cannot be listed ({errno.errorcode.get(error.errno)}); check its permissions")
            return
        for entry in entries:
            own = below + entry
            reached = os.path.join(path, own)
            try:
                own.encode()
                status = os.stat(os.path.join(folder, own))
            except UnicodeEncodeError:
                self.notice("skipped.name", "failure", os.fsencode(reached).decode(errors="replace"), "cannot be reached, its name is no UTF-8; rename it")
                continue
            except OSError as error:
                self.notice("unreadable", "failure", reached, f"cannot be read ({errno.errorcode.get(error.errno)}); check that it exists and may be read")
                continue
            if stat.S_ISDIR(status.st_mode):
                identity = (status.st_dev, status.st_ino)
                if identity in ancestors:
                    self.notice("skipped.special", "info", reached, "skipped, a link back to a folder that is being read")
                else:
                    yield from self.local_files(folder, path, f"{own}/", (*ancestors, identity))
            elif stat.S_ISREG(status.st_mode):
                yield own, status.st_size
            else:
                self.notice("skipped.special", "info", reached, "skipped, neither a file nor a folder")

    def leave_out_unreadable(self, path_of, configuration):
        """
        Opens each file once, here: on executors a file that cannot be read must fail its task, since what is read there once is read again where an
        executor is lost, and must be the same then.
        """

        def trouble(file):
            try:
                path = path_of(file[3])
                path.getFileSystem(configuration).open(path).close()
                return None
            except Py4JJavaError as error:
                return error.java_exception.getClass().getSimpleName()

        with ThreadPoolExecutor(FILES_OPENED_AT_ONCE) as pool:
            troubles = list(pool.map(trouble, self.found))
        for file, found in zip(self.found, troubles):
            if found is not None:
                self.notice("unreadable", "failure", file[2], f"cannot be read ({found}); check that it exists and may be read")
        self.found = [file for file, found in zip(self.found, troubles) if found is None]


def remote_files(system, root, base_length):
    files = system.listFiles(root, True)
    while files.hasNext():
        status = files.next()
        yield status.getPath().toString()[base_length:], status.getLen()


def named(paths):
    """Each path with a name of its own, as src/stages/read/inputs.ts gives them."""
    base_names = [re.sub(r"^.*/", "", path.rstrip("/")) or "root" for path in paths]
    taken, names = set(), []
    for path, base in sorted(zip(paths, base_names), key=lambda pair: (os.path.normpath(pair[0]), pair[0])):
        name, i = base, 2
        while name in taken or (i > 2 and name in base_names):
            name, i = f"{base}~{i}", i + 1
        taken.add(name)
        names.append((path, name))
    return names


def parts_of(files, most_bytes, count):
    """Runs of neighbouring files: of about so many bytes, or so many parts of about equal size. Each file is (rank, id, source, path, bytes)."""
    if count is not None:
        most_bytes = max(1, -(-sum(file[4] for file in files) // count))
    parts, size = [[]], 0
    for file in files:
        if parts[-1] and size + file[4] > most_bytes * len(parts):
            parts.append([])
        parts[-1].append(file)
        size += file[4]
    if count is not None:
        parts += [[] for _ in range(count - len(parts))]
    return parts


def contents_of(context, parts):
    """An RDD with a partition a part: (path, content) of its files. Spark's other readers pack files by size, and do not say which they take."""

    def one(files):
        if not files:
            return context.parallelize([], 1)
        # A comma parts paths, and the others are wildcards: what they match too is left out when the files are read.
        pattern = ",".join(re.sub(r"[,{}\[\]*?\\^]", "?", path) for _, _, _, path, _ in files)
        return context.binaryFiles(pattern, 1).coalesce(1)

    rdds = [one(files)._reserialize(BatchedSerializer(CPickleSerializer(), 1)) for files in parts]
    return rdds[0] if len(rdds) == 1 else context.union(rdds)


def in_order(files, contents):
    """(rank, id, source, content) in order of rank; holds files that come before their turn."""
    waiting = {}
    wanted = {path: len for _, _, _, path, len in files}
    contents = iter(contents)
    for rank, name, source, path, size in files:
        while path not in waiting:
            found = next(contents, None)
            if found is None:
                if size > 0:
                    raise RuntimeError(f"{source}: cannot be read, or is gone")
                waiting[path] = b""
            elif found[0] in wanted:
                waiting[found[0]] = found[1]
        yield rank, name, source, bytes(waiting.pop(path))


# Step 1, sketch: a part's files -> chunks of whole documents, each as tables by kind.


def sketch_part(part, files, contents, options, scope):
    """
    Elements (kind, bytes): D documents, I their ids, T passages that stand for all copies of theirs in the part, C those copies (p, first), Q seeds of T,
    N notices. The first is M, and says nothing, so that each part has one.
    """
    yield "M", b""
    schema = pa.schema([("file", pa.int32()), ("id", pa.string()), ("source", pa.string()), ("content", pa.binary())])
    firsts = {}
    for chunk in whole_documents(run_stage("sketch", options, schema, batched(in_order(files, contents), schema, 256)), part):
        is_notice = pc.is_valid(chunk["notice"])
        notices = chunk["notice"].filter(is_notice).to_pylist()
        if notices:
            yield "N", json.dumps(notices).encode()
        documents = chunk.filter(pc.is_valid(chunk["content"]))
        passages = chunk.filter(pc.is_valid(chunk["place"]))
        numbers = passages["p"].to_numpy()
        own = np.fromiter((firsts.setdefault(kind, p) for kind, p in zip(kinds_of(passages, scope), numbers.tolist())), np.int64, len(numbers))
        is_first = own == numbers
        yield from tables("T", passages.filter(pa.array(is_first)).select(PASSAGES))
        yield from tables("Q", passages.filter(pa.array(is_first)).select(SEEDS))
        yield from tables("C", table_of(p=numbers[~is_first], first=own[~is_first]))
        yield from tables("I", documents.select(["id"]))
        yield from tables("D", documents.select(["p", "content"]))


def tables(kind, table):
    if table.num_rows > 0:
        yield kind, packed(table)


def kinds_of(passages, scope):
    """What is equal for copies. With --scope within, documents don't know each other."""
    kinds = [number + digest for number, digest in zip((value.to_bytes(8, "little", signed=True) for value in passages["hash"].to_pylist()), passages["digest"].to_pylist())]
    if scope != "within":
        return kinds
    return [kind + (p >> PLACE_BITS).to_bytes(8, "little") for kind, p in zip(kinds, passages["p"].to_pylist())]


def whole_documents(batches, part):
    """Batches of the sketch with the column p, cut before the last document that has begun."""
    held, documents = [], 0
    for batch in batches:
        begins = pc.is_valid(batch.column("content")).to_numpy(zero_copy_only=False)
        ordinals = documents + np.cumsum(begins) - 1
        documents += int(begins.sum())
        if documents > 1 << DOCUMENT_BITS:
            raise RuntimeError("a part has more documents than can be told apart; cut its file into smaller ones, or give a smaller --partition-size")
        places = batch.column("place").fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
        if len(places) and places.max() >> PLACE_BITS:
            raise RuntimeError("a document has more paragraphs than can be told apart; give a smaller --max-document")
        numbered = pa.Table.from_batches([batch]).append_column("p", pa.array((part << PART_SHIFT) | (np.maximum(ordinals, 0).astype(np.int64) << PLACE_BITS) | places))
        last = int(np.flatnonzero(begins)[-1]) if begins.any() else 0
        held.append(numbered.slice(0, last))
        if last > 0:
            yield pa.concat_tables(held)
            held = []
        held.append(numbered.slice(last))
    if held:
        yield pa.concat_tables(held)


# Facts: what is told to parts.


class Parts:
    """The sketched parts, and how facts come to them."""

    def __init__(self, sketches, counts):
        self.sketches = sketches
        self.counts = counts

    def send(self, rdd, step):
        """Pairs (part, fact) -> an RDD of facts whose partitions are the parts; Spark's pages show the step as its name."""
        return rdd.partitionBy(len(self.counts), part_itself).setName(f"{NAME_PREFIX}{step}")

    def facts(self, *sent):
        """Several of those as one, without another shuffle."""
        if len(sent) == 1:
            return sent[0]
        union = sent[0].context.union(list(sent))
        assert union.getNumPartitions() == len(self.counts)
        return union

    def visit(self, work, *sent):
        """`work(part, facts, elements)` for each part: facts that were sent to it, and its sketch."""
        counts = self.counts

        def padded(part, facts):
            yield [fact for _, fact in facts]
            yield from [None] * (counts[part] - 1)

        def visited(part, pairs):
            first = next(pairs)
            facts = first[1]

            def elements():
                yield first[0]
                yield from (element for element, _ in pairs)

            return work(part, facts, elements())

        told = self.facts(*sent).mapPartitionsWithIndex(padded)._reserialize(BatchedSerializer(CPickleSerializer(), 1))
        return self.sketches.zip(told).mapPartitionsWithIndex(visited)


def part_itself(part):
    return part


def of_kind(facts, kind):
    return [value for name, value in facts if name == kind]


def tables_of(facts, kind):
    found = [unpacked(blob) for blob in of_kind(facts, kind)]
    return pa.concat_tables(found) if found else None


def by_part(table, parts, kind):
    """Rows of a table as facts for the part that `parts` names for each."""
    order = np.argsort(parts, kind="stable")
    sorted_parts = parts[order]
    starts = np.flatnonzero(np.r_[True, sorted_parts[1:] != sorted_parts[:-1]]) if len(parts) else []
    ends = np.r_[starts[1:], len(parts)] if len(parts) else []
    table = table.take(pa.array(order)) if len(parts) else table
    for start, end in zip(starts, ends):
        yield int(sorted_parts[start]), (kind, packed(table.slice(start, end - start)))


def as_frame(spark, rdd, schema):
    """Packed tables as a data frame: rows are unpacked in Arrow, not in Python."""

    def unpack(batches):
        for batch in batches:
            for blob in batch.column(0).to_pylist():
                yield from unpacked(blob).to_batches()

    return spark.createDataFrame(rdd.map(lambda blob: (blob,)), "blob binary", verifySchema=False).mapInArrow(unpack, schema)


def as_facts(frame, kind, column="p"):
    """Rows of a data frame as facts for the part of the passage in `column`."""

    def pack(batches):
        found = [batch for batch in batches if batch.num_rows > 0]
        if not found:
            return
        table = pa.Table.from_batches(found)
        parts, blobs = [], []
        for part, (_, blob) in by_part(table, table[column].to_numpy() >> PART_SHIFT, kind):
            parts.append(part)
            blobs.append(blob)
        yield pa.RecordBatch.from_pydict({"part": pa.array(parts, pa.int32()), "blob": pa.array(blobs, pa.binary())})

    return frame.mapInArrow(pack, "part int, blob binary").rdd.map(lambda row: (row[0], (kind, bytes(row[1]))))


# Step 2, collapse: of equal passages of all parts the earliest stands for all.


def collapse(spark, parts):
    """Facts `moved` (p, first): the first of a part that is not the first of all."""

    def keys(elements):
        for kind, blob in elements:
            if kind == "T":
                yield packed(unpacked(blob).select(["hash", "digest", "p"]))

    frame = as_frame(spark, parts.sketches.mapPartitions(keys), "hash long, digest binary, p long")
    frame.createOrReplaceTempView("passages")
    moved = spark.sql("""
      SELECT p, first FROM (
        SELECT explode(p) AS p, first FROM (SELECT collect_list(p) AS p, min(p) AS first FROM passages GROUP BY hash, digest HAVING count(*) > 1))
      WHERE p <> first""")
    return parts.send(as_facts(moved, "moved"), "collapse")


# Step 3, link: passages that share seeds with earlier ones.


def seeds_of(_, facts, elements):
    """Seeds of the passages that stand for all of theirs: (seed, p, weight), where weight is how often, doubled, and 1 where it is posted."""
    moved = tables_of(facts, "moved")
    gone = moved["p"].to_numpy() if moved is not None else np.empty(0, np.int64)
    for kind, blob in elements:
        if kind != "Q":
            continue
        table = unpacked(blob)
        table = table.filter(pa.array(~np.isin(table["p"].to_numpy(), gone))).combine_chunks()
        if table.num_rows == 0:
            continue
        lists = table["seeds"]
        numbers = np.repeat(table["p"].to_numpy(), pc.list_value_length(lists).to_numpy())
        counts = pc.list_flatten(table["seedCounts"]).to_numpy().astype(np.int32)
        posted = pc.list_flatten(table["seedPosted"]).to_numpy(zero_copy_only=False).astype(np.int32)
        yield packed(table_of(seed=pc.list_flatten(lists), p=numbers, weight=counts * 2 + posted))


def pairs_of(batches):
    """Rows by seed and passage -> facts for the part of each later passage: which earlier ones it shares how many seeds with."""
    held = None
    found = []
    for batch in batches:
        rows = [batch.column(i).to_numpy() for i in range(3)]
        if held is not None:
            rows = [np.concatenate(pair) for pair in zip(held, rows)]
        if len(rows[0]) == 0:
            continue
        # The last seed may go on in the next batch. Of its rows only the first heads matter to what follows.
        last = len(rows[0]) - int((rows[0][::-1] != rows[0][-1]).argmax()) if rows[0][0] != rows[0][-1] else 0
        found.append(linked(*(column[:last] for column in rows)))
        held = [column[last:] for column in rows]
        if sum(len(pairs[0]) for pairs in found) > 1 << 20:
            yield from sent_pairs(found)
            found = []
    if held is not None:
        found.append(linked(*held))
    yield from sent_pairs(found)


def linked(seeds, numbers, weights):
    """Pairs (later, earlier, shared) of sorted rows: each with the first posted passages of its seed, if they are in earlier documents."""
    begins = np.r_[True, seeds[1:] != seeds[:-1]] if len(seeds) else np.empty(0, bool)
    group = np.cumsum(begins) - 1
    posted = np.flatnonzero(weights & 1)
    rank = np.arange(len(posted)) - np.searchsorted(group[posted], group[posted])
    heads = np.full((int(group[-1]) + 1 if len(group) else 0, MAX_POSTINGS), np.iinfo(np.int64).max)
    is_head = rank < MAX_POSTINGS
    heads[group[posted[is_head]], rank[is_head]] = numbers[posted[is_head]]
    later, earlier, shared = [], [], []
    for i in range(MAX_POSTINGS):
        head = heads[group, i]
        is_pair = (head >> PLACE_BITS) < (numbers >> PLACE_BITS)
        later.append(numbers[is_pair])
        earlier.append(head[is_pair])
        shared.append(weights[is_pair] >> 1)
    return np.concatenate(later), np.concatenate(earlier), np.concatenate(shared)


def summed(later, earlier, shared):
    order = np.lexsort((earlier, later))
    later, earlier, shared = later[order], earlier[order], shared[order]
    if len(later) == 0:
        return later, earlier, shared
    starts = np.flatnonzero(np.r_[True, (later[1:] != later[:-1]) | (earlier[1:] != earlier[:-1])])
    return later[starts], earlier[starts], np.add.reduceat(shared, starts)


def sent_pairs(found):
    if not found:
        return
    later, earlier, shared = summed(*(np.concatenate(columns) for columns in zip(*found)))
    if len(later) == 0:
        return
    table = table_of(q=later, h=earlier, shared=shared.astype(np.int32))
    facts = list(by_part(table, later >> PART_SHIFT, "pairs"))
    yield pa.RecordBatch.from_pydict({"part": pa.array([part for part, _ in facts], pa.int32()), "blob": pa.array([blob for _, (_, blob) in facts], pa.binary())})


def link(spark, parts, moved):
    """Facts `pairs` (q, h, shared)."""
    seeds = as_frame(spark, parts.visit(seeds_of, moved), "seed long, p long, weight int")
    rows = seeds.repartition("seed").sortWithinPartitions("seed", "p").mapInArrow(pairs_of, "part int, blob binary")
    return parts.send(rows.rdd.map(lambda row: (row[0], ("pairs", bytes(row[1])))), "link")


def best_of(facts):
    """Of the pairs the best candidates of each passage: {q: [(h, shared)]}, most shared first, then earliest."""
    pairs = tables_of(facts, "pairs")
    if pairs is None:
        return {}
    later, earlier, shared = summed(pairs["q"].to_numpy(), pairs["h"].to_numpy(), pairs["shared"].to_numpy())
    order = np.lexsort((earlier, -shared, later))
    later, earlier, shared = later[order], earlier[order], shared[order]
    starts = np.flatnonzero(np.r_[True, later[1:] != later[:-1]])
    rank = np.arange(len(later)) - np.repeat(starts, np.diff(np.r_[starts, len(later)]))
    best = {}
    for q, h, n in zip(*(column[rank < MAX_CANDIDATES].tolist() for column in (later, earlier, shared))):
        best.setdefault(q, []).append((h, n))
    return best


# Step 4, verify: texts of candidates come to the passages, once for each part that asks.


def asked_texts(part, facts):
    wanted = np.unique(np.fromiter((h for candidates in best_of(list(value for _, value in facts)).values() for h, _ in candidates), np.int64))
    wanted = wanted[wanted >> PART_SHIFT != part]
    yield from by_part(table_of(p=wanted, to=np.full(len(wanted), part, np.int32)), wanted >> PART_SHIFT, "asked")


def answer(columns, kind):
    """Rows of T that parts have asked for, as facts for those parts."""

    def work(_, facts, elements):
        asked = tables_of(facts, "asked")
        if asked is None:
            return
        wanted, to = asked["p"].to_numpy(), asked["to"].to_numpy()
        order = np.argsort(wanted, kind="stable")
        wanted, to = wanted[order], to[order]
        held, held_bytes = [], 0
        for name, blob in elements:
            if name != "T":
                continue
            table = unpacked(blob)
            numbers = table["p"].to_numpy()
            first, last = np.searchsorted(wanted, numbers[0]), np.searchsorted(wanted, numbers[-1], "right")
            rows = np.searchsorted(numbers, wanted[first:last])
            found = numbers[np.minimum(rows, len(numbers) - 1)] == wanted[first:last]
            answers = table.select(columns).take(pa.array(rows[found]))
            held.append((answers, to[first:last][found]))
            held_bytes += answers.nbytes
            if held_bytes > HELD_BYTES:
                yield from all_by_part(held, kind)
                held, held_bytes = [], 0
        yield from all_by_part(held, kind)

    return work


def all_by_part(held, kind):
    """As by_part, of several tables with their parts."""
    if held:
        yield from by_part(pa.concat_tables([table for table, _ in held]), np.concatenate([parts for _, parts in held]), kind)


def verify_part(options, scope):
    """Emits tables (p, verified) of the passages that may go."""

    def work(_, facts, elements):
        best = best_of(facts) if scope != "within" else {}
        moved = tables_of(facts, "moved")
        gone = set(moved["p"].to_pylist()) if moved is not None else set()
        texts = {}
        for blob in of_kind(facts, "texts"):
            for row in zip(*unpacked(blob).select(["p", "normal", "numbers"]).to_pydict().values()):
                texts[row[0]] = row[1:]
        here = {h for candidates in best.values() for h, _ in candidates} - texts.keys()
        for batch in run_stage("verify", options, TEXTS, batched(text_rows(elements, best, gone, texts, here), TEXTS)):
            if batch.num_rows > 0:
                table = pa.Table.from_batches([batch])
                yield packed(table_of(p=(table["document"].to_numpy() << PLACE_BITS) | table["place"].to_numpy(), verified=table["verified"]))

    return work


def text_rows(elements, best, gone, texts, here):
    """Rows for `verify`: each passage, then its candidates, best first. Holds the passages of a document, and those that others ask for."""
    document, own = None, {}
    for kind, blob in elements:
        if kind != "T":
            continue
        table = unpacked(blob).select(["p", "normal", "numbers", "localPlaces", "localShared"])
        for p, normal, numbers, places, shared in zip(*table.to_pydict().values()):
            if p >> PLACE_BITS != document:
                document, own = p >> PLACE_BITS, {}
            own[p] = (normal, numbers)
            if p in here:
                texts[p] = (normal, numbers)
            if p in gone:
                continue
            local = [(number_of(document, place), n) for place, n in zip(places or [], shared or [])]
            candidates = best.get(p, []) + [(h, n) for h, n in local if h in own and h not in gone]
            if not candidates:
                continue
            key = key_of(p)
            yield (*key, None, None, normal, numbers)
            for h, _ in sorted(candidates, key=lambda candidate: -candidate[1]):
                yield (*key, *key_of(h), *(own[h] if h in own else texts[h]))


# Step 5, decide: rounds in the parts while much is open, the rest in order in one task.


def decide(parts, verified, options, most_open):
    """Facts `verdict` (p, reason, score, similarity, sources: list of p) for the part of each passage that goes."""
    is_open = verified.mapPartitionsWithIndex(lambda part, blobs: ((part, ("open", blob)) for blob in blobs))
    open_count = verified.map(lambda blob: unpacked(blob).num_rows).sum()
    if open_count <= most_open:
        return parts.send(in_one_task(is_open, options), "decide")
    state = parts.send(is_open, "decide").mapPartitionsWithIndex(first_state, preservesPartitioning=True)
    rounds = 0
    while open_count > most_open and rounds < MAX_ROUNDS:
        asked = parts.send(state.mapPartitions(asked_statuses), "decide")
        told = parts.send(parts.facts(state, asked).mapPartitions(told_statuses), "decide")
        state = parts.facts(state, told).mapPartitionsWithIndex(one_round(options), preservesPartitioning=True).persist(StorageLevel.DISK_ONLY)
        open_count = state.map(lambda pair: unpacked(pair[1][1]["open"]).num_rows).sum()
        rounds += 1
    print(f"seedclean: {rounds} rounds, {open_count} passages left for one task", file=sys.stderr)
    earlier = state.flatMap(lambda pair: (fact for blob in pair[1][1]["verdicts"] for fact in verdict_facts(blob)))
    return parts.send(in_one_task(state.mapPartitions(left_open), options).union(earlier), "decide")


def in_one_task(facts, options):
    """Verdicts of all that is open, in order. Holds it."""

    def work(pairs):
        facts = [fact for _, fact in pairs]
        table, known = tables_of(facts, "open"), tables_of(facts, "gone")
        if table is not None:
            rows = statuses(known["p"].to_pylist() if known is not None else [], "gone")
            yield decided(table, rows, options)[0]

    return facts.map(lambda pair: (0, pair[1])).partitionBy(1, part_itself).mapPartitions(work).flatMap(verdict_facts)


def decided(table, known, options):
    """Runs `decide` on passages that are open -> (packed verdicts, those that are open still, packed)."""
    table = table.take(pc.sort_indices(table["p"]))
    rows = ((*key_of(p), verified, None) for p, verified in zip(table["p"].to_pylist(), table["verified"].to_pylist()))
    columns = {"p": [], "reason": [], "score": [], "similarity": [], "sources": []}
    still = []
    for batch in run_stage("decide", options, OPEN, batched((row for some in (known, rows) for row in some), OPEN)):
        for row in batch.to_pylist():
            p = number_of(row["document"], row["place"])
            if row["reason"] == "open":
                still.append(p)
                continue
            sources = [number_of(int(document), place) for document, place in json.loads(row["sources"])]
            for name, value in zip(columns, (p, row["reason"], row["score"], row["similarity"], sources)):
                columns[name].append(value)
    types = (pa.int64(), pa.string(), pa.float64(), pa.float64(), pa.list_(pa.int64()))
    verdicts = pa.table({name: pa.array(values, kind) for (name, values), kind in zip(columns.items(), types)})
    return packed(verdicts), packed(table.filter(pc.is_in(table["p"], pa.array(still, pa.int64()))))


def verdict_facts(blob):
    table = unpacked(blob)
    return list(by_part(table, table["p"].to_numpy() >> PART_SHIFT, "verdict"))


def statuses(passages, status):
    return [(*key_of(p), None, status) for p in passages]


def first_state(part, pairs):
    """What a part knows between rounds: open passages, verdicts, its own that are gone, and those of other parts."""
    table = tables_of([fact for _, fact in pairs], "open")
    if table is not None:
        yield part, ("state", {"part": part, "open": packed(table), "verdicts": [], "gone": set(), "gone_elsewhere": set()})


def candidates_of(table):
    return {number_of(int(name[0]), name[1]) for verified in table["verified"].to_pylist() for name in (evidence["candidate"] for evidence in json.loads(verified)["evidence"])}


def asked_statuses(pairs):
    """Of which passages of other parts a part must know more."""
    for part, (_, state) in pairs:
        known = state["gone_elsewhere"]
        far = np.array(sorted(p for p in candidates_of(unpacked(state["open"])) if p >> PART_SHIFT != part and p not in known), np.int64)
        yield from by_part(table_of(p=far, to=np.full(len(far), part, np.int32)), far >> PART_SHIFT, "asked")


def told_statuses(pairs):
    """Who asks hears which passages are gone or open; the others stay."""
    facts = [fact for _, fact in pairs]
    asked, states = tables_of(facts, "asked"), of_kind(facts, "state")
    if asked is None or not states:
        return
    still = pc.is_in(asked["p"], unpacked(states[0]["open"])["p"])
    gone = pc.is_in(asked["p"], pa.array(states[0]["gone"], pa.int64()))
    told = asked.append_column("gone", gone).filter(pc.or_(still, gone))
    yield from by_part(told.select(["p", "gone"]), told["to"].to_numpy(), "told")


def one_round(options):
    def work(part, pairs):
        facts = [fact for _, fact in pairs]
        for state in of_kind(facts, "state"):
            told = tables_of(facts, "told")
            gone = told["p"].filter(told["gone"]).to_pylist() if told is not None else []
            still = told["p"].filter(pc.invert(told["gone"])).to_pylist() if told is not None else []
            elsewhere = state["gone_elsewhere"] | set(gone)
            known = statuses(elsewhere | state["gone"], "gone") + statuses(still, "open")
            verdicts, left = decided(unpacked(state["open"]), known, options)
            own = state["gone"] | set(unpacked(verdicts)["p"].to_pylist())
            yield part, ("state", {"part": part, "open": left, "verdicts": [*state["verdicts"], verdicts], "gone": own, "gone_elsewhere": elsewhere})

    return work


def left_open(pairs):
    for part, (_, state) in pairs:
        table = unpacked(state["open"])
        gone = candidates_of(table) & (state["gone"] | state["gone_elsewhere"])
        yield part, ("open", packed(table))
        yield part, ("gone", packed(table_of(p=pa.array(gone, pa.int64()))))


# Step 6, apply: verdicts, with what covers, come to the documents.


def asked_names(part, pairs):
    """A part must know where the passages stand that cover its own."""
    facts = [fact for _, fact in pairs]
    verdicts, moved = tables_of(facts, "verdict"), tables_of(facts, "moved")
    wanted = [pc.list_flatten(verdicts["sources"]).to_numpy()] if verdicts is not None else []
    wanted += [moved["first"].to_numpy()] if moved is not None else []
    wanted = np.unique(np.concatenate(wanted)) if wanted else np.empty(0, np.int64)
    yield from by_part(table_of(p=wanted, to=np.full(len(wanted), part, np.int32)), wanted >> PART_SHIFT, "asked")


def asked_verdicts(part, pairs):
    """Copies go as the first of all goes."""
    moved = tables_of([fact for _, fact in pairs], "moved")
    if moved is not None:
        firsts = np.unique(moved["first"].to_numpy())
        yield from by_part(table_of(p=firsts, to=np.full(len(firsts), part, np.int32)), firsts >> PART_SHIFT, "copies")


def covers_of(facts):
    """{p: cover, as `apply` reads it}"""
    table = tables_of(facts, "names")
    if table is None:
        return {}
    rows = zip(*table.select(["p", *NAMES]).to_pydict().values())
    return {p: {"id": id, "line": line, "startCodePoint": start, "endCodePoint": end} for p, id, line, start, end in rows}


def with_covers(part, pairs):
    """Verdicts as documents need them, for their own part and for those that have copies."""
    facts = [fact for _, fact in pairs]
    verdicts, copies = tables_of(facts, "verdict"), tables_of(facts, "copies")
    if verdicts is None:
        return
    names = covers_of(facts)
    covers = [json.dumps([names[p] for p in sources], ensure_ascii=False) for sources in verdicts["sources"].to_pylist()]
    table = verdicts.drop_columns(["sources"]).append_column("covers", pa.array(covers, pa.string()))
    yield part, ("verdict", packed(table))
    if copies is not None:
        rows = pc.index_in(copies["p"], table["p"])
        there = pc.is_valid(rows)
        yield from by_part(table.take(rows.filter(there)), copies["to"].filter(there).to_numpy(), "verdict")


def apply_part(options, scope):
    """Emits (output, ledger, documents, documents written): lines without the last line end."""

    def work(_, facts, elements):
        table, moved = tables_of(facts, "verdict"), tables_of(facts, "moved")
        verdicts = {row[0]: row[1:] for row in zip(*table.to_pydict().values())} if table is not None else {}
        firsts = dict(zip(moved["p"].to_pylist(), moved["first"].to_pylist())) if moved is not None else {}
        rows = document_rows(elements, verdicts, firsts, covers_of(facts), scope)
        for batch in run_stage("apply", options, VERDICTS, batched(rows, VERDICTS)):
            outputs = batch.column("output").to_pylist()
            ledger = "".join(batch.column("ledger").to_pylist())
            yield "".join(outputs), ledger, len(outputs), sum(1 for output in outputs if output)

    return work


def document_rows(elements, verdicts, firsts, names, scope):
    """Rows for `apply`: each document, then its passages that go."""
    standings = Standings()
    going = {}
    told = np.array(sorted({*verdicts, *firsts}), np.int64)

    def judge(p, local_first):
        first = firsts.get(local_first, local_first)
        verdict = verdicts.get(first)
        if verdict is None:
            if p == first or (scope == "across" and p >> PLACE_BITS == first >> PLACE_BITS):
                return
            cover = names[first] if first in names else standings.cover(first)
            verdict = ("duplicate.exact", 1.0, 1.0, json.dumps([cover], ensure_ascii=False))
        going.setdefault(p >> PLACE_BITS, []).append((p, verdict))

    for kind, blob in elements:
        if kind == "T":
            table = unpacked(blob)
            standings.add(table)
            numbers = table["p"].to_numpy()
            for p in numbers[np.isin(numbers, told)].tolist():
                judge(p, p)
        elif kind == "C":
            for p, first in zip(*unpacked(blob).to_pydict().values()):
                judge(p, first)
        elif kind == "D":
            for p, content in zip(*unpacked(blob).to_pydict().values()):
                document = p >> PLACE_BITS
                yield document, None, content, None, None, None, None
                for passage, (reason, score, similarity, covers) in sorted(going.pop(document, [])):
                    yield document, key_of(passage)[1], None, reason, score, similarity, covers


class Standings:
    """Where the passages of a part stand, as columns: so many would not fit as objects."""

    def __init__(self):
        self.starts = []
        self.tables = []

    def add(self, table):
        self.starts.append(table["p"][0].as_py())
        self.tables.append(table.select(["p", *NAMES]).combine_chunks())

    def cover(self, p):
        table = self.tables[bisect_right(self.starts, p) - 1]
        row = table.slice(int(np.searchsorted(table["p"].to_numpy(), p)), 1).to_pylist()[0]
        return {"id": row["id"], "line": row["line"], "startCodePoint": row["start"], "endCodePoint": row["end"]}


# The whole run.


def sketched(context, parts, options, scope):
    """The sketch of all parts, and what it counted."""
    ranges = context.broadcast(parts)
    rdd = contents_of(context, parts).mapPartitionsWithIndex(lambda part, contents: sketch_part(part, ranges.value[part], contents, options, scope))
    sketches = rdd._reserialize(BatchedSerializer(CPickleSerializer(), 1)).persist(StorageLevel.DISK_ONLY)

    def counted(part, elements):
        count, documents, notices, ids = 0, 0, [], []
        for kind, blob in elements:
            count += 1
            if kind == "I":
                documents += unpacked(blob).num_rows
            elif kind == "N":
                notices += [json.loads(notice) for notice in json.loads(blob)]
        yield part, count, documents, notices

    sketches.setName(f"{NAME_PREFIX}sketch")
    found = sorted(sketches.mapPartitionsWithIndex(counted).collect(), key=lambda row: row[0])
    return Parts(sketches, [count for _, count, _, _ in found]), sum(row[2] for row in found), [notice for row in found for notice in row[3]]


def refuse_repeated_ids(spark, parts):
    """`clean` would name the second document of an id anew, which needs all documents before it."""

    def ids(elements):
        for kind, blob in elements:
            if kind == "I":
                yield blob

    repeated = as_frame(spark, parts.sketches.mapPartitions(ids), "id string").groupBy("id").count().where("count > 1").select("id").orderBy("id").take(1)
    if repeated:
        raise Refused(f'several documents have the id "{repeated[0][0]}", and a cluster cannot tell them apart; leave out --id-field, or name a field that is unique')


def decided_parts(spark, parts, settings):
    """Facts for `apply`: verdicts with covers, moved firsts, and names."""
    options, scope = settings["options"], settings["scope"]
    nothing = parts.send(spark.sparkContext.parallelize([], 1), "nothing")
    if not settings["duplicates"]:
        return [nothing]
    moved = nothing if scope == "within" else collapse(spark, parts)
    pairs = nothing if scope == "within" else link(spark, parts, moved)
    asked = parts.send(pairs.mapPartitionsWithIndex(asked_texts), "texts")
    texts = parts.send(parts.visit(answer(["p", "normal", "numbers"], "texts"), asked), "texts")
    verified = parts.visit(verify_part(options, scope), moved, pairs, texts).setName(f"{NAME_PREFIX}verify").persist(StorageLevel.DISK_ONLY)
    verdicts = decide(parts, verified, options, settings["most_open"])
    asked = parts.send(parts.facts(verdicts, moved).mapPartitionsWithIndex(asked_names), "covers")
    names = parts.send(parts.visit(answer(["p", *NAMES], "names"), asked), "covers")
    copies = parts.send(moved.mapPartitionsWithIndex(asked_verdicts), "covers")
    resolved = parts.send(parts.facts(verdicts, names, copies).mapPartitionsWithIndex(with_covers), "covers")
    return [resolved, moved, names]


def lines_of(column):
    """Lines of output or ledger without the last line end, which Spark writes."""
    return lambda row: [row[column][:-1]] if row[column] else []


class Place:
    """A folder that gets its name when all is in it. Until the run is whole there is another beside it, which says so."""

    def __init__(self, context, path):
        path_of = context._jvm.org.apache.hadoop.fs.Path
        self.path = path
        self.target = path_of(path)
        self.system = self.target.getFileSystem(context._jsc.hadoopConfiguration())
        self.unfinished = path_of(self.target.getParent(), f".{self.target.getName()}.unfinished")
        self.parts = path_of(self.unfinished, "parts")
        self.success = path_of(self.parts, "_SUCCESS")

    def is_there(self):
        return self.system.exists(self.target)

    def is_begun(self):
        return self.system.exists(self.unfinished)

    def is_written(self):
        return self.system.exists(self.success)

    def refuse_what_is_there(self):
        if self.is_there():
            raise Refused(f"{self.path}: is there already; remove it, or name another")

    def write(self, rdd):
        rdd.saveAsTextFile(self.parts.toString())

    def finish(self):
        self.refuse_what_is_there()
        if not self.system.rename(self.parts, self.target):
            raise Refused(f"{self.path}: cannot be given its name; check what is there, and permissions")

    def remove(self):
        self.system.delete(self.target, True)

    def discard(self):
        self.system.delete(self.unfinished, True)


class Places:
    """Output and ledger. The output gets its name last: where it is, the ledger is."""

    def __init__(self, context, output, ledger):
        self.output = Place(context, output)
        self.ledger = Place(context, ledger) if ledger else None
        self.all = [self.output] if self.ledger is None else [self.ledger, self.output]
        # A run that was killed between the two names.
        if self.ledger is not None and not self.output.is_there() and self.output.is_written() and self.ledger.is_begun():
            self.ledger.remove()
        for place in self.all:
            place.refuse_what_is_there()
        self.discard()

    def finish(self):
        if self.ledger is not None:
            self.ledger.finish()
        try:
            self.output.finish()
        except Exception:
            if self.ledger is not None:
                self.ledger.remove()
            raise

    def discard(self):
        for place in self.all:
            place.discard()


def printable(text):
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def say(text):
    print("seedclean: " + printable(text), file=sys.stderr)


def show(notices, is_verbose):
    for notice in notices:
        if notice["severity"] != "info" or is_verbose:
            line = f":{notice['line']}" if "line" in notice else ""
            say(f"{notice['path']}{line}: {notice['message']}" if notice["path"] else notice["message"])


def wanted_files(context, arguments, options):
    """Files to read, as (rank, id, source, path, bytes), and notices of those that are not read."""
    files = Files(context, arguments.inputs)
    if files.ignore_file is not None and "--no-ignore" not in options:
        raise Refused(f"{files.ignore_file}: Spark's driver does not read such files; choose by --include and --exclude, and give --no-ignore")
    schema = pa.schema([("file", pa.int32()), ("id", pa.string())])
    in_folders = ((rank, file[1]) for rank, file in enumerate(files.found) if file[0][0].endswith("/"))
    chosen = {file for batch in run_stage("files", options, schema, batched(in_folders, schema)) for file in batch.column("file").to_pylist()}
    wanted = [rank for rank, file in enumerate(files.found) if rank in chosen or not file[0][0].endswith("/")]
    if not wanted:
        raise Refused(f"{', '.join(arguments.inputs)}: nothing to clean, no document was found; check the path, --include and --exclude")
    return [(rank, *files.found[file][1:]) for rank, file in enumerate(wanted)], files.notices


def run(context, arguments):
    options = json.loads(arguments.options)
    spark = SparkSession(context)
    places = Places(context, arguments.output, arguments.removed)
    files, notices = wanted_files(context, arguments, options)
    ranges = parts_of(files, arguments.partition_size, arguments.partitions)
    if len(ranges) > MOST_PARTS:
        raise Refused(f"{len(ranges)} parts are more than can be told apart; give a larger --partition-size")
    if spark.conf.get("spark.sql.shuffle.partitions") == "200":
        spark.conf.set("spark.sql.shuffle.partitions", str(4 * len(ranges)))
    parts, documents, found = sketched(context, ranges, options, arguments.scope)
    notices += found
    if not arguments.quiet:
        show(notices, arguments.verbose)
    has_failed = any(notice["severity"] == "failure" for notice in notices)
    if documents == 0 and not has_failed:
        raise Refused(f"{', '.join(arguments.inputs)}: nothing to clean, no document was found")
    refuse_repeated_ids(spark, parts)
    settings = {"options": options, "scope": arguments.scope, "duplicates": not arguments.no_duplicates, "most_open": arguments.most_open}
    results = parts.visit(apply_part(options, arguments.scope), *decided_parts(spark, parts, settings)).setName(f"{NAME_PREFIX}apply").persist(StorageLevel.DISK_ONLY)
    try:
        places.output.write(results.flatMap(lines_of(0)))
        if places.ledger is not None:
            places.ledger.write(results.flatMap(lines_of(1)))
        places.finish()
    finally:
        places.discard()
    read, written = results.map(lambda row: row[2:]).reduce(lambda a, b: (a[0] + b[0], a[1] + b[1]))
    if not arguments.quiet:
        say(f"{read} documents read, {written} written")
    return 1 if has_failed or documents == 0 else 0


def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--output", required=True)
    parser.add_argument("--removed")
    parser.add_argument("--options", default="[]", help="options of `seedclean stage`, as a JSON list")
    parser.add_argument("--scope", default="both")
    parser.add_argument("--no-duplicates", action="store_true")
    parser.add_argument("--partition-size", type=int, default=64 << 20)
    parser.add_argument("--partitions", type=int)
    parser.add_argument("--most-open", type=int, default=1_000_000)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


def main():
    context = SparkContext(conf=SparkConf().setAppName("seedclean"))
    try:
        status = run(context, parsed())
    except Refused as refused:
        say(str(refused))
        status = 2
    except Py4JJavaError as error:
        reasons = re.findall(r"^(?:Caused by: )?([\w.$]*(?:Error|Exception)(?:: .*)?)$", str(error), re.MULTILINE)
        say(f"Spark gave up, and nothing was written ({reasons[-1] if reasons else 'no reason given'}); what its tasks said stands above")
        status = 2
    finally:
        context.stop()
    sys.exit(status)


if __name__ == "__main__":
    main()
