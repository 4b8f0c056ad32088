package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// POP3 as mail programs use it, and what the owner and the postmaster do meanwhile.
@OnEachDatabase class Pop3IT {
    private static final Letter LETTER = Letter.of("short", "From: a@sender.test\nSubject: short\n\nline one\nline two\n.\n");

    private final House house;

    Pop3IT(Database database) { house = database.shared(); }

    @Test void deletionsHappenAtQuitAlone() throws Exception {
        var account = accountWith(3);
        try (var line = Mailbox.open(house, account)) {
            line.talk("""
                    C: DELE 2
                    S: \\+OK .*
                    C: RETR 2
                    S: -ERR .*
                    C: LIST 2
                    S: -ERR .*
                    C: STAT
                    S: \\+OK 2 \\d+
                    C: LIST
                    S: \\+OK .*
                    S: 1 \\d+
                    S: 3 \\d+
                    S: \\.
                    C: RSET
                    S: \\+OK .*
                    C: STAT
                    S: \\+OK 3 \\d+
                    C: DELE 1
                    S: \\+OK .*
                    C: DELE 1
                    S: -ERR .*
                    C: DELE 4
                    S: -ERR .*
                    C: QUIT
                    S: \\+OK .*
                    S: END""");
        }
        assertEquals(2, Mailbox.count(house, account));
    }

    @Test void aDroppedConnectionDeletesNothingAndFreesTheMaildrop() throws Exception {
        var account = accountWith(2);
        var line = Mailbox.open(house, account);
        line.talk("C: DELE 1\nS: \\+OK .*\nC: DELE 2\nS: \\+OK .*");
        line.vanish();
        Mailbox.awaitCount(house, account, 2);
    }

    @Test void aSecondSessionHearsInUse() throws Exception {
        var account = accountWith(1);
        try (var first = Mailbox.open(house, account); var second = house.dial("pop3")) {
            second.expect("\\+OK .*");
            second.talk("C: USER " + account.address() + "\nS: \\+OK .*\nC: PASS " + account.password() + "\nS: -ERR \\[IN-USE\\] .*");
            first.talk("C: NOOP\nS: \\+OK.*\nC: QUIT\nS: \\+OK .*");
        }
        assertEquals(1, Mailbox.count(house, account));
    }

    @Test void mailThatComesMeanwhileWaitsForTheNextSession() throws Exception {
        var account = accountWith(1);
        try (var line = Mailbox.open(house, account)) {
            Mailbox.drop(house, account.address(), LETTER);
            line.talk("C: STAT\nS: \\+OK 1 \\d+\nC: RETR 2\nS: -ERR .*\nC: QUIT\nS: \\+OK .*");
        }
        Mailbox.awaitCount(house, account, 2);
    }

    @Test void uniqueIdsStayAndAreNeverGivenTwice() throws Exception {
        var account = accountWith(3);
        var before = Mailbox.uidl(house, account);
        assertEquals(3, before.stream().distinct().count());
        try (var line = Mailbox.open(house, account)) {
            line.talk("C: DELE 2\nS: \\+OK .*\nC: QUIT\nS: \\+OK .*");
        }
        Mailbox.drop(house, account.address(), LETTER);
        Mailbox.awaitCount(house, account, 3);
        var after = Mailbox.uidl(house, account);
        assertEquals(java.util.List.of(before.getFirst(), before.getLast()), after.subList(0, 2));
        assertTrue(!before.contains(after.getLast()));
    }

    @Test void topGivesHeaderAndSoManyLines() throws Exception {
        var account = accountWith(1);
        var whole = Mailbox.fetch(house, account).getFirst();
        assertArrayEquals(LETTER.octets(), Delivered.parse(whole).message());
        try (var line = Mailbox.open(house, account)) {
            for (int lines : new int[] {0, 1, 3, 1000}) {
                line.talk("C: TOP 1 " + lines + "\nS: \\+OK.*");
                var text = new String(whole, StandardCharsets.US_ASCII);
                int end = text.indexOf("\r\n\r\n") + 4;
                for (int i = 0; i < lines && end < text.length(); i++) end = text.indexOf("\r\n", end) + 2;
                assertEquals(text.substring(0, end), new String(line.multiLine(), StandardCharsets.US_ASCII));
            }
            line.talk("C: LIST 1\nS: \\+OK 1 " + whole.length + "\nC: QUIT\nS: \\+OK .*");
        }
    }

    @Test void stlsThenAuthPlainOnOneConnection() throws Exception {
        var account = accountWith(1);
        var token = Base64.getEncoder().encodeToString(("\0" + account.address() + "\0" + account.password()).getBytes(StandardCharsets.UTF_8));
        try (var line = house.dial("pop3")) {
            line.expect("\\+OK .*");
            line.talk("C: STLS\nS: \\+OK.*");
            line.tls();
            line.talk("C: CAPA\nS: \\+OK.*");
            var capabilities = new String(line.multiLine(), StandardCharsets.US_ASCII);
            assertTrue(capabilities.contains("SASL PLAIN") && !capabilities.contains("STLS"), capabilities);
            line.talk("C: AUTH PLAIN\nS: \\+ ?\nC: " + token + "\nS: \\+OK.*\nC: STAT\nS: \\+OK 1 \\d+\nC: QUIT\nS: \\+OK .*\nS: END");
        }
        try (var line = house.dial("pop3s")) {
            line.tls();
            line.expect("\\+OK .*");
            line.talk("C: AUTH PLAIN " + token + "\nS: \\+OK.*\nC: QUIT\nS: \\+OK .*");
        }
    }

    @Test void apopIsForThoseWhoOptedIn() throws Exception {
        var account = accountWith(1);
        try (var line = house.dial("pop3")) {
            line.talk("C: " + apop(account, line.expect("\\+OK .*<.*>.*")) + "\nS: -ERR \\[AUTH\\] .*");
        }
        var change = house.api().patch("accounts/" + account.id(), "{\"apop\":true,\"password\":\"%s\"}".formatted(account.password()));
        assertEquals(200, change.status(), change::body);
        try (var line = house.dial("pop3")) {
            line.talk("C: " + apop(account, line.expect("\\+OK .*<.*>.*")) + "\nS: \\+OK .*\nC: STAT\nS: \\+OK 1 \\d+\nC: QUIT\nS: \\+OK .*");
        }
    }

    /// RFC 1939 §7.
    private static String apop(House.Account account, String greeting) throws Exception {
        var stamp = greeting.substring(greeting.indexOf('<'), greeting.indexOf('>') + 1);
        var digest = MessageDigest.getInstance("MD5").digest((stamp + account.password()).getBytes(StandardCharsets.UTF_8));
        return "APOP " + account.address() + " " + HexFormat.of().formatHex(digest);
    }

    @Test void lockingAnAccountEndsItsSessionsAndNothingIsDeleted() throws Exception {
        var account = accountWith(2);
        try (var line = Mailbox.open(house, account)) {
            line.talk("C: DELE 1\nS: \\+OK .*");
            assertEquals(200, house.api().patch("accounts/" + account.id(), "{\"locked\":true}").status());
            assertEnded(line);
        }
        try (var line = house.dial("pop3")) {
            line.expect("\\+OK .*");
            line.talk("C: USER " + account.address() + "\nS: \\+OK .*\nC: PASS " + account.password() + "\nS: -ERR \\[AUTH\\] .*");
        }
        Mailbox.drop(house, account.address(), LETTER);
        assertEquals(200, house.api().patch("accounts/" + account.id(), "{\"locked\":false}").status());
        Mailbox.awaitCount(house, account, 3);
    }

    @Test void aNewPasswordEndsSessionsAndTheOldOneIsNoGood() throws Exception {
        var account = accountWith(1);
        try (var line = Mailbox.open(house, account)) {
            assertEquals(200, house.api().as(account.address(), account.password()).patch("accounts/" + account.id(), "{\"password\":\"a newer one\"}").status());
            assertEnded(line);
        }
        try (var line = house.dial("pop3")) {
            line.expect("\\+OK .*");
            line.talk("C: USER " + account.address() + "\nS: \\+OK .*\nC: PASS " + account.password() + "\nS: -ERR \\[AUTH\\] .*");
        }
        Mailbox.awaitCount(house, new House.Account(account.id(), account.address(), "a newer one"), 1);
    }

    /// The server may say why before it closes.
    private static void assertEnded(Dialogue line) throws Exception {
        try {
            var last = line.line();
            if (last != null) assertTrue(last.startsWith("-ERR"), last);
            if (last != null) assertEquals(null, line.line());
        } catch (java.net.SocketException reset) {
            assertNotEquals(null, reset.getMessage());
        }
    }

    private House.Account accountWith(int messages) throws Exception {
        var account = house.account("pop");
        for (int i = 0; i < messages; i++) Mailbox.drop(house, account.address(), LETTER);
        Mailbox.awaitCount(house, account, messages);
        return account;
    }
}
