package org.posthouse.security;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) hashes in PHC string form, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. Each costs tens of milliseconds of one
/// core and 19 MiB of heap: call it only through a [HashGate].
public final class Passwords {
    /// What a hash costs.
    ///
    /// @param kib    memory in KiB
    /// @param passes over it
    /// @param lanes  computed one after the other here
    public record Cost(int kib, int passes, int lanes) {
        /// The OWASP minimum of 2023, the cheapest in memory that it still ranks equal.
        public static final Cost DEFAULT = new Cost(19_456, 2, 1);
        private static final Cost CEILING = new Cost(1 << 20, 32, 16);

        boolean sane() {
            return kib >= 8 * lanes && kib <= CEILING.kib && passes >= 1 && passes <= CEILING.passes && lanes >= 1 && lanes <= CEILING.lanes;
        }
    }

    private record Phc(Cost cost, byte[] salt, byte[] hash) {
        private static final Pattern FORM = Pattern.compile(
                "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

        static Optional<Phc> parse(String text) {
            var m = FORM.matcher(text);
            if (!m.matches()) return Optional.empty();
            var cost = new Cost(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
            if (!cost.sane()) return Optional.empty();
            return Optional.of(new Phc(cost, Base64.getDecoder().decode(m.group(4)), Base64.getDecoder().decode(m.group(5))));
        }

        @Override public String toString() {
            var base64 = Base64.getEncoder().withoutPadding();
            return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s".formatted(cost.kib, cost.passes, cost.lanes, base64.encodeToString(salt), base64.encodeToString(hash));
        }
    }

    private static final int SALT = 16;                                  // RFC 9106 §3.1
    private static final int TAG = 32;

    private final Cost cost;
    private final SecureRandom random;
    private final String nobody;

    public Passwords(Cost cost, SecureRandom random) {
        this.cost = cost;
        this.random = random;
        this.nobody = new Phc(cost, bytes(SALT), bytes(TAG)).toString();
    }

    /// A new hash under a new salt.
    public String hash(Password password) {
        var salt = bytes(SALT);
        return new Phc(cost, salt, argon2id(password.octets(), salt, new byte[0], new byte[0], cost, TAG)).toString();
    }

    /// Compares in constant time. False for a text that is no PHC string of ours.
    public boolean verify(String phc, Password password) {
        return Phc.parse(phc).map(stored -> MessageDigest.isEqual(stored.hash,
                argon2id(password.octets(), stored.salt, new byte[0], new byte[0], stored.cost, stored.hash.length))).orElse(false);
    }

    /// A hash that no password has, at today's cost: what is verified for accounts that do not exist.
    public String nobody() { return nobody; }

    /// Made at another cost than today's: hash again at the next good sign-in.
    public boolean stale(String phc) { return Phc.parse(phc).map(stored -> !stored.cost.equals(cost)).orElse(true); }

    static byte[] argon2id(byte[] password, byte[] salt, byte[] secret, byte[] associated, Cost cost, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.kib).withIterations(cost.passes).withParallelism(cost.lanes)
                .withSalt(salt).withSecret(secret).withAdditional(associated).build());
        var out = new byte[length];
        generator.generateBytes(password, out);
        return out;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
