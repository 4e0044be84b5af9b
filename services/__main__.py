"""`python -m services install | browser | start | run`: what the Makefile calls."""

import sys

from services.trouble import Trouble


def main(words: list[str]) -> None:
    match words:
        case ["install"]:
            from services.install import install

            install()
        case ["browser"]:
            from services import browser

            found = browser.fetch()
            print(
                f"browser: {found}" if found else f"browser: none; its tests are left out; {browser.HOW}",
                flush=True,
            )
        case ["start"]:
            from services.run import servers_only

            servers_only()
        case ["run"]:
            from services.run import run

            run()
        case _:
            raise Trouble("Say what to do, for example: python -m services run")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Trouble as trouble:
        sys.exit(str(trouble))
