package org.posthouse.account;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.LocalDomains;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;

/// An address that an account may have: a usable local part in a local domain, whose own name replaces an alias.
///
/// @param address with the domain in A-labels
record LocalAddress(Address address, LocalDomain domain) {
    private static final int MAX_LOCAL = 64;                             // RFC 5321 §4.5.3.1.1

    /// Unique over all accounts.
    String key() { return address.key(); }

    /// @param text `local@domain`, the local part quoted where RFC 5321 §4.1.2 wants that
    /// @throws Rejected naming `field`
    static LocalAddress parse(String field, String text, LocalDomains domains) {
        var trimmed = text.strip();
        int at = trimmed.lastIndexOf('@');
        if (at < 1) throw Rejected.invalid(field, "{0} is not an address", quoted(text));
        var local = unquoted(trimmed.substring(0, at));
        if (local.isEmpty() || local.getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL)
            throw Rejected.invalid(field, "{0}: the part before @ must have 1 to {1} octets", quoted(text), MAX_LOCAL);
        if (!sendable(local, trimmed.charAt(0) == '"')) throw Rejected.invalid(field, "{0} is not an address", quoted(text));
        var domain = domains.find(new Address(local, trimmed.substring(at + 1)).domainKey())
                .orElseThrow(() -> Rejected.invalid(field, "{0} is in no domain of this house", quoted(text)));
        if (!domain.redirect().isEmpty()) throw Rejected.conflict(field, "all mail to {0} is redirected to {1}; end that before you give addresses in it", domain.name(), domain.redirect());
        if (Reserved.of(local).isPresent()) throw Rejected.conflict(field, "{0} is reserved for the house", quoted(local));
        return new LocalAddress(new Address(local, domain.name()), domain);
    }

    /// Atoms joined by single dots, or anything printable between quotes (RFC 5321 §4.1.2, RFC 6531 §3.3).
    private static boolean sendable(String local, boolean inQuotes) {
        if (local.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.UNASSIGNED || Character.getType(c) == Character.SURROGATE)) return false;
        if (inQuotes) return true;
        boolean atoms = local.codePoints().allMatch(c -> c > 0x7F ? !Character.isWhitespace(c) && !Character.isSpaceChar(c)
                : Character.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".indexOf(c) >= 0);
        return atoms && !local.startsWith(".") && !local.endsWith(".") && !local.contains("..");
    }

    static String unquoted(String local) {
        boolean inQuotes = local.length() >= 2 && local.startsWith("\"") && local.endsWith("\"");
        return inQuotes ? local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1") : local;
    }

    /// For a message to the one who typed it.
    static String quoted(String text) { return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"'; }

    /// The login an account gets that asks for none.
    String defaultLogin() { return address.local().toLowerCase(Locale.ROOT); }
}
