package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.security.KeyRing;

/// Names a member in a return path and in a link so that nobody else can make one up: the member's id and a mark of the key ring, letters and digits only, since some servers lower-case local parts.
@ApplicationScoped public class MemberMarks {
    private static final int MARK = 8;

    /// What a mark is good for; one does not serve for another.
    public enum Purpose {
        RETURN_PATH, LEAVE,
        /// The return path of a letter that asks whether mail gets through.
        PROBE
    }

    @Inject KeyRing keys;

    public String of(Purpose purpose, long member) {
        var id = Long.toString(member, Character.MAX_RADIX);
        return id + "-" + keys.mark(purpose(purpose), id, MARK).toLowerCase(Locale.ROOT);
    }

    /// The member's id; empty for what this house has not made.
    public Optional<Long> read(Purpose purpose, String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf('-');
        if (at < 1 || at > 13 || lower.length() != at + 1 + MARK) return Optional.empty();
        var id = lower.substring(0, at);
        if (!keys.marked(purpose(purpose), id, lower.substring(at + 1))) return Optional.empty();
        try {
            return Optional.of(Long.parseLong(id, Character.MAX_RADIX));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String purpose(Purpose purpose) { return "list-" + purpose.name().toLowerCase(Locale.ROOT); }
}
