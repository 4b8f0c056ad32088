package org.posthouse.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;

/// Where a message has been, as its header tells: what shows a circle of servers.
///
/// @param received    how many servers had it
/// @param deliveredTo keys of the addresses that sent it on
record Hops(int received, Set<String> deliveredTo) {
    /// RFC 5321 §6.3 asks for at least 100 where only the count decides; here addresses that sent it on are told apart as well, and no honest way has half as many.
    static final int MOST = 50;
    static final Hops NONE = new Hops(0, Set.of());
    private static final System.Logger LOG = System.getLogger(Hops.class.getName());

    static Hops of(MessageStore store, RecordId id) {
        try (var body = store.read(id).orElse(null)) {
            return body == null ? NONE : of(HeaderFields.read(body.open(), body.facts().headerSize()));
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "event=record-unreadable record=" + id + " what=not looked at for circles", unreadable);
            return NONE;
        }
    }

    static Hops of(HeaderFields header) {
        List<String> passed = header.every("Delivered-To");
        return new Hops(header.every("Received").size(), passed.stream().flatMap(text -> Addresses.read(text).stream()).map(Address::key).collect(Collectors.toSet()));
    }

    boolean circle() { return received > MOST; }

    boolean by(Address address) { return deliveredTo.contains(address.key()); }
}
