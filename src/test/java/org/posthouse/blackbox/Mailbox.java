package org.posthouse.blackbox;

import jakarta.mail.Folder;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Somebody's mail, by POP3.
public final class Mailbox {
    private Mailbox() { }

    /// A raw session that is signed in.
    static Dialogue open(House house, House.Account account) throws Exception {
        var line = house.dial("pop3");
        line.expect("\\+OK .*");
        line.talk("C: USER " + account.address() + "\nS: \\+OK .*\nC: PASS " + account.password());
        line.expect("\\+OK .*");
        return line;
    }

    /// How many messages are there.
    static int count(House house, House.Account account) throws Exception {
        try (var line = open(house, account)) {
            line.send("STAT\r\n");
            int count = Integer.parseInt(line.expect("\\+OK \\d+ \\d+").split(" ")[1]);
            line.talk("C: QUIT\nS: \\+OK .*\nS: END");
            return count;
        }
    }

    /// What was accepted is in the mailbox a moment later; a session that broke off gives up the maildrop a moment later, too.
    static void awaitCount(House house, House.Account account, int count) throws Exception {
        Await.until(() -> count + " messages of " + account.address(), () -> isFree(house, account) ? count(house, account) : -1, there -> there == count);
    }

    private static boolean isFree(House house, House.Account account) throws Exception {
        try (var line = house.dial("pop3")) {
            line.expect("\\+OK .*");
            line.talk("C: USER " + account.address() + "\nS: \\+OK .*\nC: PASS " + account.password());
            boolean free = line.expect("\\+OK .*|-ERR \\[IN-USE\\] .*").startsWith("+OK");
            line.talk("C: QUIT\nS: \\+OK .*\nS: END");
            return free;
        }
    }

    /// All messages by raw POP3, in their order.
    public static List<byte[]> fetch(House house, House.Account account) throws Exception {
        try (var line = open(house, account)) {
            line.send("STAT\r\n");
            int count = Integer.parseInt(line.expect("\\+OK \\d+ \\d+").split(" ")[1]);
            var all = new ArrayList<byte[]>();
            for (int i = 1; i <= count; i++) {
                line.send("RETR " + i + "\r\n");
                line.expect("\\+OK .*");
                all.add(line.multiLine());
            }
            line.talk("C: QUIT\nS: \\+OK .*\nS: END");
            return all;
        }
    }

    /// The unique ids, in the order of the messages.
    static List<String> uidl(House house, House.Account account) throws Exception {
        try (var line = open(house, account)) {
            line.talk("C: UIDL\nS: \\+OK .*");
            var ids = new String(line.multiLine(), java.nio.charset.StandardCharsets.US_ASCII).lines().map(entry -> entry.substring(entry.indexOf(' ') + 1)).toList();
            line.talk("C: QUIT\nS: \\+OK .*\nS: END");
            return ids;
        }
    }

    /// All messages by Angus Mail.
    ///
    /// @param service `pop3` to go on by STLS, or `pop3s`
    static List<byte[]> fetchByAngus(House house, String service, House.Account account) throws Exception {
        var properties = new Properties();
        properties.put("mail." + service + ".ssl.trust", "*");
        properties.put("mail." + service + ".ssl.checkserveridentity", "false");
        properties.put("mail." + service + ".starttls.required", Boolean.toString(service.equals("pop3")));
        properties.put("mail." + service + ".starttls.enable", Boolean.toString(service.equals("pop3")));
        var all = new ArrayList<byte[]>();
        try (var store = Session.getInstance(properties).getStore(service)) {
            store.connect("127.0.0.1", house.port(service), account.address(), account.password());
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (var message : inbox.getMessages()) {
                    var octets = new ByteArrayOutputStream();
                    message.writeTo(octets);
                    all.add(octets.toByteArray());
                }
            }
        }
        return all;
    }

    /// Hands a letter in by SMTP and waits for 250.
    static void drop(House house, String to, Letter letter) throws Exception { Route.PIPELINED.send(house, null, to, letter); }
}
