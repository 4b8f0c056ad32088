package org.posthouse.routing;

import java.util.Optional;
import org.posthouse.domain.DomainKey;
import org.posthouse.mime.Domains;

/// The left side of an entry of the routing table: `*`, `*.domain` for all below a domain, a domain itself, or a literal.
///
/// @param below the domain itself is left out
/// @param name  a domain in A-labels, a literal, or empty for all
public record Pattern(boolean below, String name) {
    public static final Pattern ALL = new Pattern(true, "");

    /// Also `.domain`, `@domain` and `@.domain`, as other houses write it. Empty for what is none of these.
    public static Optional<Pattern> read(String text) {
        var typed = text.strip();
        if (typed.startsWith("@")) typed = typed.substring(1);
        if (typed.equals("*")) return Optional.of(ALL);
        if (typed.startsWith("[")) return Domains.isLiteral(typed) ? Optional.of(new Pattern(false, Domains.key(typed))) : Optional.empty();
        boolean below = typed.startsWith("*.") || typed.startsWith(".");
        return DomainKey.of(below ? typed.substring(typed.indexOf('.') + 1) : typed).map(key -> new Pattern(below, key.name()));
    }

    /// @param domain in A-labels or a literal, lower case
    public boolean matches(String domain) { return name.isEmpty() || (below ? isBelow(domain) : domain.equals(name)); }

    /// Whatever the other one matches this one matches too.
    public boolean covers(Pattern other) { return name.isEmpty() || !other.name.isEmpty() && (below ? other.below && other.name.equals(name) || isBelow(other.name) : !other.below && other.name.equals(name)); }

    private boolean isBelow(String domain) { return domain.endsWith(name) && domain.length() > name.length() && domain.charAt(domain.length() - name.length() - 1) == '.'; }

    @Override public String toString() { return name.isEmpty() ? "*" : below ? "*." + name : name; }
}
