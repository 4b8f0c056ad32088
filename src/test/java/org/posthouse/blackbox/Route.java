package org.posthouse.blackbox;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import java.util.Random;

/// The ways a message may come in. Those of Angus Mail are a mail program's, the raw ones what other servers do.
enum Route {
    SMTP("ESMTP") {
        @Override void send(House house, House.Account from, String to, Letter letter) throws Exception { angus(house, "smtp", new Properties(), null, to, letter); }
    },
    SMTP_IN_CHUNKS("ESMTP") {
        /// Angus Mail 2.0 doubles dots in chunks too, where they are data (RFC 3030 §2); such letters go raw.
        @Override void send(House house, House.Account from, String to, Letter letter) throws Exception {
            if (letter.hasDotLine()) {
                BDAT.send(house, from, to, letter);
                return;
            }
            var properties = new Properties();
            properties.put("mail.smtp.chunksize", "100000");
            angus(house, "smtp", properties, null, to, letter);
        }
    },
    SUBMISSION("ESMTPSA") {
        @Override void send(House house, House.Account from, String to, Letter letter) throws Exception {
            var properties = new Properties();
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
            angus(house, "submission", properties, from, to, letter);
        }
    },
    SUBMISSIONS("ESMTPSA") {
        @Override void send(House house, House.Account from, String to, Letter letter) throws Exception {
            var properties = new Properties();
            properties.put("mail.smtp.ssl.enable", "true");
            angus(house, "submissions", properties, from, to, letter);
        }
    },
    PIPELINED("ESMTP") {
        @Override void send(House house, House.Account from, String to, Letter letter) throws Exception {
            try (var line = house.dial("smtp")) {
                line.reply();
                line.ask("EHLO client.sender.test");
                line.send(mail(letter) + "RCPT TO:<" + to + ">\r\nDATA\r\n");       // RFC 2920 §3.1: all of them in one segment
                for (var wanted : new String[] {"250 2.1.0 .*", "250 2.1.5 .*", "354 .*"}) line.expect(wanted);
                line.send(stuffed(letter.octets()));
                line.expect("250 2.0.0 .*");
                line.talk("C: QUIT\nS: 221 .*\nS: END");
            }
        }
    },
    BDAT("ESMTP") {
        @Override void send(House house, House.Account from, String to, Letter letter) throws Exception {
            try (var line = house.dial("smtp")) {
                line.reply();
                line.ask("EHLO client.sender.test");
                line.send(mail(letter) + "RCPT TO:<" + to + ">\r\n");
                line.expect("250 2.1.0 .*");
                line.expect("250 2.1.5 .*");
                var random = new Random(letter.octets().length);
                for (int at = 0, left = letter.octets().length; left > 0; ) {        // RFC 3030 §2: chunks may end anywhere, between CR and LF too
                    int chunk = Math.min(left, 1 + random.nextInt(Math.max(2, letter.octets().length / 3)));
                    left -= chunk;
                    line.send("BDAT " + chunk + (left == 0 ? " LAST" : "") + "\r\n").send(java.util.Arrays.copyOfRange(letter.octets(), at, at + chunk));
                    line.expect("250 2.0.0 .*");
                    at += chunk;
                }
                line.talk("C: QUIT\nS: 221 .*\nS: END");
            }
        }
    },
    LMTP("LMTP") {
        @Override void send(House house, House.Account from, String to, Letter letter) throws Exception {
            try (var line = house.dial("lmtp")) {
                line.reply();
                line.ask("LHLO client.sender.test");
                line.send(mail(letter) + "RCPT TO:<" + to + ">\r\nDATA\r\n");
                for (var wanted : new String[] {"250 2.1.0 .*", "250 2.1.5 .*", "354 .*"}) line.expect(wanted);
                line.send(stuffed(letter.octets()));
                line.expect("250 2.0.0 .*");                                         // RFC 2033 §4.2: one reply a recipient
                line.talk("C: QUIT\nS: 221 .*\nS: END");
            }
        }
    };

    static final String SENDER = "jane@sender.test";

    private final String protocol;

    Route(String protocol) { this.protocol = protocol; }

    /// The word after "with" in the Received field (RFC 3848 §1, RFC 6531 §4.3).
    String protocol(Letter letter) { return letter.utf8() ? "UTF8" + protocol.replace("ESMTP", "SMTP") : protocol; }

    /// Returns when the house has said that it keeps the message.
    ///
    /// @param from who signs in where that is needed
    abstract void send(House house, House.Account from, String to, Letter letter) throws Exception;

    private static String mail(Letter letter) { return "MAIL FROM:<" + SENDER + "> BODY=8BITMIME SIZE=" + letter.octets().length + (letter.utf8() ? " SMTPUTF8" : "") + "\r\n"; }

    /// With dots doubled and the end of data behind (RFC 5321 §4.5.2).
    static byte[] stuffed(byte[] octets) {
        var out = new ByteArrayOutputStream(octets.length + 1000);
        boolean fresh = true;
        for (byte octet : octets) {
            if (fresh && octet == '.') out.write('.');
            out.write(octet);
            fresh = octet == '\n';
        }
        out.writeBytes(".\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static void angus(House house, String service, Properties properties, House.Account signIn, String to, Letter letter) throws Exception {
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", house.port(service));
        properties.put("mail.smtp.from", SENDER);
        properties.put("mail.smtp.localhost", "client.sender.test");
        properties.put("mail.smtp.allow8bitmime", "true");
        properties.put("mail.smtp.ssl.trust", "*");
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
        properties.put("mail.mime.allowutf8", Boolean.toString(letter.utf8()));
        properties.put("mail.smtp.auth", Boolean.toString(signIn != null));
        var session = Session.getInstance(properties);
        try (var transport = session.getTransport("smtp")) {
            if (signIn == null) transport.connect();
            else transport.connect(signIn.address(), signIn.password());
            transport.sendMessage(new Ready(session, letter.octets()), new InternetAddress[] {new InternetAddress(to)});
        }
    }

    /// Goes over the wire as it is, whatever Angus thinks of it.
    private static final class Ready extends MimeMessage {
        private final byte[] octets;

        Ready(Session session, byte[] octets) {
            super(session);
            this.octets = octets;
            saved = true;
        }

        @Override public void writeTo(OutputStream out, String[] ignored) throws IOException { out.write(octets); }

        @Override public void writeTo(OutputStream out) throws IOException { out.write(octets); }

        @Override public int getSize() { return octets.length; }
    }
}
