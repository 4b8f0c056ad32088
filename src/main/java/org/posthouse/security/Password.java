package org.posthouse.security;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A password as it is hashed and compared: prepared by the OpaqueString profile, so that the same keys pressed on two machines give the same octets.
///
/// RFC 8265 §4.2.2: other spaces become U+0020, then NFC; case and width stay. The FreeformClass is taken by general category: controls, surrogates,
/// unassigned and private-use code points are refused. For ASCII this is also what SASLprep (RFC 4013) gives, which RFC 5802 asks of SCRAM clients.
public final class Password {
    /// Fewer characters than this are refused even where a setting would allow them.
    public static final int FLOOR = 6;
    /// Characters asked of a new password unless a setting says otherwise.
    public static final int MINIMUM = 8;
    /// Octets of UTF-8; more serve nobody and cost hashing.
    public static final int MAX_OCTETS = 1024;

    private final String text;

    private Password(String text) { this.text = text; }

    /// What the profile says to a password.
    public sealed interface Prepared {
        record Good(Password password) implements Prepared { }
        /// @param why       English, as a MessageFormat pattern
        /// @param arguments put into it
        record Bad(String why, Object... arguments) implements Prepared { }
    }

    /// For a comparison: whatever fits the profile.
    public static Prepared prepare(String typed) {
        if (typed.isEmpty()) return new Prepared.Bad("must not be empty");                    // RFC 8265 §4.2.2
        if (typed.length() > MAX_OCTETS) return tooLong();
        var text = new StringBuilder(typed.length());
        for (int c : typed.codePoints().toArray()) {
            if (!free(c)) return new Prepared.Bad("has a character that passwords cannot have: {0}", "U+%04X".formatted(c));
            text.appendCodePoint(Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c);
        }
        var normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (normal.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) return tooLong();
        return new Prepared.Good(new Password(normal));
    }

    /// For a new password: also long enough.
    ///
    /// @param minimum characters; never less than [#FLOOR]
    public static Prepared choose(String typed, int minimum) {
        int least = Math.max(minimum, FLOOR);
        return switch (prepare(typed)) {
            case Prepared.Good(var p) when p.text.codePointCount(0, p.text.length()) < least ->
                new Prepared.Bad("must have at least {0} characters", least);
            case Prepared.Bad _ when typed.isEmpty() -> new Prepared.Bad("must have at least {0} characters", least);
            case Prepared other -> other;
        };
    }

    byte[] octets() { return text.getBytes(StandardCharsets.UTF_8); }

    char[] chars() { return text.toCharArray(); }

    /// The prepared text, for sealing alone.
    public String reveal() { return text; }

    private static Prepared tooLong() { return new Prepared.Bad("must have at most {0} octets", MAX_OCTETS); }

    private static boolean free(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /// Never the text.
    @Override public String toString() { return "Password[…]"; }
}
