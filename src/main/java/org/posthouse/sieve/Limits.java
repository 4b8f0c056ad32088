package org.posthouse.sieve;

/// What one script and one run may use (RFC 5228 §2.10.5, §10).
///
/// @param octets    of a script, UTF-8
/// @param depth     of blocks and tests inside one another; RFC 5228 asks for 15 at least
/// @param actions   on one message
/// @param redirects on one message; each is mail to somebody who did not ask for it
/// @param text      characters in a variable (RFC 5229 §3: 4,000 at least)
/// @param variables at the same time
/// @param strings   in one list
public record Limits(int octets, int depth, int actions, int redirects, int text, int variables, int strings) {
    public static final Limits STANDARD = new Limits(64 << 10, 32, 32, 4, 4000, 128, 500);
}
