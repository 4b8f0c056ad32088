package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The exclusive lock of RFC 1939 §4 on a folder, which binds POP3 sessions only. It lives in this process, so a killed house leaves none behind.
@ApplicationScoped public class MaildropLocks {
    private final ConcurrentHashMap<Long, Long> holders = new ConcurrentHashMap<>();      // folder → drop
    private final ConcurrentHashMap<Long, Drop> drops = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    /// An opened maildrop.
    public record Drop(long account, long folder) { }

    /// Empty while another session holds the folder.
    public Optional<Long> take(long account, long folder) {
        long drop = last.incrementAndGet();
        if (holders.putIfAbsent(folder, drop) != null) return Optional.empty();
        drops.put(drop, new Drop(account, folder));
        return Optional.of(drop);
    }

    public Optional<Drop> find(long drop) { return Optional.ofNullable(drops.get(drop)); }

    public void release(long drop) {
        var held = drops.remove(drop);
        if (held != null) holders.remove(held.folder(), drop);
    }
}
