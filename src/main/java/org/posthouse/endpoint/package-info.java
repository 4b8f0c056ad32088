/// The house's side of the border: message-driven beans that turn a call of the connector into calls of modules and an answer.
///
/// **Invariants.** A bean holds nothing between calls. `deliver` hands a message to the store's writer and does not wait for it: no sync of the store and no network read ever
/// waits inside a call. Beans ask for no container transaction; what writes rows does so in a unit of work that is tried again when two collide.
///
/// **Threads.** The session's virtual thread, inside the container's call; the connector holds more of them back than the bean pool has room for.
///
/// **Diagnostics.** Refusals are values with the right code. An exception out of here is a fault: the connector answers 451 4.3.0 or `-ERR [SYS/TEMP]` and logs it.
package org.posthouse.endpoint;
