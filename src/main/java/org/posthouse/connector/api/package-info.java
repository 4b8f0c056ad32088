/// All that crosses the border between the connector (protocols and sockets) and the house (accounts, store, delivery).
///
/// Two directions. *Up*: [MailIntake][org.posthouse.connector.api.MailIntake], [SignIn][org.posthouse.connector.api.SignIn], [Turn][org.posthouse.connector.api.Turn] and
/// [Maildrop][org.posthouse.connector.api.Maildrop] are the endpoint interfaces that message-driven beans of the house implement; the connector
/// calls them once or twice a message, never while it reads from the network and never while anything is synced. *Down*:
/// [Control][org.posthouse.connector.api.Control] is the one object by which the house opens and closes listeners, sets limits and TLS, and ends sessions.
///
/// **Invariants.** Only values and the interfaces above live here: records are immutable, nothing is null, no type of the JDK's network
/// classes leaks but addresses. A peer's mistake is a value (a [Reply][org.posthouse.connector.api.Reply] or a sealed verdict), never an exception.
///
/// **Threads.** Up calls run on the session's own virtual thread, inside a container call. [Staging][org.posthouse.connector.api.Staging],
/// [StagedBody][org.posthouse.connector.api.StagedBody], [Pending][org.posthouse.connector.api.Pending],
/// [RecipientVerdict.Answer][org.posthouse.connector.api.RecipientVerdict.Answer], [TurnVerdict.Errand][org.posthouse.connector.api.TurnVerdict.Errand] and
/// [Content][org.posthouse.connector.api.Content] are used by that thread outside any container call. `Control` may be called from any thread.
///
/// **Diagnostics.** An unchecked exception out of an up call is a fault of the house: the connector answers 451 4.3.0 or `-ERR [SYS/TEMP]`, logs one
/// ERROR line with its trace, and nothing is acknowledged.
package org.posthouse.connector.api;
