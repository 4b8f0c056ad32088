package org.posthouse.list.post;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;

/// What the DKIM signatures of a message cover and who has made them (RFC 6376 §3.5), without a look at whether they are right.
///
/// @param fields  names of header fields in lower case
/// @param domains that signed
record Seals(Set<String> fields, Set<String> domains) {
    static Seals of(HeaderFields header) {
        var fields = new HashSet<String>();
        var domains = new HashSet<String>();
        for (var signature : header.every("DKIM-Signature")) {
            for (var tag : signature.replaceAll("\\s", "").toLowerCase(Locale.ROOT).split(";")) {
                if (tag.startsWith("h=")) fields.addAll(List.of(tag.substring(2).split(":")));
                if (tag.startsWith("d=")) domains.add(tag.substring(2));
            }
        }
        return new Seals(fields, domains);
    }

    boolean covers(String name) { return fields.contains(name.toLowerCase(Locale.ROOT)); }

    /// By the author's domain or one above or below it (RFC 7489 §3.1.1, relaxed).
    boolean by(Address author) {
        var domain = author.domainKey();
        return domains.stream().anyMatch(one -> one.equals(domain) || one.endsWith("." + domain) || domain.endsWith("." + one) && one.contains("."));
    }
}
