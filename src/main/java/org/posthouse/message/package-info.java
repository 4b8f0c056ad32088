/// What stands in a message: its header fields, its parts and their text read; reports and answers composed. Knows octets and Internet Message Format (RFC 5322, RFC 2045 and followers), nothing of the house.
///
/// **Invariants.** Every message is hostile: whatever is read has a limit, and what is decoded is text without control characters. Nothing composed here lets a value break out of its field.
///
/// **Threads.** Values; any.
///
/// **Diagnostics.** A message that breaks the rules is read as far as it goes, never refused here: it was accepted, and its reader wants what there is.
package org.posthouse.message;
