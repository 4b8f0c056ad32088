package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// What the appliance has promised about each message, as its clients know it.
final class Journal {
    /// UNKNOWN: the answer was lost with the process, so either outcome is right; the next look decides.
    private enum Promise { SENT_UNKNOWN, KEPT, DELETED_UNKNOWN, DELETED }

    /// @param token unique; it and a digest of the body stand in the header
    record Item(String token, House.Account account, Letter letter) {
        @Override public String toString() { return token; }
    }

    private record Entry(House.Account account, Promise promise) { }

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Throwable> complaints = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();

    /// A message that nobody has sent yet: mostly small, now and then one that is too large for the log's own records.
    Item next(House.Account account, Random random) {
        int octets = random.nextInt(50) == 0 ? 300_000 + random.nextInt(700_000) : random.nextInt(6_000);
        var body = Letter.base64(octets, random.nextLong()).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        var token = "t" + number.incrementAndGet();
        return new Item(token, account, Letter.of(token, "X-Token: " + token + "\nX-Digest: " + digest(body, 0) + "\n\n", body));
    }

    /// @throws AssertionError when the message is not as it was sent
    static String tokenOf(byte[] message) {
        var text = new String(message, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        var fields = text.substring(0, body).split("\r\n");
        assertEquals("X-Digest: " + digest(message, body), fields[1], () -> "a message is damaged: " + fields[0]);
        return fields[0].substring("X-Token: ".length());
    }

    private static String digest(byte[] octets, int from) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, from, octets.length - from);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The end of data is about to be sent.
    synchronized void sending(Item item) { entries.put(item.token(), new Entry(item.account(), Promise.SENT_UNKNOWN)); }

    /// It may have been fetched and deleted already.
    synchronized void acknowledged(Item item) {
        entries.merge(item.token(), new Entry(item.account(), Promise.KEPT), (known, kept) -> known.promise() == Promise.SENT_UNKNOWN ? kept : known);
    }

    /// Something that a kill does not explain.
    synchronized void complain(Throwable about) { complaints.add(about); }

    synchronized List<Throwable> complaints() { return List.copyOf(complaints); }

    /// QUIT is about to be sent.
    synchronized void deleting(House.Account account, Collection<String> tokens) { tokens.forEach(token -> entries.put(token, new Entry(account, Promise.DELETED_UNKNOWN))); }

    synchronized void deleted(House.Account account, Collection<String> tokens) { tokens.forEach(token -> entries.put(token, new Entry(account, Promise.DELETED))); }

    synchronized List<String> missing(House.Account account, List<String> there) {
        return entries.entrySet().stream().filter(e -> e.getValue().account().equals(account) && e.getValue().promise() == Promise.KEPT).map(Map.Entry::getKey)
                .filter(token -> !there.contains(token)).toList();
    }

    synchronized List<String> unexpected(House.Account account, List<String> there) {
        var wrong = new ArrayList<String>();
        there.stream().filter(token -> there.indexOf(token) != there.lastIndexOf(token)).distinct().forEach(token -> wrong.add(token + " doubled"));
        for (var token : there) {
            var entry = entries.get(token);
            if (entry == null || !entry.account().equals(account)) wrong.add(token + " from nowhere");
            else if (entry.promise() == Promise.DELETED) wrong.add(token + " risen");
        }
        return wrong;
    }

    /// What was open is as it was found, and has to stay so.
    synchronized void settle(House.Account account, List<String> there) {
        entries.replaceAll((token, entry) -> !entry.account().equals(account) ? entry : new Entry(account, there.contains(token) ? Promise.KEPT : Promise.DELETED));
    }

    synchronized long acknowledged() { return entries.values().stream().filter(entry -> entry.promise() == Promise.KEPT).count(); }

    synchronized long deleted() { return entries.values().stream().filter(entry -> entry.promise() == Promise.DELETED).count(); }

    @Override public synchronized String toString() { return entries.size() + " messages sent, " + acknowledged() + " there, " + deleted() + " gone as they should be"; }
}
