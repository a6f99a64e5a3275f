"""Writes the files of this folder (not run by tests): torch 2.15, safetensors 0.8, numpy 2.4.

    python make.py      # in this folder

kinds.bin, kinds.safetensors   every floating type, integers, odd shapes, a Korean name
views.bin                      offsets, strides, shared storages, a parameter, a module's _metadata
*.legacy.bin, *.protocol4.bin  the same through other formats of torch.save
old-views.bin                  views of storages as PyTorch before 0.4 described them
zip64.bin, deflated.bin        views.bin packed in other ways
sharded-*/                     a folder each, with an index
refused/                       files that ask for more than tensors, or are damaged on purpose
expected.json                  {file: {name: {shape, values}}}, as float32 ("NaN", "Infinity" as texts)

Written anew the files differ in some bytes: legacy ones name storages by their address in memory.
"""

import builtins
import io
import json
import math
import os
import pickle
import shutil
import struct
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch
from safetensors.torch import save_file

HERE = Path(__file__).parent
expected = {}


def plain(value):
    return value if math.isfinite(value) else {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(value)]


def note(file, tensors):
    expected[file] = {
        name: {"shape": list(tensor.shape), "values": [plain(v) for v in tensor.detach().float().flatten().tolist()]}
        for name, tensor in tensors.items()
        if tensor.is_floating_point()
    }


def save(file, tensors, **options):
    torch.save(tensors, HERE / file, **options)
    note(file, tensors)


def everywhere(stem, tensors):
    save(f"{stem}.bin", tensors)
    save(f"{stem}.protocol4.bin", tensors, pickle_protocol=4)
    save(f"{stem}.legacy.bin", tensors, _use_new_zipfile_serialization=False)


torch.manual_seed(1)
half = torch.tensor([0.0, -0.0, 1.0, -2.5, 65504.0, 6.1e-5, 6e-8, 1e-7, math.inf, -math.inf, math.nan, 1 / 3])
kinds = OrderedDict(
    f64=torch.tensor([1 / 3, 1 + 2**-24, 1 + 3 * 2**-24, 1e300, -1e-300, math.nan], dtype=torch.float64),
    f32=torch.randn(3, 4),
    f16=half.to(torch.float16),
    bf16=half.to(torch.bfloat16),
    i64=torch.arange(4).expand(1, -1).contiguous(),
    i32=torch.arange(3, dtype=torch.int32),
    i16=torch.arange(3, dtype=torch.int16),
    i8=torch.arange(3, dtype=torch.int8),
    u8=torch.arange(3, dtype=torch.uint8),
    u16=torch.arange(3).to(torch.uint16),
    bool=torch.tensor([True, False]),
    scalar=torch.tensor(0.75),
    empty=torch.zeros(0, 3),
    one=torch.randn(1, 1, 2, 1),
)
kinds["층.0.가중치"] = torch.randn(2, 2)
everywhere("kinds", kinds)
save_file(dict(kinds), HERE / "kinds.safetensors")
note("kinds.safetensors", kinds)

module = torch.nn.LayerNorm(3)
matrix = torch.randn(4, 5)
cube = torch.randn(2, 3, 4).to(torch.bfloat16)
views = module.state_dict()
views.update(
    matrix=matrix,
    tied=matrix,
    row=matrix[2],
    columns=matrix[:, 1:3],
    transposed=matrix.t(),
    steps=matrix[::2, ::3],
    permuted=cube.permute(2, 0, 1),
    inner=cube[1:, 1, 2:],
    parameter=torch.nn.Parameter(torch.randn(2, 2)),
    count=torch.tensor(7),
)
everywhere("views", views)
save("broadcast.bin", {"wide": torch.randn(1).expand(4)})
expected.pop("broadcast.bin")


def sharded(folder, ending, write):
    target = HERE / folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    stem = {"safetensors": "model", "bin": "pytorch_model"}[ending]
    parts = [{"a": torch.randn(2, 3), "ids": torch.arange(3)}, {"b": torch.randn(4).half()}]
    files = [f"{stem}-0000{n}-of-00002.{ending}" for n in (1, 2)]
    for file, part in zip(files, parts):
        write(part, target / file)
        note(f"{folder}/{file}", part)
    weight_map = {name: file for file, part in zip(files, parts) for name in part}
    index = {"metadata": {"total_size": 56}, "weight_map": weight_map}
    (target / f"{stem}.{ending}.index.json").write_text(json.dumps(index, indent=1) + "\n")


sharded("sharded-safetensors", "safetensors", save_file)
sharded("sharded-bin", "bin", torch.save)

# --- Zip archives that torch.save does not write itself


def records(file):
    with zipfile.ZipFile(HERE / file) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def pack(file, entries, method=zipfile.ZIP_STORED):
    target = HERE / file
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)


def pack64(file, entries):
    """All sizes and positions in 64-bit fields, as archives beyond 4 GiB have them."""
    out, central = io.BytesIO(), io.BytesIO()
    ones = 0xFFFFFFFF
    for name, data in entries:
        at, raw, crc = out.tell(), name.encode(), zipfile.crc32(data)
        out.write(struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 0, crc, ones, ones, len(raw), 20))
        out.write(raw + struct.pack("<HHQQ", 1, 16, len(data), len(data)) + data)
        head = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 0, crc, ones, ones, len(raw), 36, 0, 0, 0, 0, ones)
        other = struct.pack("<HHI", 0x7777, 4, 0)  # a field of somebody else's before it
        central.write(head + raw + other + struct.pack("<HHQQQ", 1, 24, len(data), len(data), at))
    start, size, count = out.tell(), central.tell(), len(entries)
    out.write(central.getvalue())
    end64 = out.tell()
    out.write(struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, start))
    out.write(struct.pack("<IIQI", 0x07064B50, 0, end64, 1))
    out.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, ones, ones, 7) + b"comment")
    (HERE / file).write_bytes(out.getvalue())


pack64("zip64.bin", records("views.bin"))
assert torch.load(HERE / "zip64.bin", weights_only=True).keys() == views.keys()
note("zip64.bin", views)
pack("deflated.bin", records("views.bin"), zipfile.ZIP_DEFLATED)

# --- The legacy format with views of storages (until 0.4)


class Stored:
    def __init__(self, key, count, view):
        self.id = ("storage", torch.FloatStorage, key, "cpu", count, view)


class Call:
    """What the unpickler is asked to call."""

    def __init__(self, call, *args):
        self.call, self.args = call, args

    def __reduce__(self):
        return self.call, self.args


class Pickler(pickle.Pickler):
    def persistent_id(self, value):
        return value.id if isinstance(value, Stored) else None


def legacy(file, value, storages, after=b""):
    with open(HERE / file, "wb") as out:
        for head in (0x1950A86A20F9469CFC6C, 1001, {"protocol_version": 1001, "little_endian": True}):
            pickle.dump(head, out, protocol=2)
        Pickler(out, protocol=2).dump(value)
        pickle.dump(list(storages), out, protocol=2)
        for values in storages.values():
            out.write(struct.pack("<q", len(values)) + struct.pack(f"<{len(values)}f", *values))
        out.write(after)


tensor, old = torch._utils._rebuild_tensor_v2, torch._utils._rebuild_tensor
values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
legacy(
    "old-views.bin",
    OrderedDict(
        whole=Call(old, Stored("7", 6, None), 0, (2, 3), (3, 1)),
        part=Call(tensor, Stored("7", 6, ("8", 2, 3)), 1, (2,), (1,), False, OrderedDict()),
    ),
    {"7": values},
)
note("old-views.bin", {"whole": torch.tensor(values).view(2, 3), "part": torch.tensor([4.0, 5.0])})

# --- Files that must be refused


def refused(name, data, entries=(("data/0", bytes(16)),)):
    pack(f"refused/{name}.bin", [("archive/data.pkl", data), *((f"archive/{n}", d) for n, d in entries)])


def text(value):
    return b"X" + struct.pack("<I", len(value)) + value


def storage(kind=b"ctorch\nFloatStorage\n", key=b"0", count=b"K\x04"):
    return b"(" + text(b"storage") + kind + text(key) + text(b"cpu") + count + b"tQ"


def rebuilt(stored, offset=b"K\x00", shape=b"K\x04\x85", strides=b"K\x01\x85", call=b"ctorch._utils\n_rebuild_tensor\n"):
    return call + b"(" + stored + offset + shape + strides + b"tR"


def state(value):
    return b"\x80\x02}" + text(b"w") + value + b"s."


shutil.rmtree(HERE / "refused", ignore_errors=True)
(HERE / "refused").mkdir()
refused("os-system", pickle.dumps({"w": Call(os.system, "true")}, protocol=2))
refused("eval", pickle.dumps({"w": Call(builtins.eval, "1 + 1")}, protocol=2))
refused("nested-load", pickle.dumps({"w": Call(torch.load, "other.bin")}, protocol=2))
refused("stack-global", pickle.dumps({"w": Call(os.system, "true")}, protocol=4))
refused("dotted", state(b"ctorch\nserialization.os.system\n" + text(b"true") + b"\x85R"))
refused("nested-name", b"\x80\x04}" + text(b"w") + text(b"collections") + text(b"OrderedDict.__init__") + b"\x93s.")
refused("from-numpy", state(b"ctorch._utils\n_rebuild_device_tensor_from_numpy\n)R"))
refused("storage-method", state(b"ctorch\nFloatStorage.from_file\n" + text(b"/etc/passwd") + b"\x85R"))
refused("inst", state(b"(" + text(b"true") + b"ios\nsystem\n"))
refused("obj", state(b"(ccollections\nOrderedDict\n" + text(b"true") + b"o"))
refused("newobj", state(b"ccollections\nOrderedDict\n)\x81"))
refused("newobj-ex", b"\x80\x04}" + text(b"w") + b"ccollections\nOrderedDict\n)}\x92s.")
refused("extension", state(b"\x82\x01"))
refused("build", state(b"ccollections\nOrderedDict\n" + b"}b"))
refused("call-type", state(b"ctorch\nFloatStorage\n)R"))
refused("call-text", state(text(b"os.system") + b")R"))
torch.save({"w": torch.zeros(4, dtype=torch.float8_e4m3fn)}, HERE / "refused/float8.bin")
torch.save({"w": torch.zeros(4, dtype=torch.complex64)}, HERE / "refused/complex.bin")
torch.save(torch.zeros(4), HERE / "refused/bare-tensor.bin")
torch.save({"epoch": 3, "state_dict": {"w": torch.zeros(4)}}, HERE / "refused/training-state.bin")
# 2^40 references to one list, each a list of the one before: harmless while nobody walks through them.
refused("memo-bomb", b"\x80\x02]q\x00" + b"".join(b"](" + b"h" + bytes([n]) + b"h" + bytes([n]) + b"eq" + bytes([n + 1]) for n in range(40)) + b".")
refused("copies", b"\x80\x02](" + b"N" * 5000 + b"eq\x00(" + b"ccollections\nOrderedDict\n(h\x00tR" * 300 + b"t.")
refused("long-text", b"\x80\x02}X\xff\xff\xff\xffw.")
refused("longer-text", b"\x80\x04}\x8d" + b"\xff" * 8 + b"w.")
refused("deep", b"\x80\x02" + b"(" * 25_000 + b".")
refused("no-stop", state(rebuilt(storage()))[:-1])
refused("no-memo", b"\x80\x02h\x07.")
refused("unknown-opcode", b"\x80\x02\xff.")
refused("huge-count", state(rebuilt(storage(count=b"\x8a\x07" + b"\xff" * 6 + b"\x00"))))
refused("huge-shape", state(rebuilt(storage(), shape=b"\x8a\x06" + b"\xff" * 5 + b"\x00\x85")))
refused("bigger-shape", state(rebuilt(storage(), shape=b"\x8a\x09" + b"\xff" * 8 + b"\x00\x85")))
refused("negative-stride", state(rebuilt(storage(), strides=b"J\xff\xff\xff\xff\x85")))
refused("negative-offset", state(rebuilt(storage(), offset=b"J\xff\xff\xff\xff")))
refused("outside", state(rebuilt(storage(), offset=b"K\x01")))
refused("other-key", state(rebuilt(storage(key=b"../../etc/passwd"))))
refused("big-endian", state(rebuilt(storage())), [("data/0", bytes(16)), ("byteorder", b"big")])
refused("short-storage", state(rebuilt(storage())), [("data/0", bytes(12))])
pack("refused/no-pickle.bin", [("archive/data/0", bytes(16))])
legacy("refused/legacy-os-system.bin", {"w": Call(os.system, "true")}, {})
legacy("refused/legacy-short.bin", {"w": Call(tensor, Stored("7", 6, None), 0, (6,), (1,), False, None)}, {"7": values[:5]})
legacy("refused/legacy-missing.bin", {"w": Call(tensor, Stored("7", 6, None), 0, (6,), (1,), False, None)}, {})
legacy("refused/legacy-view.bin", {"w": Call(tensor, Stored("7", 6, ("8", 4, 3)), 0, (3,), (1,), False, None)}, {"7": values})

(HERE / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n")
