"""Fuzzing that is guided by coverage: `make fuzz`, or `python -m tests.fuzz.guided [READER]...`.

Atheris (libFuzzer) changes examples so that code is reached which no input reached before, each
reader in a process of its own for --seconds or --inputs, and what escapes is printed as bytes for
an `@example` of `test_readers.py`. Atheris is not among the pins: `make fuzz` puts it into a folder
of its own.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LONGEST = 4_096
STATS = re.compile(r"stat::number_of_executed_units:\s+(\d+)")
REACHED = re.compile(r"cov: (\d+)")


def fuzz(name: str, asked: argparse.Namespace, folder: Path) -> None:
    """Fuzz one reader in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["teachsim"]):
        from tests.fuzz import readers
    reader = readers.READERS[name]
    corpus = folder / "corpus"
    corpus.mkdir()
    for k, content in enumerate(readers.examples_of(name)):
        (corpus / str(k)).write_bytes(content)
    words = folder / "words"
    quoted = ("".join(rf"\x{byte:02x}" for byte in word.encode()) for word in reader.words)
    words.write_text("".join(f'"{word}"\n' for word in quoted))
    flags = [f"-dict={words}"] if reader.words else []
    limits = [f"-max_total_time={asked.seconds}", f"-runs={asked.inputs}"]
    limits += [f"-max_len={LONGEST}", "-timeout=30"]
    told = ["-print_final_stats=1", f"-artifact_prefix={folder}/escaped-"]
    atheris.Setup([sys.argv[0], *limits, *told, *flags, str(corpus)], reader.read)
    atheris.Fuzz()


def tried(name: str, asked: argparse.Namespace) -> bool:
    """Fuzz one reader in another process, and say how it went."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.fuzz.guided", "--in", folder, name]
        done = subprocess.run(
            [*command, f"--seconds={asked.seconds}", f"--inputs={asked.inputs}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        inputs = STATS.search(done.stderr)
        reached = REACHED.findall(done.stderr)
        escaped = [path.read_bytes() for path in sorted(Path(folder).glob("escaped-*"))]
    count = f"{int(inputs[1]):,}" if inputs else "?"
    how = "only its own error escaped" if done.returncode == 0 else "SOMETHING ESCAPED"
    places = reached[-1] if reached else "?"
    sys.stdout.write(f"{name:<20} {count:>12} inputs  {places:>6} places reached  {how}\n")
    for content in escaped:
        sys.stdout.write(f"    @example({content!r})\n")
    if done.returncode != 0:
        sys.stdout.write(done.stderr[-3_000:] + done.stdout[-1_000:])
    sys.stdout.flush()
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("reader", nargs="*", help="default: all")
    parser.add_argument("--seconds", type=int, default=600, help="at most, for each reader")
    parser.add_argument("--inputs", type=int, default=-1, help="at most; default any number")
    parser.add_argument("--in", dest="folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.folder is not None:
        fuzz(asked.reader[0], asked, asked.folder)
        return 0
    from tests.fuzz.readers import READERS

    unknown = [name for name in asked.reader if name not in READERS]
    if unknown:
        parser.error(f"no reader {unknown}; there are {', '.join(READERS)}")
    good = [tried(name, asked) for name in asked.reader or READERS]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
