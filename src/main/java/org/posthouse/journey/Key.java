package org.posthouse.journey;

import java.util.Locale;
import java.util.function.LongConsumer;
import org.posthouse.mime.Domains;

/// What journeys are found by, as the upper 44 bits of a number. Two that fall together cost a look in vain: whoever searches compares the item itself.
final class Key {
    /// Bits that no key has, for whoever sorts keys with something beside them.
    static final long FREE = (1 << 20) - 1;
    /// Of every item.
    static final long ANY = of('*', "");

    private Key() { }

    static long record(String record) { return of('r', record); }

    static long message(String id) { return of('m', Heading.key(id)); }

    static long address(String address) { return of('a', canonical(address)); }

    static long domain(String domain) { return of('d', Domains.key(domain)); }

    static long account(long account) { return of('u', Long.toString(account)); }

    /// An address as it is compared: lower case, the domain in A-labels.
    static String canonical(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? address.toLowerCase(Locale.ROOT) : address.substring(0, at).toLowerCase(Locale.ROOT) + '@' + Domains.key(address.substring(at + 1));
    }

    /// Empty for an address without one.
    static String domainOf(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : Domains.key(address.substring(at + 1));
    }

    /// Every key of an item; some may come twice.
    static void each(Item item, LongConsumer keys) {
        keys.accept(ANY);
        keys.accept(record(item.record()));
        switch (item) {
            case Event event -> {
                mailbox(event.recipient(), keys);
                mailbox(event.address(), keys);
                if (event.kind() == Event.Kind.REWRITTEN) mailbox(event.subject(), keys);
                if (event.account() != 0) keys.accept(account(event.account()));
            }
            case Acceptance taken -> {
                if (!taken.about().id().isEmpty()) keys.accept(message(taken.about().id()));
                mailbox(taken.sender(), keys);
                for (var recipient : taken.recipients()) mailbox(recipient, keys);
                if (taken.account() != 0) {
                    keys.accept(account(taken.account()));
                    mailbox(taken.who(), keys);
                }
            }
        }
    }

    static boolean has(Item item, long key) {
        var found = new boolean[1];
        each(item, other -> found[0] |= other == key);
        return found[0];
    }

    private static void mailbox(String address, LongConsumer keys) {
        if (address.isEmpty()) return;
        var canonical = canonical(address);
        keys.accept(of('a', canonical));
        int at = canonical.lastIndexOf('@');
        if (at >= 0) keys.accept(of('d', canonical.substring(at + 1)));
    }

    /// FNV-1a over the characters, then mixed so that all bits count alike.
    private static long of(char kind, String text) {
        long hash = (0xcbf29ce484222325L ^ kind) * 0x100000001b3L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (hash ^ hash >>> 33) & ~FREE;
    }
}
