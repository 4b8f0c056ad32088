package org.posthouse.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves to a peer that a question, and to the asker that an answer, comes from somebody with the secret; the secret itself never travels.
record PeerSeal(String secret) {
    /// The scheme in the Authorization field.
    static final String SCHEME = "Posthouse-Peer";
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /// `<seconds>.<nonce>.<seal>`, good for a few minutes and for this address.
    String question(Instant now, String nonce, String address) { return now.getEpochSecond() + "." + nonce + "." + of("question", now.getEpochSecond() + "", nonce, address); }

    /// The nonce of a question that is genuine; empty for any other.
    Optional<String> genuine(String question, Instant now, String address) {
        var parts = question.split("\\.", -1);
        if (parts.length != 3 || !parts[0].matches("\\d{1,12}") || parts[1].length() > 64) return Optional.empty();
        boolean fresh = Duration.between(Instant.ofEpochSecond(Long.parseLong(parts[0])), now).abs().compareTo(CLOCKS_DIFFER) <= 0;
        return fresh && same(parts[2], of("question", parts[0], parts[1], address)) ? Optional.of(parts[1]) : Optional.empty();
    }

    String answer(String nonce, String address, boolean known) { return of("answer", nonce, address, Boolean.toString(known)); }

    boolean genuine(String answer, String nonce, String address, boolean known) { return same(answer, answer(nonce, address, known)); }

    private static boolean same(String given, String right) { return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)); }

    private String of(String... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);                // every JDK has it
        }
    }

    @Override public String toString() { return "PeerSeal"; }
}
