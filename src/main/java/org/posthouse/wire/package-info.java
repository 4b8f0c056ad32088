/// Both directions of one connection: capped lines, dotted and counted bodies, buffered answers, TLS and time-outs.
///
/// What a mail server reads from a stranger passes through here first, so this package holds the rules about framing, and none about commands:
///
/// - A line ends in CRLF. A bare CR or LF never ends anything; it is reported ([LineRead.BareEnd][org.posthouse.wire.LineRead.BareEnd]) or passed on as content.
/// - Every read has a cap in octets and an end in time: one wait is bounded by [Wire#timeout][org.posthouse.wire.Wire#timeout], a whole command line by the
///   same, a whole body by [Wire#deadline][org.posthouse.wire.Wire#deadline].
/// - What arrived before TLS is never taken for something said under TLS (RFC 3207 §5, CVE-2011-0411).
/// - A connection that waits for a command keeps one kilobyte of buffer; the larger one for bodies is borrowed.
///
/// **Threads.** A [Wire][org.posthouse.wire.Wire] belongs to the one virtual thread that serves the connection and has no locks. Three methods are for others:
/// `wake`, `cut` and `writeBlocked`.
///
/// **Diagnostics.** A peer that ends the connection is an `EOFException`, one that is too slow a `SocketTimeoutException`, a drain of the
/// house a [Woken][org.posthouse.wire.Woken], a line without end a [Flood][org.posthouse.wire.Flood]. Nothing is logged and nothing is retried here.
package org.posthouse.wire;
