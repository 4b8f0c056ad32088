/// Several mail servers on one machine: appliances, a real Postfix, and a real DNS server (NSD) that knows them all. Each host has a loopback address of its own, and all share one SMTP port,
/// so that MX records mean here what they mean outside.
///
/// **Diagnostics.** Where Postfix or NSD is not installed, or the tests may not start them (Postfix wants root), they are left out with a line that says so. A failure shows the logs of all hosts.
package org.posthouse.scenario;
