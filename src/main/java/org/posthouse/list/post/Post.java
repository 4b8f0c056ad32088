package org.posthouse.list.post;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.list.Incoming;
import org.posthouse.list.ListEntry;
import org.posthouse.message.AddressList;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.store.Trace;

/// A message to a list, as the checks look at it.
///
/// @param author  first address in From; empty when there is none
/// @param name    the author's, decoded; empty for none
/// @param subject decoded
record Post(ListEntry list, Incoming mail, HeaderFields header, Optional<Address> author, String name, String subject) {
    private static final int MOST_AUTHORS = 10;
    private static final Pattern ANGLE = Pattern.compile("^(.*)<[^<>]*>", Pattern.DOTALL);

    static Post read(Incoming mail) throws IOException {
        var header = HeaderFields.read(mail.body().open(), mail.body().facts().headerSize());
        var from = header.first("From").orElse("");
        return new Post(mail.list().orElseThrow(), mail, header, AddressList.read(from, MOST_AUTHORS).stream().findFirst().filter(address -> !address.domain().isEmpty()), name(from), header.first("Subject").map(EncodedWords::read).orElse(""));
    }

    private static String name(String from) {
        var angle = ANGLE.matcher(from);
        var before = angle.find() ? angle.group(1).strip() : "";
        var bare = before.length() > 1 && before.startsWith("\"") && before.endsWith("\"") ? before.substring(1, before.length() - 1).replaceAll("\\\\(.)", "$1") : before;
        return EncodedWords.read(bare);
    }

    StoredEnvelope envelope() { return mail.load().envelope(); }

    Optional<SignedIn> who() { return envelope().trace().flatMap(Trace::who); }

    Optional<Address> sender() { return Addresses.read(mail.sender()); }

    /// In one spelling: the author, and the sender where that is somebody else.
    List<String> keys() { return Stream.concat(author.stream(), sender().stream()).map(Address::key).distinct().toList(); }

    /// It was surely written by its author: signed in with that address, or sent by the author's own address from where its domain sends.
    boolean proven() {
        if (author.isEmpty()) return false;
        if (who().isPresent()) return true;                                   // whose From was checked when it was submitted
        return envelope().intake().spf().equals("pass") && sender().filter(address -> address.key().equals(author.get().key())).isPresent();
    }

    /// Who may be written to about it without hitting a stranger whose address somebody used.
    Optional<Address> answerable() { return sender().filter(_ -> envelope().intake().reportable()); }
}
