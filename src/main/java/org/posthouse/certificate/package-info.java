/// Certificates: the set that every listener shows, from where it comes, and how it is renewed by itself.
///
/// [Certificates][org.posthouse.certificate.Certificates] is the set, one PEM file each under `<home>/config/certificates`; [LiveKeys][org.posthouse.certificate.LiveKeys] lets TLS choose
/// from it at every handshake, by the name that the client asks for. [Acme][org.posthouse.certificate.Acme] has certificates made by an authority (RFC 8555, http-01) as
/// [AcmePlans][org.posthouse.certificate.AcmePlans] says.
///
/// **Invariants.** Key and chain stand in one file, so that they always belong together; files are readable by their owner alone and replaced whole. A private key is in no database, no log and no
/// answer. There is always a certificate: the one that the house signed itself at the first start stays behind all others. A change touches no session that is open. Nobody is asked for a
/// certificate more often than the plan's next attempt says, whatever failed.
///
/// **Threads.** Any. The set is an immutable snapshot, swapped by whoever changed a file; an order waits for the authority, so it runs outside of transactions, one at a time.
///
/// **Diagnostics.** What somebody uploads and what cannot be used is a [Rejected][org.posthouse.domain.Rejected] that names the field. A file that became unreadable leaves an ERROR and is left out;
/// an unreadable default stops the start. A failed order is an [Outcome][org.posthouse.certificate.Acme.Outcome] with a sentence for the administrator, kept with the plan.
package org.posthouse.certificate;
