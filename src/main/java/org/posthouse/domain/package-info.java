/// The mail domains that live here: names, aliases, default limits, and which one is first.
///
/// **Invariants.** A name belongs to one domain, as its own name or as an alias; the primary key of `domain_name` holds that, in A-labels.
/// A domain keeps its name for life. A limit of 0 is none. `EntityManager` stays inside the modules; callers own the transaction.
///
/// **Threads.** [Domains#local()][org.posthouse.domain.Domains#local()] is an immutable snapshot for any thread; it is read again when
/// [Changes][org.posthouse.domain.Changes] says so: at once after a commit here, within a second after one on another node.
///
/// **Diagnostics.** What cannot be done is a [Rejected][org.posthouse.domain.Rejected] that names the field (422, 409, 404, 412 in the API); it is not
/// logged here. Anything else the database throws is passed on: the transaction may be tried again.
package org.posthouse.domain;
