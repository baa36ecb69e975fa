"""Reads a recording of Vmon as docs/recording.md describes it: read_recording.py DIRECTORY. Prints a line of JSON for each frame.

It shares no code with Vmon, so that it tests the description. Of processes, threads and open files, a line has those that the frame has. Numbers
have the names of the description, and kept differences are undone. Needs the module brotli (Debian: python3-brotli).
"""
from __future__ import annotations

import json
import re
import struct
import sys
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, NamedTuple

import brotli

FILES = ("stat", "loadavg", "pressure/cpu", "pressure/memory", "pressure/io", "pressure/irq", "meminfo", "vmstat", "softirqs", "interrupts",
         "diskstats", "net/dev")
STAT = tuple("state ppid pgrp session tty_nr tpgid flags minflt cminflt majflt cmajflt utime stime cutime cstime priority nice num_threads itrealvalue "
             "starttime vsize rss rsslim startcode endcode startstack kstkesp kstkeip signal blocked sigignore sigcatch wchan nswap cnswap exit_signal "
             "processor rt_priority policy delayacct_blkio_ticks guest_time cguest_time".split())
STATM = ("size", "resident", "shared", "text", "lib", "data", "dt")
IO = ("rchar", "wchar", "syscr", "syscw", "read_bytes", "write_bytes", "cancelled_write_bytes")
READ = 1
EXITED = 128
EXEC, EXIT = 2, 3

# The numbers that have a status, in the order of reading.statuses and details.statuses. A text without one is 0.
STATUSES = (r"stat\..*", r"statm\..*", r"io\..*", r"task\..*", r"", r"", r"status\..*", r"")
DETAIL_STATUSES = (r"status\..*", r"smaps_rollup\..*", r"schedstat\..*", r"oom\.score", r"oom\.score_adj", r"", r"ns\..*",
                   r"network\.(?!connections).*", r"network\.connections")

# Numbers that are the number of a text plus one, and those that are the number plus one: of processes, control groups and sockets.
TEXT = re.compile(r"text\..*|status\.(Groups|NStgid|NSpid|NSpgid|NSsid|x86_Thread_features(_locked)?|Speculation_Store_Bypass"
                  r"|SpeculationIndirectBranch|Cpus_allowed_list|Mems_allowed_list)")
PLUS_ONE = re.compile(r"task\.(swapped_pages|cgroup_id)|status\.[UG]id.*|pressure\..*|cgroup\.id|socket\.(state|user|interface|local_port"
                      r"|remote_port|receive_queue|send_queue|backlog|timer|timer_count|shutdown|mark)")


def decode(text: bytes | bytearray) -> str:
    return text.decode(errors="replace")


def less_one(number: int) -> int | None:
    """A number that is stored plus one, or 0 if it is unknown."""
    return number - 1 if number else None


def ticks(nanoseconds: int) -> int:
    """Units of 100 ns, without the rest."""
    return nanoseconds // 100 if nanoseconds >= 0 else -(-nanoseconds // 100)


def without_unknown(found: dict[str, Any], file: str, fields: Iterable[str], unknown: int) -> None:
    """Clears the numbers of a file whose bits are set."""
    found.update({file + field: None for place, field in enumerate(fields) if unknown >> place & 1 and file + field in found})


def without_unread(found: dict[str, Any], statuses: int, files: tuple[str, ...]) -> None:
    """Clears the numbers of files that were not read."""
    unread = "|".join(file for place, file in enumerate(files) if statuses >> 4 * place & 15 != READ)
    found.update({name: None for name in found if unread and re.fullmatch(unread, name)})


class Column:
    """The bytes of a column, and how far they were read. A column that is left out is read as zeros."""

    def __init__(self, data: bytes | bytearray = b"") -> None:
        self.data = data
        self.position = 0

    def has_more(self) -> bool:
        return self.position < len(self.data)

    def varint(self) -> int:
        value = shift = 0
        while self.data:
            byte = self.data[self.position]
            self.position += 1
            value |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
        return value

    def signed(self) -> int:
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def take(self, length: int) -> bytes | bytearray:
        self.position += length
        if self.position > len(self.data):
            raise EOFError("The column ends in a text.")
        return self.data[self.position - length:self.position]

    def text(self) -> str:
        return decode(self.take(self.varint()))

    def optional_text(self) -> str | None:
        length = self.varint()
        return decode(self.take(length - 1)) if length else None

    def new_texts(self) -> list[str | None]:
        return list(iter(self.optional_text, None))

    def until_zero(self) -> Iterator[int]:
        return iter(self.varint, 0)

    def slots(self) -> Iterator[int]:
        slot = -1
        for difference in iter(self.signed, 0):
            slot += difference
            yield slot


class Block(NamedTuple):
    earliest: int
    sequence: int
    origin: bytes
    frames: int
    payload: bytes


CRC_TABLE = list(range(256))
for _ in range(8):
    CRC_TABLE = [value >> 1 ^ (0x82F63B78 if value & 1 else 0) for value in CRC_TABLE]


def crc32c(data: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value = CRC_TABLE[value & 255 ^ byte] ^ value >> 8
    return value ^ 0xFFFFFFFF


def is_header(data: bytes, start: int, magic: bytes) -> bool:
    """Headers begin with a mark, have their length at 10 or 6, and end with their checksum."""
    if not data.startswith(magic, start) or start + 64 > len(data):
        return False
    end = start + struct.unpack_from("<H", data, start + len(magic) + 2)[0] - 4
    return data[end:end + 4] == struct.pack("<I", crc32c(data[start:end]))


def read_columns(payload: bytes) -> dict[int, bytearray]:
    """In a journal, a column comes again with each frame that has it."""
    column = Column(payload)
    columns: dict[int, bytearray] = {}
    while column.has_more():
        columns.setdefault(column.varint(), bytearray()).extend(column.take(column.varint()))
    return columns


def read_segment(data: bytes, start: int, mark: bytes) -> Iterator[Block]:
    while 0 <= start < len(data):
        if is_header(data, start, b"VBLK") and data[start + 8:start + 16] == mark:
            length, sequence, earliest, frames, compression, stored, checksum, origin = struct.unpack_from("<6xH8xQQ8xII4xII80s", data, start)
            payload = data[start + length:start + length + stored]
            if crc32c(payload) == checksum:
                yield Block(earliest, sequence, origin, frames, brotli.decompress(payload) if compression else payload)
                start += length + stored
                continue
        print(f"A block is damaged at {start}.", file=sys.stderr)
        start = data.find(b"VBLK", start + 1)


def read_journal(data: bytes, start: int, mark: bytes) -> Iterator[Block]:
    """A block of the columns of all frames, of which each has the payload of a block of one frame."""
    length, sequence, earliest, origin = struct.unpack_from("<6xH8xQQ28x80s", data, start if is_header(data, start, b"VBLK") else start + 152)
    start += 2 * length
    payloads = []
    while start + 16 <= len(data):
        checksum, length = struct.unpack_from("<II", data, start)
        end = start + 16 + length
        if end > len(data) or crc32c(data[start + 4:end]) != checksum:
            break
        payloads.append(data[start + 16:end])
        start = end
    if payloads:
        yield Block(earliest, sequence, origin, len(payloads), b"".join(payloads))


def read_blocks(directory: Path) -> list[Block]:
    """The blocks in their order. A block that is in a journal, too, is read from its segment."""
    blocks: dict[tuple[int, bytes], Block] = {}
    for path in sorted(directory.glob("*.vmon"), key=lambda path: path.name.startswith("open-")):
        data = path.read_bytes()
        if not is_header(data, 0, b"\x89VMON\r\n\x1a"):
            print(f"{path} has no header.", file=sys.stderr)
            continue
        version, length, kind = struct.unpack_from("<8xHHH", data)
        if version > 1:
            print(f"{path} has a later version.", file=sys.stderr)
            continue
        for block in (read_segment if kind == 1 else read_journal)(data, length, data[16:24]):
            blocks.setdefault((block.sequence, block.origin), block)
    return sorted(blocks.values())


def read_preamble(column: Column) -> dict[str, Any]:
    def names() -> list[str]:
        return [column.text() for _ in range(column.varint())] if column.has_more() else []

    return {
        "host": column.text(), "kernel": column.text(), "boot_id": column.take(16).hex(), "boot_time": column.signed(), "zone": column.text(),
        "offset": column.signed(), "offsets": [(column.signed(), column.signed()) for _ in range(column.varint())], "page_size": column.signed(),
        "ticks_per_second": column.signed(), "byte_order": column.varint(), "architecture": column.varint(), "tty_drivers": column.text(),
        "data_sets": column.varint(), "event_source": column.varint(), "processes": names(), "details": names(),
        "threads": column.has_more() and column.varint() == 1, "groups": names(), "sockets": names(),
    }


ColumnOf = Callable[[int], Column]


class Numbers:
    """Numbers as differences, in a column for each. A pattern has a bit for each number that is different."""

    def __init__(self, column: ColumnOf, patterns: int, new: int, first: int, names: list[str]) -> None:
        self.names = names
        self.patterns, self.new = column(patterns), column(new)
        self.columns = [column(first + place) for place in range(len(names))]
        self.known: list[list[int]] = []

    def read(self, values: list[int]) -> None:
        number = self.patterns.varint()
        if number == len(self.known):
            bits = self.new.varint() | self.new.varint() << 64
            self.known.append([place for place in range(128) if bits >> place & 1])
        for place in self.known[number]:
            values[place] = (values[place] + self.columns[place].signed() + 2**63) % 2**64 - 2**63

    def named(self, values: list[int], texts: list[Any], has_plus_one: bool = True) -> dict[str, Any]:
        found: dict[str, Any] = dict(zip(self.names, values))
        for name, value in found.items():
            if TEXT.fullmatch(name):
                found[name] = texts[value - 1] if value else None
            elif has_plus_one and PLUS_ONE.fullmatch(name):
                found[name] = less_one(value)
        return found


class Steady:
    """A number that is recorded as the difference of its step from the step before."""

    def __init__(self) -> None:
        self.value = self.step = self.count = 0

    def move(self, difference: int) -> int:
        """Returns the step. That from nothing to the first number is not kept."""
        step = self.step + difference
        self.value += step
        self.step = step if self.count else 0
        self.count += 1
        return step


class Record:
    """What has a slot: a process, a thread, a control group or a socket."""

    def __init__(self, numbers: Numbers, **facts: Any) -> None:
        self.values = [0] * len(numbers.names)
        self.details: list[int] = []
        self.descriptors: dict[int, dict[str, Any]] = {}
        self.facts = facts


class Tasks:
    """Processes, or threads."""

    def __init__(self, column: ColumnOf, slots: int, births: int, texts: int, detail_texts: int, numbers: Numbers, details: Numbers) -> None:
        self.slots, self.births, self.new_texts, self.new_detail_texts = column(slots), column(births), column(texts), column(detail_texts)
        self.numbers, self.details = numbers, details
        self.texts: list[str] = []
        self.detail_texts: list[Any] = []
        self.live: dict[int, Record] = {}

    def read(self) -> list[Record]:
        """The tasks of a frame."""
        found = []
        for slot in self.slots.slots():
            if slot not in self.live:
                self.live[slot] = Record(self.numbers, slot=slot, id=self.births.varint(), above=less_one(self.births.varint()))
                self.live[slot].details = [0] * len(self.details.names)
            task = self.live[slot]
            self.numbers.read(task.values)
            for name, value in zip(self.numbers.names, task.values):
                if name.startswith("text.") and value > len(self.texts):
                    self.texts.append(self.new_texts.text())
            self.details.read(task.details)
            found.append(task)
        self.detail_texts += self.new_detail_texts.new_texts()
        return found

    def free(self, tasks: list[Record]) -> None:
        flags = self.numbers.names.index("reading.flags")
        for task in tasks:
            if task.values[flags] & EXITED:
                del self.live[task.facts["slot"]]

    def describe(self, task: Record) -> dict[str, Any]:
        number = self.numbers.named(task.values, self.texts)
        number["stat.utime"] = number["stat.run_time"] - number["stat.stime"] - number["stat.utime"]
        number["stat.vsize"] += 4096 * number["statm.size"]
        number["stat.rss"] += number["statm.resident"]
        number["task.run_time"] = number["stat.run_time"] - number["task.run_time"]
        number["task.slices"] = number["task.voluntary_switches"] + number["task.involuntary_switches"] - number["task.slices"]
        without_unknown(number, "stat.", STAT, number["stat.unknown"] >> 3)
        without_unknown(number, "statm.", STATM, number["statm.unknown"])
        without_unknown(number, "io.", IO, number["io.unknown"])
        without_unread(number, number["reading.statuses"], STATUSES)
        details = self.details.named(task.details, self.detail_texts, has_plus_one=False)
        if details:
            for file, unknown in (("status.", ~details["status.known"]), ("smaps_rollup.", ~details["smaps.known"]), ("schedstat.", details["schedstat.unknown"])):
                fields = [name[len(file):] for name in details if name.startswith(file) and not TEXT.fullmatch(name) and not name.endswith("known")]
                without_unknown(details, file, fields, unknown)
            without_unread(details, details["details.statuses"], DETAIL_STATUSES)
        return {**task.facts, **number, "details": details}


class MachineFile:
    """A text with numbers of which only those are recorded that are not as expected."""

    def __init__(self, column: ColumnOf, number: int) -> None:
        self.shapes, self.places, self.differences = (column(65 + 3 * number + place) for place in range(3))
        self.grows = number < 10 and FILES[number] not in ("meminfo", "vmstat")
        self.parts: list[tuple[str, int, int]] = []
        self.end = ""
        self.values: list[int] = []
        self.steps: list[int] = []

    def read(self) -> str:
        is_new = self.shapes.varint() == 1
        if is_new:
            self.parts = [(self.shapes.text(), self.shapes.varint(), self.shapes.varint()) for _ in range(self.shapes.varint())]
            self.end = self.shapes.text()
            self.values = self.steps = [0] * len(self.parts)
        steps = [step if self.grows else 0 for step in self.steps]
        place = -1
        for distance in self.places.until_zero():
            place += distance
            steps[place] += self.differences.signed()
        self.values = [value + step for value, step in zip(self.values, steps)]
        self.steps = [0] * len(steps) if is_new else steps
        return "".join(before + self.digits(value, decimals).rjust(width) for value, (before, width, decimals) in zip(self.values, self.parts)) + self.end

    @staticmethod
    def digits(value: int, decimals: int) -> str:
        text = str(value).zfill(decimals + 1)
        return f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text


class BlockReader:
    """The frames of a block."""

    def __init__(self, block: Block) -> None:
        self.frame_count = block.frames
        self.columns = {number: Column(data) for number, data in read_columns(block.payload).items()}
        column = self.column
        self.preamble = read_preamble(column(0))
        names, details = self.preamble["processes"], self.preamble["details"]
        self.processes = Tasks(column, 2, 5, 8, 15, Numbers(column, 3, 4, 256, names), Numbers(column, 13, 14, 384, details))
        self.threads = Tasks(column, 16, 19, 20, 23, Numbers(column, 17, 18, 512, names), Numbers(column, 21, 22, 640, details))
        self.group_numbers = Numbers(column, 28, 29, 768, self.preamble["groups"])
        self.socket_numbers = Numbers(column, 33, 34, 896, self.preamble["sockets"])
        self.groups: dict[int, Record] = {}
        self.sockets: dict[int, Record] = {}
        self.socket_texts: list[Any] = []
        self.namespaces: list[dict[str, Any]] = []
        self.targets: list[Any] = []
        self.machine_files = [MachineFile(column, number) for number in range(len(FILES))]
        self.clock, self.machine_clock = Steady(), Steady()
        self.number = self.utc = self.since_boot = self.lost = self.event_time = 0

    def column(self, number: int) -> Column:
        return self.columns.setdefault(number, Column())

    def frames(self) -> Iterator[dict[str, Any]]:
        for index in range(self.frame_count):
            frame = {"preamble": self.preamble if index == 0 else None, **self.read_times()}
            processes, threads = self.processes.read(), self.threads.read()
            self.read_exits()
            frame["processes"] = [self.processes.describe(process) for process in processes]
            frame["threads"] = [self.threads.describe(thread) for thread in threads]
            frame["forkers"] = {slot - 1: self.column(24).varint() for slot in self.column(24).until_zero()}
            self.targets += self.column(26).new_texts()
            frame["files"] = [self.read_files(slot - 1) for slot in self.column(25).until_zero()]
            frame["reaped"] = [self.read_reaped(slot - 1) for slot in self.column(7).until_zero()]
            frame["users"] = {user - 1: self.column(9).text() for user in self.column(9).until_zero()}
            frame["events"] = [self.read_event(kind) for kind in self.column(10).until_zero()]
            frame["groups"] = self.read_groups()
            frame["namespaces"] = [self.read_namespace(number - 1) for number in self.column(36).until_zero()]
            frame["sockets"] = self.read_sockets()
            frame["machine"] = self.read_machine()
            yield frame
            self.processes.free(processes)
            self.threads.free(threads)
        for number, column in self.columns.items():
            if column.has_more():
                raise ValueError(f"Column {number} has more than its frames.")

    def read_times(self) -> dict[str, Any]:
        column = self.column(1)
        flags = column.varint()
        number, clock, utc, processes, machine, machine_utc, since_boot, lost = (column.signed() for _ in range(8))
        step = self.clock.move(clock)
        self.number += 1 + number
        self.utc += ticks(step) + utc
        self.since_boot += ticks(step) + since_boot
        self.lost += lost
        return {"flags": flags, "number": self.number, "clock": self.clock.value, "utc": self.utc, "time": self.utc + ticks(processes),
                "machine_time": self.utc + ticks(machine) + machine_utc, "since_boot": self.since_boot, "lost": self.lost}

    def read_exits(self) -> None:
        column = self.column(6)
        for slot in column.until_zero():
            self.processes.live[slot - 1].facts.update(status=less_one(column.signed()), exit_time=column.signed())

    def read_reaped(self, slot: int) -> dict[str, Any]:
        column = self.column(7)
        return {"slot": slot, "flags": column.varint(), "cpu": column.signed(), **{name: column.signed() for name in IO}}

    def read_event(self, kind: int) -> dict[str, Any]:
        kinds, numbers, texts = self.column(10), self.column(11), self.column(12)
        self.event_time += numbers.signed()
        event = {"kind": kind, "time": self.event_time, "id": numbers.varint(), "start": numbers.varint()}
        if event["start"]:
            event["since_start"] = numbers.signed()
        for name in ("parent", "user", "group"):
            event[name] = less_one(numbers.varint())
        event["name"] = texts.optional_text()
        if kind == EXEC:
            event.update(is_cut=kinds.varint(), path=texts.optional_text(), command_line=texts.optional_text())
        elif kind == EXIT:
            event.update(final=kinds.varint(), known=kinds.varint(), status=less_one(numbers.varint()), peak_memory=less_one(numbers.varint()),
                         counters=[numbers.signed() for _ in range(numbers.varint())])
        return event

    def read_files(self, slot: int) -> dict[str, Any]:
        column = self.column(25)
        status, count = column.varint(), less_one(column.varint())
        descriptors = self.processes.live[slot].descriptors
        number = -1
        for distance in column.until_zero():
            number += distance
            flags = column.varint()
            if not flags:
                del descriptors[number]
                continue
            kind, target = column.varint(), column.varint()
            descriptors[number] = {"flags": flags, "type": kind, "target": self.targets[target - 1] if target else None}
            for bit, name in ((64, "inode"), (128, "device"), (256, "stands_for")):
                descriptors[number][name] = column.varint() if flags & bit else None
        return {"slot": slot, "status": status, "count": count, "descriptors": dict(descriptors)}

    def read_groups(self) -> list[dict[str, Any]]:
        slots, facts, devices = self.column(27), self.column(30), self.column(31)
        slots.signed(), slots.signed()  # when they were read
        flags = {}
        for slot in slots.slots():
            flags[slot] = facts.varint()
            if flags[slot] & 1:
                self.groups[slot] = Record(self.group_numbers, slot=slot, above=less_one(facts.varint()), name=facts.text(), container=facts.text())
            self.group_numbers.read(self.groups[slot].values)
            if flags[slot] & 4:
                count = devices.varint()
                self.groups[slot].facts["devices"] = [[devices.varint(), devices.varint()] + [less_one(devices.varint()) for _ in range(6)]
                                                      for _ in range(count - 1)] if count else None
        found = [self.describe_group(group, flags.get(slot, 0)) for slot, group in self.groups.items()]
        self.groups = {slot: group for slot, group in self.groups.items() if not flags.get(slot, 0) & 2}
        return found

    def describe_group(self, group: Record, flags: int) -> dict[str, Any]:
        number = self.group_numbers.named(group.values, [])
        fields = [name[7:] for name in number if re.fullmatch(r"cgroup\.(?!known|denied|id).*", name)]
        without_unknown(number, "cgroup.", fields, ~number["cgroup.known"])
        return {**group.facts, "is_removed": flags & 2 != 0, "is_created": flags & 8 != 0, **number}

    def read_namespace(self, number: int) -> dict[str, Any]:
        column = self.column(36)
        if number == len(self.namespaces):
            self.namespaces.append({"clock": 0})
        space = self.namespaces[number]
        if column.varint():
            space.update(inode=column.varint(), name=column.text(), flags=column.varint(), process=column.varint(),
                         protocols=[column.varint() for _ in range(3)],
                         interfaces={column.varint(): column.text() for _ in range(column.varint())})
        space.update(read_after=column.signed(), clock=space["clock"] + column.signed(), left_out=column.varint())
        return dict(space)

    def read_sockets(self) -> list[dict[str, Any]]:
        column = self.column(32)
        for slot in column.slots():
            self.socket_numbers.read(self.sockets.setdefault(slot, Record(self.socket_numbers)).values)
        for slot in column.slots():
            del self.sockets[slot]
        self.socket_texts += self.column(35).new_texts()
        return [self.describe_socket(socket) for socket in self.sockets.values()]

    def describe_socket(self, socket: Record) -> dict[str, Any]:
        number = self.socket_numbers.named(socket.values, self.socket_texts)
        namespace = self.namespaces[number["socket.namespace"]]
        since_sent = namespace["clock"]
        if number["tcp.length"]:
            number["tcp_info.last_data_sent"] = since_sent = since_sent + number["tcp_info.last_data_sent"]
            number["tcp_info.last_data_recv"] += since_sent
            number["tcp_info.last_ack_recv"] += since_sent
            number["tcp_info.bytes_sent"] += number["tcp_info.bytes_acked"]
        else:
            number.update({name: None for name in number if name.startswith("tcp_info.")})
        number["socket.timer_rest"] = number["socket.timer_rest"] - since_sent if number["socket.flags"] & 512 else None
        number.update({name: number[name] or None for name in ("socket.type", "socket.cookie", "socket.inode", "socket.peer", "socket.file")})
        return {"network_namespace": namespace["inode"], **number}

    def read_machine(self) -> dict[str, str]:
        column, others = self.column(64), self.column(127)
        if column.varint():
            self.machine_clock.move(column.signed())
        statuses = [(number, column.varint()) for number in range(10)] + [(number, others.varint()) for number in others.until_zero()]
        return {FILES[number]: self.machine_files[number].read() for number, status in statuses if status == READ and number < len(FILES)}


def main() -> None:
    for block in read_blocks(Path(sys.argv[1])):
        for frame in BlockReader(block).frames():
            print(json.dumps(frame))


if __name__ == "__main__":
    main()
