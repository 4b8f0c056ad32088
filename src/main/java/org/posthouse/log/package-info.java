/// The log as people read it: which events belong together, and how to find them in `<home>/log`. The launcher writes it.
///
/// **Invariants.** Reading is bounded: files are read backwards from the newest line, and a search ends after a fixed number of octets and says so. Nothing is masked here, because nothing secret is ever logged.
///
/// **Threads.** Any; nothing is kept between calls. Files may be rotated under a reader, who then sees a line twice or not.
///
/// **Diagnostics.** A file that cannot be read is left out; nothing is logged about reading the log.
package org.posthouse.log;
