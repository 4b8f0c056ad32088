package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import org.posthouse.security.Fingerprint;

/// The one-time code that the console shows while nobody can sign in as postmaster, or for a while after somebody at the console asked for one; kept as its SHA-256, which for 59 random bits is enough.
@Entity @Table(name = "set_up") class SetUpCode {
    static final int ONLY = 1;
    private static final String SYMBOLS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";       // none that look like another
    private static final int LENGTH = 12;

    @Id @Column(name = "id") private int id = ONLY;
    @Column(name = "code_hash", nullable = false, length = 64) private String hash;
    @Column(name = "created", nullable = false) private Instant created;
    @Column(name = "expires") private Instant expires;

    protected SetUpCode() { }

    SetUpCode(String code, Instant created) {
        this.hash = hash(code);
        this.created = created;
    }

    /// Of a code that only its hash is known of.
    static SetUpCode hashed(String hash, Instant created, Instant expires) {
        var code = new SetUpCode();
        code.hash = hash;
        code.created = created;
        code.expires = expires;
        return code;
    }

    boolean isGood(Instant now) { return expires == null || now.isBefore(expires); }

    static String fresh(SecureRandom random) {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % 4 == 0) code.append('-');
            code.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
        }
        return code.toString();
    }

    /// Case, hyphens and spaces do not matter to people, so they do not matter.
    boolean is(String typed) { return MessageDigest.isEqual(hash.getBytes(StandardCharsets.US_ASCII), hash(typed).getBytes(StandardCharsets.US_ASCII)); }

    private static String hash(String code) { return Fingerprint.of(code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "")); }
}
