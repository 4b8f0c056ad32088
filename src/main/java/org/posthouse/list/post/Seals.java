package org.posthouse.list.post;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.posthouse.message.HeaderFields;

/// What the DKIM signatures of a message cover (RFC 6376 §3.5), without a look at whether they are right: that is for [Signatures].
///
/// @param fields names of header fields in lower case
record Seals(Set<String> fields) {
    static Seals of(HeaderFields header) {
        var fields = new HashSet<String>();
        for (var signature : header.every("DKIM-Signature"))
            for (var tag : signature.replaceAll("\\s", "").toLowerCase(Locale.ROOT).split(";")) if (tag.startsWith("h=")) fields.addAll(List.of(tag.substring(2).split(":")));
        return new Seals(fields);
    }

    boolean covers(String name) { return fields.contains(name.toLowerCase(Locale.ROOT)); }
}
