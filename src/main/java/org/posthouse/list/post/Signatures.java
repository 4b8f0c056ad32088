package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.dns.Dns;
import org.posthouse.message.RawHeader;
import org.posthouse.mime.Address;
import org.posthouse.store.StoredBody;

/// Whether a message, as it stands, has a signature of its author's domain that is right (RFC 6376 §6.1): then members' servers will come to the same, and its From need not give way to the list's.
@ApplicationScoped public class Signatures {
    /// Of the author's domain, from the top.
    private static final int MOST = 3;
    private static final int LEAST_BITS = 1024;                              // RFC 8301 §3.2
    private static final Pattern SEAL = Pattern.compile("((?:^|;)\\s*b\\s*=)[^;]*");
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final String RSA = "rsa-sha256";
    private static final String EDWARDS = "ed25519-sha256";

    @Inject Dns dns;
    @Inject Clock clock;

    /// @param header with the empty line that ends it
    /// @param body   of the message, behind a header of its own that does not matter
    /// @return false also when nobody could be asked for the key
    boolean hold(byte[] header, StoredBody body, Address author) throws IOException {
        var fields = RawHeader.read(header).fields();
        int seen = 0;
        for (var field : fields) {
            if (!field.is("DKIM-Signature")) continue;
            var tags = tags(field.body());
            if (!by(tags.getOrDefault("d", "").toLowerCase(Locale.ROOT), author) || ++seen > MOST) continue;
            if (usable(tags) && holds(fields, field, tags, body)) return true;
        }
        return false;
    }

    /// By the author's domain or one above or below it (RFC 7489 §3.1.1, relaxed); nobody has a key at a domain above that is a registry's.
    private static boolean by(String domain, Address author) {
        var theirs = author.domainKey();
        return domain.equals(theirs) || domain.endsWith("." + theirs) || theirs.endsWith("." + domain) && domain.contains(".");
    }

    /// RFC 6376 §6.1.1. With `l=` what somebody has put behind the body would pass too (§8.2).
    private boolean usable(Map<String, String> tags) {
        if (!tags.getOrDefault("v", "").equals("1") || tags.containsKey("l") || !tags.keySet().containsAll(List.of("a", "b", "bh", "d", "h", "s"))) return false;
        var algorithm = tags.get("a").toLowerCase(Locale.ROOT);
        var until = tags.getOrDefault("x", "");
        if (until.matches("\\d{1,12}") && Long.parseLong(until) < clock.instant().getEpochSecond()) return false;
        return (algorithm.equals(RSA) || algorithm.equals(EDWARDS)) && List.of(tags.get("h").toLowerCase(Locale.ROOT).split(":")).contains("from");
    }

    private boolean holds(List<RawHeader.Field> fields, RawHeader.Field seal, Map<String, String> tags, StoredBody body) throws IOException {
        var ways = tags.getOrDefault("c", "simple/simple").toLowerCase(Locale.ROOT).split("/");
        boolean relaxedBody = ways.length > 1 && ways[1].equals("relaxed");
        boolean relaxedHeader = ways[0].equals("relaxed");
        try {
            var decoder = Base64.getMimeDecoder();
            if (!MessageDigest.isEqual(hash(body, relaxedBody), decoder.decode(tags.get("bh")))) return false;
            var key = key(tags);
            if (key.isEmpty()) return false;
            var signed = signed(fields, seal, tags.get("h"), relaxedHeader).getBytes(StandardCharsets.ISO_8859_1);
            boolean edwards = key.get().getAlgorithm().equals("EdDSA");
            var check = Signature.getInstance(edwards ? "Ed25519" : "SHA256withRSA");
            check.initVerify(key.get());
            check.update(edwards ? sha256().digest(signed) : signed);           // RFC 8463 §3
            return check.verify(decoder.decode(tags.get("b")));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /// The named fields, of equal ones the lowest first, and the signature itself without its value (RFC 6376 §3.7, §5.4.2).
    private static String signed(List<RawHeader.Field> fields, RawHeader.Field seal, String names, boolean relaxed) {
        var left = new HashMap<String, ArrayDeque<RawHeader.Field>>();
        for (var field : fields) if (field != seal) left.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), _ -> new ArrayDeque<>()).addLast(field);
        var text = new StringBuilder();
        for (var name : names.toLowerCase(Locale.ROOT).split(":")) {
            var there = left.getOrDefault(name, new ArrayDeque<>());
            if (!there.isEmpty()) text.append(canonical(there.removeLast(), relaxed));
        }
        return text.append(canonical(seal.withBody(SEAL.matcher(seal.body()).replaceFirst("$1")), relaxed).stripTrailing()).toString();
    }

    /// RFC 6376 §3.4.1, §3.4.2.
    private static String canonical(RawHeader.Field field, boolean relaxed) {
        if (!relaxed) return field.text().endsWith("\r\n") ? field.text() : field.text() + "\r\n";
        return field.name().toLowerCase(Locale.ROOT) + ":" + field.body().replaceAll("\r\n", "").replaceAll("[ \t]+", " ").strip() + "\r\n";
    }

    /// RFC 6376 §3.4.3, §3.4.4: empty lines at the end count once or not at all.
    private static byte[] hash(StoredBody body, boolean relaxed) throws IOException {
        var digest = sha256();
        try (var in = new BufferedInputStream(body.open(), 32 << 10)) {
            in.skipNBytes(body.facts().headerSize());
            int ends = 0;
            boolean blank = false;
            boolean any = false;
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\r') {
                    in.mark(1);
                    if (in.read() == '\n') c = '\n';
                    else in.reset();
                }
                if (c == '\n') {
                    ends++;
                    blank = false;
                } else if (relaxed && (c == ' ' || c == '\t')) blank = true;
                else {
                    for (; ends > 0; ends--) end(digest);
                    if (blank) digest.update((byte) ' ');
                    blank = false;
                    any = true;
                    digest.update((byte) c);
                }
            }
            if (any || !relaxed) end(digest);
        }
        return digest.digest();
    }

    private static void end(MessageDigest digest) {
        digest.update((byte) '\r');
        digest.update((byte) '\n');
    }

    /// RFC 6376 §3.6.1; Ed25519: RFC 8463 §4.
    private Optional<PublicKey> key(Map<String, String> tags) throws GeneralSecurityException {
        for (var text : dns.txt(tags.get("s") + "._domainkey." + tags.get("d")).values()) {
            var record = tags(text);
            boolean edwards = tags.get("a").equalsIgnoreCase(EDWARDS);
            if (!record.getOrDefault("v", "DKIM1").equals("DKIM1") || record.getOrDefault("p", "").isEmpty() || !record.getOrDefault("k", "rsa").equals(edwards ? "ed25519" : "rsa")) continue;
            if (!List.of(record.getOrDefault("h", "sha256").split(":")).contains("sha256") || List.of(record.getOrDefault("s", "*").split(":")).stream().noneMatch(service -> service.equals("*") || service.equals("email"))) continue;
            var octets = Base64.getMimeDecoder().decode(record.get("p"));
            var key = KeyFactory.getInstance(edwards ? "Ed25519" : "RSA").generatePublic(new X509EncodedKeySpec(edwards && octets.length == 32 ? joined(ED25519, octets) : octets));
            if (!(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= LEAST_BITS) return Optional.of(key);
        }
        return Optional.empty();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// RFC 6376 §3.2; no blanks matter in the tags that are read.
    private static Map<String, String> tags(String text) {
        var tags = new HashMap<String, String>();
        for (var piece : text.split(";")) {
            int equals = piece.indexOf('=');
            if (equals > 0) tags.putIfAbsent(piece.substring(0, equals).strip(), piece.substring(equals + 1).replaceAll("\\s", ""));
        }
        return tags;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
