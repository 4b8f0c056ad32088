package org.posthouse.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Remembers for a few minutes that a password was right, so that a mail client that signs in every minute costs one hash in five.
/// Kept is an HMAC under a secret of this process, over the stored hash too: a changed password matches no old entry, on no node.
public final class VerifiedCache {
    private record Entry(byte[] mac, long until) { }

    private final Clock clock;
    private final Duration lifetime;
    private final int capacity;
    private final SecretKeySpec secret;
    private final ConcurrentHashMap<Long, Entry> entries = new ConcurrentHashMap<>();

    /// @param capacity accounts remembered at once
    public VerifiedCache(Clock clock, Duration lifetime, int capacity, SecureRandom random) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.capacity = capacity;
        var key = new byte[32];
        random.nextBytes(key);
        secret = new SecretKeySpec(key, "HmacSHA256");
    }

    /// This password was compared with this stored hash, and was right, not long ago.
    public boolean knows(long account, String stored, Password password) {
        var mac = mac(account, stored, password);                        // computed for strangers too: the answer takes the same time
        var entry = entries.get(account);
        return entry != null && clock.millis() < entry.until && MessageDigest.isEqual(entry.mac, mac);
    }

    public void learn(long account, String stored, Password password) {
        if (entries.size() >= capacity) makeRoom();
        entries.put(account, new Entry(mac(account, stored, password), clock.millis() + lifetime.toMillis()));
    }

    /// Locked, deleted, or another password.
    public void forget(long account) { entries.remove(account); }

    int size() { return entries.size(); }

    private void makeRoom() {
        long now = clock.millis();
        entries.values().removeIf(e -> now >= e.until);
        var each = entries.keySet().iterator();
        while (entries.size() >= capacity && each.hasNext()) {
            each.next();
            each.remove();
        }
    }

    private byte[] mac(long account, String stored, Password password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            var hash = stored.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(account).putInt(hash.length).flip());
            mac.update(hash);
            return mac.doFinal(password.octets());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
