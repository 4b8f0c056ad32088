/// The joint between the connector and the container, and the only package here that knows Jakarta Connectors 2.1. There is no `ra.xml`.
///
/// The container starts [PostalAdapter][org.posthouse.connector.ra.PostalAdapter] with the archive. Each message-driven bean of the house activates an
/// endpoint ([MailIntakeActivation][org.posthouse.connector.ra.MailIntakeActivation] and its sisters), by which
/// [EndpointBridge][org.posthouse.connector.ra.EndpointBridge] calls it. The house looks up [ControlHandle][org.posthouse.connector.ra.ControlHandle] to steer the listeners.
///
/// **Invariants.** Nothing listens before the house says so. No more calls are in the container at once than
/// [CallGate][org.posthouse.connector.ra.CallGate] lets in. After `stop` no port is bound and no session is open.
///
/// **Threads.** Calls run on the session's own virtual thread, with the bean's class loader as the context's; outside of a call, so also in
/// [Content][org.posthouse.connector.api.Content], [Pending][org.posthouse.connector.api.Pending] and
/// [Staging][org.posthouse.connector.api.Staging], that thread has the connector's. Life-cycle methods run on the container's threads.
///
/// **Diagnostics.** No bean, no room in time, or a pool that refuses: [Overloaded][org.posthouse.connector.listen.Overloaded]. Any exception of a bean:
/// [HouseFault][org.posthouse.connector.listen.HouseFault]. Protocols answer and log both; nothing is retried here.
package org.posthouse.connector.ra;
