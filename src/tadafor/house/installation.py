"""`tadafor init`: begin a real installation. No code and no password is ever printed here."""

import os
import secrets
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tadafor.house import preparing, serving
from tadafor.house.answers import Answers, ask_place
from tadafor.house.environment import CannotGoOn, start_django, var_dir

MAIL_PATIENCE = 10  # seconds


def install(answers: Answers, *, at_keyboard: bool = False) -> None:
    """Check everything, make the territory and its administrators, then try a backup and its restore."""
    try:
        _install(answers, at_keyboard=at_keyboard)
    except KeyboardInterrupt:
        if (var_dir() / "tadafor.env").exists():
            said = "The installation stands; its first backup was not tried: run `tadafor backup`."
        else:
            said = "No territory was made: run `tadafor init` again, it goes on from what is prepared."
        raise CannotGoOn(f"\nStopped. {said}") from None


def refuse_twice() -> None:
    """One installation, one folder: said before the first question."""
    _refuse_twice(var_dir() / "tadafor.env")


def _install(answers: Answers, *, at_keyboard: bool) -> None:
    target = var_dir() / "tadafor.env"
    _refuse_twice(target)
    if problems := answers.problems():
        raise CannotGoOn("\n".join(["Nothing was changed. Please mend:", *problems]))
    lines = _settings(answers)
    os.environ.update(lines)
    with ExitStack() as stack:
        stack.enter_context(serving.database_up())
        preparing.prepare(demonstration=False)
        said = _begin(answers, lambda: _write(target, lines), at_keyboard=at_keyboard)
        print(f"Made {said}.\nWrote {target}: keep a copy of it, and of var/keys, away from the backups.")
        _try_mail(answers)
        _try_backup(Path(answers.backup_folder))
    print(
        f"\nStart it with: tadafor serve --host 127.0.0.1 --port 8000\n"
        f"Then both administrators sign in at {answers.public_address}/account/: each receives a code, "
        "and is asked for a second factor."
    )


def _begin(answers: Answers, keep: Callable[[], None], *, at_keyboard: bool) -> str:
    """Make the first rows; at the keyboard, a place that is not found is asked again."""
    from tadafor.house import beginning  # noqa: PLC0415 -- needs Django

    while True:
        try:
            return beginning.begin(answers, keep=keep)
        except beginning.NoSuchPlace as problem:
            if not at_keyboard:
                raise
            print(problem)
            answers = replace(answers, territory=ask_place())


def _refuse_twice(target: Path) -> None:
    if target.exists():
        raise CannotGoOn(
            f"This installation exists already: {target}. Another one needs another TADAFOR_VAR."
        )
    if (var_dir() / "demonstration").exists():
        raise CannotGoOn("The demonstration lives here: begin elsewhere, with TADAFOR_VAR=/srv/tadafor/var.")


def _settings(answers: Answers) -> dict[str, str]:
    mail = answers.mail
    named = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": ",".join((*answers.hosts, "127.0.0.1", "localhost")),
        "PUBLIC_ADDRESS": answers.public_address,
        "HTTPS": str(int(answers.https)),
        "BEHIND_PROXY": str(int(answers.behind_proxy)),
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": mail.host,
        "EMAIL_PORT": str(mail.port),
        "EMAIL_HOST_USER": mail.user,
        "EMAIL_HOST_PASSWORD": mail.password,
        "EMAIL_USE_TLS": str(int(mail.tls)),
        "DEFAULT_FROM_EMAIL": mail.sender,
        "BACKUP_FOLDER": str(Path(answers.backup_folder).absolute()),
    }
    chosen = {"DATABASE_URL": answers.database_url, "TADAFOR_GATEWAY": answers.sms_gateway}
    return named | {name: value for name, value in chosen.items() if value}


def _write(target: Path, lines: dict[str, str]) -> None:
    draft = target.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("# Settings of this installation. It holds secrets: only its owner may read it.\n")
        file.writelines(f"{name}={value}\n" for name, value in lines.items())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


def _try_mail(answers: Answers) -> None:
    """Say hello to the mail server; a wrong answer is told, and mended later in the settings."""
    mail = answers.mail
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=MAIL_PATIENCE) as server:
            if mail.tls:
                server.starttls()
            if mail.user:
                server.login(mail.user, mail.password)
        print("The mail server answers.")
    except (OSError, smtplib.SMTPException) as error:
        print(
            f"The mail server does not answer as expected ({type(error).__name__}): no code can be sent by "
            "e-mail before EMAIL_HOST and the lines beside it are right.",
            file=sys.stderr,
        )


def _try_backup(folder: Path) -> None:
    """A backup nobody restored is a hope: restore the first one, beside."""
    from tadafor.house import backup  # noqa: PLC0415 -- needs Django

    start_django()
    file = backup.dated(folder)
    print(backup.write(file))
    with tempfile.TemporaryDirectory(prefix="tadafor-restore-") as place:
        outside = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run(
            [sys.executable, "-m", "tadafor.house.command", "restore", str(file)],
            env=outside | {"TADAFOR_VAR": place, "TADAFOR_KEYS": str(var_dir() / "keys")},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise CannotGoOn(
            f"The installation stands, but its backup could not be restored: {done.stderr.strip()}"
        )
    print("The backup was restored beside, whole.")
