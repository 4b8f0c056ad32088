/// The vocabulary of mail as plain values: addresses, paths, domains, dates, and what can be told of a message while it goes by.
///
/// **Invariants.** Values are immutable and never null. Nothing here reads a socket, a file or a clock, and nothing knows of replies or accounts; every parser takes text of a
/// length its caller has bounded and runs in linear time. [MessageInspector][org.posthouse.mime.MessageInspector] keeps no more of a message than one header field.
///
/// **Threads.** Values may be shared. An inspector belongs to one thread.
///
/// **Diagnostics.** What does not parse is an empty `Optional` or a value that says why, in words fit for a reply; nothing is logged.
package org.posthouse.mime;
