# SPDX-License-Identifier: ISC
"""The client's side of TLS as Gemini has it: any certificate is taken, a cut answer is an error."""

import ssl
import time


def context(low=None, high=None):
    """For connections of TLS version `low` to `high`; None: whatever there is."""
    ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ctx.options &= ~getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0x80)  # or a cut would not be noticed
    ctx.check_hostname = False
    ctx.verify_mode = ssl.CERT_NONE
    if low:
        ctx.minimum_version = low
    if high:
        ctx.maximum_version = high
    return ctx


def wrap(sock, name, ctx=None, session=None):
    """The connected socket as a TLS client that asks for the server `name`."""
    return (ctx or context()).wrap_socket(sock, server_hostname=name, suppress_ragged_eofs=False,
                                          session=session)


def read(sock, pause=0, step=65536):
    """All until close_notify; an end without one raises ssl.SSLEOFError."""
    parts = []
    while part := sock.recv(step):
        parts.append(part)
        if pause:
            time.sleep(pause)
    return b"".join(parts)
