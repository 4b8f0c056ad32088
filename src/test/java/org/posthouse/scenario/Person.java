package org.posthouse.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;
import org.posthouse.blackbox.Mailbox;

/// Somebody with an account and a mail program.
record Person(House house, House.Account account) {
    static Person at(House house, String kind) throws Exception { return new Person(house, house.account(kind)); }

    String address() { return account.address(); }

    /// Hands a short message in; each recipient must be taken.
    ///
    /// @param options behind MAIL FROM and each RCPT TO, such as DSN's
    void sendWith(String mailOptions, String rcptOptions, String subject, String... to) throws Exception {
        try (var line = house.dial("submission")) {
            line.reply();
            line.ask("EHLO program.test");
            var secret = Base64.getEncoder().encodeToString(("\0" + account.address() + "\0" + account.password()).getBytes(StandardCharsets.UTF_8));
            good(line.ask("AUTH PLAIN " + secret), "235");
            good(line.ask("MAIL FROM:<" + address() + ">" + mailOptions), "250");
            for (var one : to) good(line.ask("RCPT TO:<" + one + ">" + rcptOptions), "250");
            good(line.ask("DATA"), "354");
            line.send("From: " + address() + "\r\nTo: " + (to.length == 1 ? to[0] : "undisclosed-recipients:;") + "\r\nSubject: " + subject + "\r\n\r\nHello.\r\n.\r\n");
            good(line.reply(), "250");
            line.ask("QUIT");
        }
    }

    void send(String subject, String... to) throws Exception { sendWith("", "", subject, to); }

    private static void good(String reply, String code) { assertTrue(reply.startsWith(code), reply); }

    List<String> mail() throws Exception { return Mailbox.fetch(house, account).stream().map(octets -> new String(octets, StandardCharsets.ISO_8859_1)).toList(); }

    /// The first message of that kind, as soon as it is there.
    String awaitMail(String what, Predicate<String> kind) throws Exception {
        return Await.until(() -> what + "\n" + house.story(), () -> mail().stream().filter(kind).findFirst().orElse(""), found -> !found.isEmpty());
    }
}
