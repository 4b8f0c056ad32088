/// The outermost shell of `target/posthouse.jar`: the `posthouse` command, and the way from a jar to a running server.
///
/// Two steps in one process. [Posthouse][org.posthouse.launcher.Posthouse] reads the settings, unpacks the server under the home once a build and replaces
/// itself by exec with a JVM that has the appliance's heap, collector and class path; [Server][org.posthouse.launcher.Server] runs there: locks the
/// home, checks the ports, boots Payara Micro, deploys the connector and then the house, and asks the house to open.
///
/// **Invariants.** Nothing is written outside the home. A home has one server at a time: the lock is held from before the first write to the end of the
/// process. The launcher and the house share no class: they meet at the MBean `org.posthouse:type=Appliance`, in JDK types alone.
///
/// **Threads.** `main`, and one thread that the first SIGTERM or SIGINT starts; it closes the house while its transactions still work and then exits.
///
/// **Diagnostics.** Whatever keeps the server from starting is one sentence on standard error and an exit code of [Exit][org.posthouse.launcher.Exit]; the rest goes to `<home>/log`.
package org.posthouse.launcher;
