"""Say in a sentence why a port cannot be served on; say nothing when it can."""

import socket
import sys


def main(port_text: str) -> None:
    """Exit with a sentence unless a server could listen on the port."""
    try:
        with socket.create_server(("", int(port_text))):
            pass
    except (ValueError, OverflowError):
        sys.exit(f"{port_text!r} is not a port: a number from 1 to 65535 is needed.")
    except PermissionError:
        sys.exit(f"Port {port_text} is reserved for root.")
    except OSError:
        sys.exit(f"Port {port_text} is taken by another program on this machine.")


if __name__ == "__main__":
    main(sys.argv[1])
