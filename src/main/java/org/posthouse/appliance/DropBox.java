package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.housemail.HouseMail;
import org.posthouse.housemail.Letter;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.store.Intake;
import org.posthouse.store.StoredEnvelope;

/// Takes up what `/usr/sbin/sendmail` left in the drop directory (`posthouse.drop`): mail of people with a login on this machine. Anybody may add a file there and nobody may list it, so a file is read with distrust: it must
/// be a plain one with a single name, of a size that mail may have, and of the form that the program writes. Which user it is of the file system tells. A message enters the store with a cause made of the file, and the
/// file goes once it is there: however often that is cut short, it is dispatched once in effect.
@ApplicationScoped public class DropBox {
    private static final System.Logger LOG = System.getLogger(DropBox.class.getName());
    private static final String FIRST = "posthouse-drop 1";
    private static final String ENDING = ".mail";
    private static final int AT_ONCE = 200;
    private static final int LONGEST_LINE = 2048;
    private static final int RECIPIENTS = 10_000;
    /// What is not finished by then never will be.
    private static final Duration ABANDONED = Duration.ofDays(1);

    @Inject Config config;
    @Inject Clock clock;
    @Inject OpenStore open;
    @Inject Settings settings;
    @Inject HostName hostName;
    @Inject HouseMail houseMail;

    /// A file that can never be mail.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String why) { super(why, null, false, false); }
    }

    /// @return how many messages were taken up
    long drain() {
        var folder = config.getOptionalValue("posthouse.drop", String.class).filter(text -> !text.isBlank()).map(Path::of).filter(Files::isDirectory);
        if (folder.isEmpty() || !open.isOpen()) return 0;
        long taken = 0;
        try (var files = Files.newDirectoryStream(folder.get())) {
            for (var file : files) {
                if (taken == AT_ONCE) break;                             // the rest in the next round; what cannot be taken counts for nothing, or it would keep others' mail waiting
                if (file.getFileName().toString().endsWith(ENDING)) taken += take(file) ? 1 : 0;
                else sweep(file);
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "event=drop-unreadable folder={0} what={1}", folder.get(), unreadable.getMessage());
        }
        return taken;
    }

    private boolean take(Path file) {
        try {
            store(file);
            Files.delete(file);
            return true;
        } catch (Unfit unfit) {
            LOG.log(System.Logger.Level.WARNING, "event=drop-refused file={0} what={1}", shown(file), unfit.getMessage());
            putAside(file);
        } catch (AccessDeniedException closed) {                         // its writer has shut it, and it would be tried for ever
            LOG.log(System.Logger.Level.WARNING, "event=drop-refused file={0} what=it may not be read", shown(file));
            putAside(file);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "event=drop-waits file={0} what={1}", shown(file), failed.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static String shown(Path file) {
        var name = file.getFileName().toString().replaceAll("[^ -~]", "?");
        return name.length() > 80 ? name.substring(0, 80) : name;
    }

    /// Not looked at again, and there for who wrote it.
    private static void putAside(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".refused"));
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "event=drop-stuck file={0} what={1}", shown(file), failed.getMessage());
        }
    }

    private void sweep(Path file) {
        try {
            if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(clock.instant().minus(ABANDONED)) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) Files.delete(file);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.DEBUG, "event=drop-not-swept", failed);
        }
    }

    private record Origin(Map<String, Object> attributes) {
        static Origin of(Path file) throws IOException { return new Origin(Files.readAttributes(file, "unix:uid,nlink,ino,dev,size,mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS)); }

        long number(String name) { return ((Number) attributes.get(name)).longValue(); }
    }

    void store(Path file) throws IOException, Unfit, InterruptedException {
        var origin = Origin.of(file);
        if ((origin.number("mode") & 0170000) != 0100000) throw new Unfit("it is no plain file");             // S_IFMT, S_IFREG
        if (origin.number("nlink") != 1) throw new Unfit("it has several names, so nobody knows whose it is");
        long most = settings.now().value(Setting.MESSAGE_BYTES);
        if (origin.number("size") > most + RECIPIENTS * 400L) throw new Unfit("it is larger than mail may be");
        try (var in = new java.io.BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 64 << 10)) {
            if (!Origin.of(file).attributes().equals(origin.attributes())) throw new IOException("it changed meanwhile");
            take(in, origin, most);
        }
    }

    private void take(InputStream in, Origin origin, long most) throws IOException, Unfit, InterruptedException {
        if (!line(in).equals(FIRST)) throw new Unfit("its first line is wrong");
        var sender = Optional.<String>empty();
        var recipients = new LinkedHashSet<String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("sender ")) sender = Optional.of(line.substring(7).strip());
            else if (line.startsWith("recipient ")) recipients.add(line.substring(10).strip());
            else throw new Unfit("it has a line that is neither sender nor recipient");
            if (recipients.size() > RECIPIENTS) throw new Unfit("it has too many recipients");
        }
        if (sender.isEmpty() || recipients.isEmpty()) throw new Unfit("it has no sender or no recipient");
        var from = sender.get().isEmpty() || sender.get().equals("<>") ? org.posthouse.mime.Path.NULL : path(sender.get());
        var to = new ArrayList<Recipient>();
        for (var each : recipients) to.add(Recipient.of(path(each)));
        var octets = message(in, most);
        if (origin.number("size") <= 0) throw new Unfit("it is empty");
        var cause = "drop/" + origin.number("dev") + "/" + origin.number("ino") + "/" + origin.number("uid") + "/" + origin.attributes().get("lastModifiedTime") + "/" + origin.number("size");
        append(cause, from, to, octets, origin.number("uid"));
    }

    private void append(String cause, org.posthouse.mime.Path from, List<Recipient> to, byte[] octets, long uid) throws IOException, InterruptedException {
        var now = clock.instant();
        var received = "Received: (from uid " + uid + ") by " + hostName.now() + " with local;\r\n\t"                       // RFC 5321 §4.4: by whom it came in
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneId.systemDefault())) + "\r\n";
        int most = (int) settings.now().value(Setting.RECIPIENTS);
        for (int part = 0; part * most < to.size(); part++) {
            var some = to.subList(part * most, Math.min(to.size(), (part + 1) * most));
            BodyFacts facts = Letter.facts(octets);
            var receipt = open.get().append(new StoredEnvelope(now, new Envelope(Sender.of(from), some), facts, Optional.empty(), Optional.of(cause + "/" + part), new Intake("", true, "", received)), octets);
            var reply = receipt.await();
            if (!reply.positive()) throw new IOException("the store said " + reply);
        }
        LOG.log(System.Logger.Level.INFO, "event=drop-taken uid={0} sender={1} recipients={2} octets={3}", Long.toString(uid), from, to.size(), octets.length);
    }

    /// A name without a domain is one of this house's.
    private org.posthouse.mime.Path path(String text) throws Unfit {
        var whole = text.indexOf('@') > 0 ? text : houseMail.address(text);
        if (PathRead.parse("<" + whole + ">") instanceof PathRead.Good(var path, var rest) && rest.isEmpty() && !path.isNull()) return path;
        throw new Unfit("'" + (text.length() > 80 ? text.substring(0, 80) : text).replaceAll("[^ -~]", "?") + "' is no address");
    }

    private static String line(InputStream in) throws IOException, Unfit {
        var line = new java.io.ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) throw new Unfit("it ends too early");
            if (line.size() == LONGEST_LINE) throw new Unfit("it has a line that is too long");
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
    }

    /// The rest of the file with lines that end in CRLF (RFC 5321 §2.3.8), whatever they ended in.
    private static byte[] message(InputStream in, long most) throws IOException, Unfit {
        var message = new java.io.ByteArrayOutputStream();
        int before = 0;
        for (int octet = in.read(); octet >= 0; before = octet, octet = in.read()) {
            if (octet == '\n' && before != '\r') message.write('\r');
            if (before == '\r' && octet != '\n') message.write('\n');
            message.write(octet);
            if (message.size() > most) throw new Unfit("it is larger than mail may be");
        }
        if (before == '\r') message.write('\n');
        else if (before != '\n') message.writeBytes(new byte[] {'\r', '\n'});
        return message.toByteArray();
    }
}
