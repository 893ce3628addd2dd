"""The one command line, `tadafor`. Each command says what it does with --help.

Imports no Django: a command that needs it loads it, and the one that only looks after others stays small.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from tadafor.house import preparing, serving
from tadafor.house.environment import CannotGoOn, flag, number, read_file, start_django, var_dir

Run = Callable[[argparse.Namespace], None]
COMPUTING = {
    "recount": "tadafor.house.recounting",
    "lot": "tadafor.house.lots",
    "urn": "tadafor.house.urns",
}
MOST_PROCESSES = 64
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 -- the only name of this type


def main(words: list[str] | None = None) -> int:
    """Run one command; a problem a person can mend is one sentence, not a traceback."""
    words = sys.argv[1:] if words is None else words
    try:
        read_file(var_dir() / "tadafor.env")
        asked = parser(next(iter(words), "")).parse_args(words)
        asked.run(asked)
    except CannotGoOn as problem:
        print(problem, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Who reads what is said has left: `tadafor lot verify FILE | head -1`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as problem:
        print(_sentence(problem), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _sentence(problem: OSError) -> str:
    """Say what the system refused: a full disk, a folder that is not there or that nobody may write in."""
    if problem.strerror is None:
        return str(problem)
    return f"{problem.filename}: {problem.strerror}." if problem.filename else f"{problem.strerror}."


def parser(called: str | None = None) -> argparse.ArgumentParser:
    """Describe every command; of those that compute, the details of the one that is ``called`` alone.

    What only counts, draws or opens loads what it needs: the process that looks after others does not.
    """
    top = argparse.ArgumentParser(
        prog="tadafor",
        description="Run and look after Tadafor, the participation platform of Morocco's communes.",
        epilog="Settings come from the environment and from var/tadafor.env: see docs/operations/install.md. "
        "Each command explains itself: tadafor COMMAND --help.",
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for describe in (_serving, _keeping, _checking, _building):
        describe(commands)
    for name, module in COMPUTING.items():
        if called in {None, name}:
            import_module(module).describe(commands.choices[name])
    return top


def _add(commands: Commands, name: str, run: Run, sentence: str, more: str = "") -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=sentence, description=f"{sentence}. {more}".strip())
    command.set_defaults(run=run)
    return command


# ---- serve


def _serving(commands: Commands) -> None:
    serve = _add(
        commands,
        "serve",
        _serve,
        "Serve the site: the web server, one worker and, unless DATABASE_URL is set, the database",
        "Prepares the database for this version first. Stops cleanly on Ctrl-C or SIGTERM, and starts again "
        "what was killed.",
    )
    _listening(serve)
    serve.add_argument(
        "--processes", type=_several, default=1, help="how many web processes (one for each core)"
    )
    serve.add_argument(
        "--without-worker", action="store_true", help="jobs run elsewhere, with `tadafor worker`"
    )
    _add(commands, "worker", _worker, "Run the background jobs only, on this machine or on another")
    run = _add(
        commands,
        "run",
        _run,
        "Show Tadafor with its demonstration, loading it the first time (what `make run` calls)",
        "Listens on this machine only, since everybody knows the demonstration's accounts.",
    )
    _listening(run)
    # Not listed: the processes above call them.
    site = commands.add_parser("site")
    _listening(site)
    site.add_argument("--processes", type=_several, default=1, help="how many web processes")
    site.add_argument("--without-worker", action="store_true", help="the web server alone")
    site.set_defaults(run=_site)
    prepare = commands.add_parser("prepare")
    prepare.add_argument("--demonstration", action="store_true", help="load the demonstration too")
    prepare.set_defaults(run=lambda asked: preparing.prepare_once(demonstration=asked.demonstration))


def _several(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= MOST_PROCESSES):
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {MOST_PROCESSES}, not {typed!r}")
    return int(typed)


def _listening(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--host", default=os.environ.get("HOST", "127.0.0.1"), help="address to listen on (HOST; %(default)s)"
    )
    command.add_argument(
        "--port", type=int, default=number("PORT", default=8000), help="port to listen on (PORT; %(default)s)"
    )

    command.add_argument(
        "--force",
        action="store_true",
        default=flag("FORCE", default=False),
        help="let other machines see the demonstration, whose accounts everybody knows (FORCE=1)",
    )


def _serve(asked: argparse.Namespace) -> None:
    place = serving.Place(asked.host, asked.port, forced=asked.force)
    serving.serve(place, processes=asked.processes, worker=not asked.without_worker)


def _worker(_asked: argparse.Namespace) -> None:
    serving.work()


def _site(asked: argparse.Namespace) -> None:
    gc.disable()  # all that is loaded stays: looking through it meanwhile is a tenth of the start
    start_django()
    from tadafor.house import sharing  # noqa: PLC0415

    sharing.share(
        host=asked.host, port=asked.port, processes=asked.processes, worker=not asked.without_worker
    )


def _run(asked: argparse.Namespace) -> None:
    serving.serve_demonstration(serving.Place(asked.host, asked.port, forced=asked.force))


# ---- keep


def _keeping(commands: Commands) -> None:
    begin = _add(
        commands,
        "init",
        _init,
        "Begin a real installation: its territory, its two administrators, its settings",
        "Asks what it needs, or reads it with --answers. Prints no code and no password.",
    )
    begin.add_argument(
        "--answers", type=Path, metavar="FILE", help="a TOML file: see docs/operations/install.md for one"
    )
    _add(
        commands,
        "migrate",
        _with_database(lambda _asked: preparing.prepare(demonstration=False)),
        "Bring the database and the files to this version",
        "Changes nothing when they are already there. `serve` does it by itself.",
    )
    _add(
        commands,
        "demo",
        _with_database(lambda _asked: preparing.prepare(demonstration=True)),
        "Load the demonstration: two communes, invented people, accounts everybody knows",
        "From then on every page says so, and the site listens on this machine only.",
    )
    programme = _add(
        commands,
        "programme",
        _with_database(_programme),
        "Found a programme that reaches across communes, with its first officer",
        "The officer, who has an account, adds the rest on its pages: see docs/operations/install.md.",
    )
    programme.add_argument("file", type=Path, metavar="FILE", help="a TOML file that tells the programme")
    backup = _add(
        commands,
        "backup",
        _with_database(_backup),
        "Write the database and the files to one file",
        "The keys are not in it: keep var/keys and var/tadafor.env elsewhere.",
    )
    backup.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="where to write it (else a dated file in BACKUP_FOLDER)",
    )
    restore = _add(
        commands, "restore", _with_database(_restore), "Put back the database and the files from a backup"
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="what `tadafor backup` wrote")
    restore.add_argument("--replace", action="store_true", help="erase what this installation holds first")


def _init(asked: argparse.Namespace) -> None:
    from tadafor.house import answers, installation  # noqa: PLC0415

    installation.refuse_twice()
    if asked.answers:
        installation.install(answers.from_file(asked.answers))
    else:
        installation.install(answers.asked(), at_keyboard=True)


def _programme(asked: argparse.Namespace) -> None:
    _reach()
    from tadafor.house import programmes  # noqa: PLC0415

    programmes.found(asked.file)


def _backup(asked: argparse.Namespace) -> None:
    folder = os.environ.get("BACKUP_FOLDER")
    if asked.file is None and folder is None:
        raise CannotGoOn("Say where to write it: tadafor backup FILE, or set BACKUP_FOLDER.")
    _reach()
    from tadafor.house import backup  # noqa: PLC0415

    print(backup.write(asked.file or backup.dated(Path(str(folder)))))


def _restore(asked: argparse.Namespace) -> None:
    _reach()
    from tadafor.house import backup  # noqa: PLC0415

    print(backup.restore(asked.file, replace=asked.replace))


# ---- check


def _checking(commands: Commands) -> None:
    audit = commands.add_parser("audit", help="Check the audit log", description="Check the audit log.")
    verbs = audit.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add(
        verbs,
        "verify",
        _with_database(_verify),
        "Compute the whole audit log again and name the first thing that was touched",
        "Prints nothing but one sentence for each log; ends with 1 when something was touched.",
    )
    _add(
        commands,
        "recount",
        _recount,
        "Count a published budget vote again, from its Pabulib file, and print the winners",
        "Needs no database and no network. What the file leaves open is assumed, and said.",
    )
    commands.add_parser(
        "lot",
        help="Draw members by lot among volunteers, and verify a draw",
        description="Prepare the thousand panels of a draw, name the panel of the digits, replace from the "
        "reserve, verify a file of evidence. Needs no database.",
    )
    commands.add_parser(
        "urn",
        help="Make the key of a vote, open its urn",
        description="What the committee of a budget vote does, on a computer off the network.",
    )


def _recount(asked: argparse.Namespace) -> None:
    from tadafor.house import recounting  # noqa: PLC0415

    recounting.recount(asked)


def _verify(_asked: argparse.Namespace) -> None:
    _reach()
    from tadafor.house import auditing  # noqa: PLC0415

    auditing.verify()


# ---- build


def _building(commands: Commands) -> None:
    bench = _add(
        commands,
        "bench",
        _bench,
        "Fill a database of its own with a country's worth of rows, and measure the pages",
        "The database stays under var/bench, whatever DATABASE_URL names; the figures are kept beside it.",
    )
    bench.add_argument("--quick", action="store_true", help="measure for less long: rougher figures")
    bench.add_argument("--inside", action="store_true", help="leave the web server out")
    bench.add_argument("--campaign", action="store_true", help="only sign a petition, as a campaign does")
    bench.add_argument(
        "--elections", type=Path, metavar="FOLDER", help="only count its .pb files, beside pabutools"
    )
    manage = _add(
        commands,
        "manage",
        _with_database(_manage),
        "Call a management command of Django, for who develops Tadafor",
    )
    manage.add_argument("words", nargs=argparse.REMAINDER, metavar="...", help="passed on as they are")


def _bench(asked: argparse.Namespace) -> None:
    os.environ["TADAFOR_VAR"] = str(var_dir() / "bench")
    for name in ("DATABASE_URL", "TADAFOR_DEMONSTRATION"):
        os.environ.pop(name, None)
    with serving.database_up():
        preparing.prepare(demonstration=False)
        from tadafor import bench  # noqa: PLC0415

        bench.main(
            serving.web_over,
            quick=asked.quick,
            inside=asked.inside,
            campaign=asked.campaign,
            elections=asked.elections,
        )


def _manage(asked: argparse.Namespace) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tadafor.house.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["tadafor manage", *asked.words])


def _reach() -> None:
    start_django()
    preparing.reach_database()


def _with_database(run: Run) -> Run:
    def with_it(asked: argparse.Namespace) -> None:
        with serving.database_up():
            run(asked)

    return with_it


if __name__ == "__main__":
    sys.exit(main())
