/// Tests inside the container: the WAR as it is shipped with these classes added, the connector beside it, on Payara Micro.
///
/// [HouseTest][org.posthouse.container.HouseTest] is what they have in common; `server` holds the outside: one server process for all classes
/// ([HouseServer][org.posthouse.container.server.HouseServer]) on the database that `posthouse.container.database` names. Every test uses accounts of its own.
///
/// **Diagnostics.** The server's log and home stay under `target/container` until the next run.
package org.posthouse.container;
