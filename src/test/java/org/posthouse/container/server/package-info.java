/// The side of the in-container tests that runs in Maven's JVM: starts the server and its database. Never part of the archive.
///
/// **Diagnostics.** A server that does not come up fails the first test; its log is `target/container/<database>-<archive>/server.log`.
package org.posthouse.container.server;
