package org.posthouse.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthouse.connector.api.TlsFacts;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.store.Trace;

/// That a message was taken, and what was known of it then. The store's record says the same for as long as it lives.
///
/// @param sender     `local@domain`; empty for the null sender
/// @param recipients of the envelope, in its order
/// @param octets     of the message as it came
/// @param service    [Trace#service]; empty for mail that the house made
/// @param client     address of the machine that brought it; empty for mail that the house made
/// @param helo       as that machine called itself
/// @param tls        `TLSv1.3`; empty for none
/// @param account    who had signed in; 0 for nobody
/// @param who        their primary address then
/// @param session    as in the log
/// @param vouched    a report may go to the sender: they signed in, may relay, or passed SPF
/// @param spf        result of RFC 7208; empty when it was not asked
/// @param hold       why it was held when it came; empty when it was not
/// @param cause      why the house made it; empty for mail from outside
/// @param about      what its header says of it
public record Acceptance(Instant at, String record, String sender, List<String> recipients, long octets, String service, String client, String helo, String tls, long account, String who, String session,
                         boolean vouched, String spf, String hold, String cause, Heading about) implements Item {
    public Acceptance { recipients = List.copyOf(recipients); }

    static Acceptance of(RecordId record, StoredEnvelope stored, Heading about) {
        var trace = stored.trace();
        var who = trace.flatMap(Trace::who);
        return new Acceptance(stored.arrival(), record.toString(), text(stored.envelope().sender().path()), stored.envelope().recipients().stream().map(r -> text(r.path())).toList(), stored.facts().size(),
                trace.map(Trace::service).orElse(""), trace.map(t -> t.client().getAddress().getHostAddress()).orElse(""), trace.map(Trace::helo).orElse(""), trace.flatMap(Trace::tls).map(TlsFacts::protocol).orElse(""),
                who.map(w -> w.account()).orElse(0L), who.map(w -> w.address()).orElse(""), trace.map(Trace::session).orElse(""), stored.intake().reportable(), stored.intake().spf(), stored.intake().hold(),
                stored.cause().orElse(""), about);
    }

    /// The same to other recipients.
    Acceptance to(List<String> others) { return new Acceptance(at, record, sender, others, octets, service, client, helo, tls, account, who, session, vouched, spf, hold, cause, about); }

    private static String text(Path path) { return Optional.of(path).flatMap(Path::address).map(Address::toString).orElse(""); }
}
