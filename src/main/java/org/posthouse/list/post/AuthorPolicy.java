package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthouse.dns.Answer;
import org.posthouse.dns.Dns;
import org.posthouse.mime.Address;

/// Whether an author's domain asks receivers to refuse or set aside mail that it has neither sent nor signed (RFC 7489 §6.3). The domain that speaks for others is found by walking up the names, as the revision of
/// RFC 7489 does: that needs no list of public suffixes, which would be old when it is shipped.
@ApplicationScoped public class AuthorPolicy {
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final int MOST_LABELS = 8;

    @Inject Dns dns;

    /// @return also when nobody could be asked in time: a post with the list's address in From reaches everybody
    boolean strict(Address author, Address list) {
        var domain = author.domainKey();
        if (domain.startsWith("[") || domain.equals(list.domainKey())) return false;             // its own servers send it from its own domain: SPF is aligned (RFC 7489 §3.1.2)
        long until = System.nanoTime() + PATIENCE.toNanos();
        var own = record(domain, until);
        if (own.unknown) return true;
        if (own.tags.isPresent()) return asks(own.tags.get().getOrDefault("p", "none"), own.tags.get());
        Optional<Map<String, String>> speaks = Optional.empty();
        for (var name = parent(domain); !name.isEmpty(); name = parent(name)) {
            var found = record(name, until);
            if (found.unknown) return true;
            var psd = found.tags.map(tags -> tags.getOrDefault("psd", "u")).orElse("u");
            if (found.tags.isPresent() && (!psd.equals("y") || speaks.isEmpty())) speaks = found.tags;
            if (psd.equals("y") || psd.equals("n")) break;
        }
        return speaks.filter(tags -> asks(tags.getOrDefault("sp", tags.getOrDefault("p", "none")), tags)).isPresent();
    }

    private static boolean asks(String policy, Map<String, String> tags) { return (policy.equals("reject") || policy.equals("quarantine")) && !tags.getOrDefault("t", "n").equals("y"); }

    /// The name above; of very long ones the eighth from the end first, so that nobody makes us ask for ever.
    private static String parent(String name) {
        var labels = name.split("\\.");
        if (labels.length < 2) return "";
        int from = Math.max(1, labels.length - MOST_LABELS + 1);
        return String.join(".", java.util.Arrays.copyOfRange(labels, from, labels.length));
    }

    private record Record(Optional<Map<String, String>> tags, boolean unknown) { }

    private Record record(String domain, long until) {
        if (System.nanoTime() > until) return new Record(Optional.empty(), true);
        var answer = dns.txt("_dmarc." + domain);
        if (answer instanceof Answer.Trouble) return new Record(Optional.empty(), true);
        var records = answer.values().stream().map(AuthorPolicy::tags).filter(tags -> tags.getOrDefault("v", "").equals("dmarc1")).toList();
        return new Record(records.size() == 1 ? Optional.of(records.getFirst()) : Optional.empty(), false);      // RFC 7489 §6.6.3: several are none
    }

    private static Map<String, String> tags(String text) {
        var tags = new HashMap<String, String>();
        for (var piece : text.split(";")) {
            int equals = piece.indexOf('=');
            if (equals > 0) tags.putIfAbsent(piece.substring(0, equals).strip().toLowerCase(Locale.ROOT), piece.substring(equals + 1).strip().toLowerCase(Locale.ROOT));
        }
        return tags;
    }
}
