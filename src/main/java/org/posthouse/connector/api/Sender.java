package org.posthouse.connector.api;

import org.posthouse.mime.Path;

/// MAIL FROM with its parameters (RFC 5321 §4.1.1.2).
///
/// @param path     the reverse-path; [Path#NULL] for `<>`
/// @param size     SIZE= as declared (RFC 1870), 0 when absent
/// @param body     BODY= (RFC 6152, RFC 3030)
/// @param utf8     SMTPUTF8 was given (RFC 6531)
/// @param ret      DSN RET= (RFC 3461 §4.3)
/// @param envid    DSN ENVID= decoded from xtext, empty when absent (RFC 3461 §4.4)
/// @param auth     AUTH= decoded from xtext, empty when absent or `<>` (RFC 4954 §5)
public record Sender(Path path, long size, Body body, boolean utf8, Ret ret, String envid, String auth) {
    public enum Body { SEVEN_BIT, EIGHT_BIT, BINARY }

    public enum Ret { UNSAID, FULL, HDRS }

    public static Sender of(Path path) { return new Sender(path, 0, Body.SEVEN_BIT, false, Ret.UNSAID, "", ""); }
}
