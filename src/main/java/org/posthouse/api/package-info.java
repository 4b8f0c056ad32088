/// The JSON face: `/api/v1`, for scripts and other programs. Resources translate: read fields, ask who calls, run the modules in a transaction, answer.
///
/// **Invariants.** Every call but set-up signs in at the same desk as mail programs. Passwords are taken over TLS or loopback only. Roles are checked here and nowhere below. What is answered 2xx survives
/// a power cut ([Writes][org.posthouse.api.Writes]). No secret goes out. Bodies are bounded (256 KiB, tables 8 MiB and 10,000 rows), pages too (500). There are no CORS headers, and bodies must be JSON or CSV, so no
/// foreign page can call in a signed-in browser's name.
///
/// **Threads.** The server's request threads; at most sixteen of them sit out a delay, one runs an import.
///
/// **Diagnostics.** Every error is an RFC 9457 problem document: 400 unreadable, 401 and 403 who, 404, 409 taken, 412 changed meanwhile, 413 too large, 422 with the fields, 429 with Retry-After when busy,
/// 500 when it is our fault, which alone is logged as an ERROR with its trace. Changes leave an INFO line: what, which account, by whom.
package org.posthouse.api;
