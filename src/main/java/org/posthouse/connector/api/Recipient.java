package org.posthouse.connector.api;

import java.util.Set;
import org.posthouse.mime.Path;

/// RCPT TO with its parameters (RFC 5321 §4.1.1.3).
///
/// @param path     the forward-path, never null path; a bare `<postmaster>` has an empty domain (RFC 5321 §4.5.1)
/// @param notifies DSN NOTIFY= (RFC 3461 §4.1); empty when it was not given
/// @param orcpt    DSN ORCPT= as `type;address` with the address decoded (RFC 3461 §4.2); empty when absent
public record Recipient(Path path, Set<Notify> notifies, String orcpt) {
    public enum Notify { NEVER, SUCCESS, FAILURE, DELAY }

    public Recipient { notifies = Set.copyOf(notifies); }

    public static Recipient of(Path path) { return new Recipient(path, Set.of(), ""); }
}
