package org.posthouse.list;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.housemail.HouseMail;
import org.posthouse.setting.TestHostName;

/// Letters of lists, kept instead of sent.
public final class TestLetters {
    public record Sent(Sender sender, List<Recipient> recipients, byte[] octets) {
        public String to() { return recipients.getFirst().path().address().orElseThrow().toString(); }

        public MimeMessage message() {
            try {
                return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public final Letters letters = new Letters();
    public final ListPages pages = new ListPages();
    public final List<Sent> sent = new ArrayList<>();
    public final HouseMail mail = new HouseMail() {
        @Override public void post(String cause, Sender sender, List<Recipient> recipients, byte[] octets) { sent.add(new Sent(sender, recipients, octets)); }

        @Override public void send(String cause, Sender sender, List<Recipient> recipients, byte[] octets) { sent.add(new Sent(sender, recipients, octets)); }
    };

    public TestLetters(TestLists world) {
        letters.database = world.house.database;
        letters.mail = mail;
        letters.directory = world.house.directory;
        letters.accounts = world.house.accounts;
        letters.settings = pages.settings = world.house.settings;
        letters.hostName = pages.hostName = TestHostName.of("mx.podunk.test", world.house.settings);
        letters.pages = pages;
        letters.ids = world.house.domains.ids;
        letters.clock = world.house.clock;
    }

    /// The one letter that was sent.
    public MimeMessage only() {
        if (sent.size() != 1) throw new AssertionError(sent.size() + " letters");
        return sent.removeFirst().message();
    }

    public static String from(MimeMessage message) {
        try {
            return ((InternetAddress) message.getFrom()[0]).getAddress();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
