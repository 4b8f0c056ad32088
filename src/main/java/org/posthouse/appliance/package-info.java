/// The order of start and stop, the services, health and housekeeping.
///
/// **Invariants.** Nothing listens before the schema is migrated, the store is open and replay runs; nothing is closed that something above still uses. A start that fails
/// half way leaves no listener open. What may go wrong at a start is told as an exit code of the contract and one sentence.
///
/// **Threads.** The launcher's thread opens and closes, through an MBean; housekeeping runs on one thread of the container's.
///
/// **Diagnostics.** `event=open` and `event=closed` in the log; `/health/ready` says which listener is missing.
package org.posthouse.appliance;
