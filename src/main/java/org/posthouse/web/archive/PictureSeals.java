package org.posthouse.web.archive;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import jakarta.inject.Inject;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Pictures inside a sandboxed frame are asked for without cookies; whoever was shown the frame has a seal for them instead, for a day or two and as long as this process lives.
@ApplicationScoped public class PictureSeals {
    private static final long DAY = 86_400;

    @Inject Clock clock;
    private final byte[] key = new byte[32];

    public PictureSeals() { new SecureRandom().nextBytes(key); }

    String of(long list, long number, String section) { return seal(list, number, section, day()); }

    boolean genuine(long list, long number, String section, String seal) {
        var given = seal.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, seal(list, number, section, day()).getBytes(StandardCharsets.UTF_8)) || MessageDigest.isEqual(given, seal(list, number, section, day() - 1).getBytes(StandardCharsets.UTF_8));
    }

    private long day() { return clock.instant().getEpochSecond() / DAY; }

    private String seal(long list, long number, String section, long day) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal((list + " " + number + " " + section + " " + day).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
