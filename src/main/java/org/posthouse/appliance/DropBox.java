package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.BodySink;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.MessageInspector;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.store.Intake;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Takes up what `/usr/sbin/sendmail` left in the drop directory (`posthouse.drop`): mail of people with a login on this machine. Anybody may add a file there and nobody may list it, so a file is read with distrust. It is first
/// moved into a folder of the house's own, where nobody can put a pipe or a link in its place any more; there it must be a plain file with a single name, of a size that mail may have, and of the form that the program
/// writes. Which user it is of the file system tells. A message enters the store with a cause made of the file, and the file goes once it is there: however often that is cut short, it is dispatched once in effect.
@ApplicationScoped public class DropBox {
    private static final System.Logger LOG = System.getLogger(DropBox.class.getName());
    private static final String FIRST = "posthouse-drop 1";
    private static final String ENDING = ".mail";
    /// What is being taken up, below the drop directory: a move is a change of name only there.
    private static final String OWN = ".taken";
    private static final String TEXTS = "drop-letter";
    private static final int AT_ONCE = 200;
    private static final int LONGEST_LINE = 2048;
    private static final int RECIPIENTS = 10_000;
    private static final int BLOCK = 32 << 10;
    /// What is not finished by then never will be.
    private static final Duration ABANDONED = Duration.ofDays(1);

    @Inject Config config;
    @Inject Clock clock;
    @Inject OpenStore open;
    @Inject Settings settings;
    @Inject HostName hostName;
    @Inject HouseMail houseMail;
    @Inject UnitOfWork unitOfWork;

    /// A file that can never be mail.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Optional<Order> order;
        private final String reason;

        /// The form is wrong, so nobody knows whose mail it is.
        Unfit(String why) {
            super(why, null, false, false);
            order = Optional.empty();
            reason = "";
        }

        /// Mail that no server takes; its sender is told.
        ///
        /// @param reason of the letter's words
        Unfit(Order order, String reason) {
            super(reason, null, false, false);
            this.order = Optional.of(order);
            this.reason = reason;
        }
    }

    /// The lines before the message.
    record Order(Sender sender, List<Recipient> recipients) { }

    /// @return how many messages were taken up
    long drain() {
        var folder = config.getOptionalValue("posthouse.drop", String.class).filter(text -> !text.isBlank()).map(Path::of).filter(Files::isDirectory);
        if (folder.isEmpty() || !open.isOpen()) return 0;
        try {
            var own = own(folder.get());
            long taken = 0;
            try (var files = Files.newDirectoryStream(own)) {
                for (var file : files) taken += take(file, folder.get()) ? 1 : 0;                // left from a round that was cut short
            }
            try (var files = Files.newDirectoryStream(folder.get())) {
                for (var file : files) {
                    if (taken >= AT_ONCE) break;                         // the rest in the next round; what cannot be taken counts for nothing, or it would keep others' mail waiting
                    if (!file.getFileName().toString().endsWith(ENDING)) sweep(file);
                    else taken += moved(file, own).filter(mine -> take(mine, folder.get())).isPresent() ? 1 : 0;
                }
            }
            return taken;
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "event=drop-unreadable folder={0} what={1}", folder.get(), unreadable.getMessage());
            return 0;
        }
    }

    /// The drop directory is the house's and sticky, so only the house can have made this folder as it must be; whatever else has its name is put aside.
    private static Path own(Path folder) throws IOException {
        var own = folder.resolve(OWN);
        var mine = PosixFilePermissions.fromString("rwx------");
        if (Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            var there = Files.readAttributes(own, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (there.isDirectory() && there.permissions().equals(mine) && there.owner().equals(Files.getOwner(folder))) return own;
            Files.move(own, folder.resolve(OWN + "." + UUID.randomUUID()));
        }
        return Files.createDirectory(own, PosixFilePermissions.asFileAttribute(mine));
    }

    /// Never over another: that one waits for its next round.
    private static Optional<Path> moved(Path file, Path own) {
        try {
            return Optional.of(Files.move(file, own.resolve(file.getFileName())));
        } catch (java.nio.file.FileAlreadyExistsException waits) {
            return Optional.empty();
        } catch (IOException stuck) {                                    // somebody's folder
            LOG.log(System.Logger.Level.WARNING, "event=drop-refused file={0} what=it cannot be moved", shown(file));
            putAside(file, file.getParent());
            return Optional.empty();
        }
    }

    private boolean take(Path file, Path folder) {
        try {
            store(file);
            Files.delete(file);
            return true;
        } catch (Unfit unfit) {
            LOG.log(System.Logger.Level.WARNING, "event=drop-refused file={0} what={1}", shown(file), unfit.getMessage());
            unfit.order.filter(order -> !order.sender.path().isNull()).ifPresent(order -> tell(order, unfit.reason, file));
            putAside(file, folder);
        } catch (AccessDeniedException closed) {                         // its writer has shut it, and it would be tried for ever
            LOG.log(System.Logger.Level.WARNING, "event=drop-refused file={0} what=it may not be read", shown(file));
            putAside(file, folder);
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
    private static void putAside(Path file, Path folder) {
        try {
            try {
                Files.move(file, folder.resolve(file.getFileName() + ".refused"));
            } catch (java.nio.file.FileAlreadyExistsException another) {     // of the same name, perhaps left there so that this one would be refused and told again and again
                Files.move(file, folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".refused"));
            }
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "event=drop-stuck file={0} what={1}", shown(file), failed.getMessage());
        }
    }

    private void tell(Order order, String reason, Path file) {
        var now = settings.now();
        var texts = Texts.in(Language.of(now.text(TextSetting.HOUSE_LANGUAGE)).orElse(Language.ENGLISH));
        var to = bare(order.sender.path());
        var recipients = order.recipients.stream().limit(20).map(each -> bare(each.path())).collect(Collectors.joining("\n  "));
        var why = texts.get(TEXTS, reason, texts.size(now.value(Setting.MESSAGE_BYTES)), texts.number(now.value(Setting.TEXT_OCTETS)));
        unitOfWork.run(() -> houseMail.post("drop-refused/" + shown(file), to, texts.get(TEXTS, "subject"), texts.get(TEXTS, "text", why, recipients), List.of(to)));
    }

    private static String bare(org.posthouse.mime.Path path) { return path.toString().replaceAll("^<|>$", ""); }

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

        String cause() { return "drop/" + number("dev") + "/" + number("ino") + "/" + number("uid") + "/" + attributes.get("lastModifiedTime") + "/" + number("size"); }
    }

    private static InputStream open(Path file) throws IOException { return new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), BLOCK); }

    /// @param file in the house's own folder
    void store(Path file) throws IOException, Unfit, InterruptedException {
        var origin = Origin.of(file);
        if ((origin.number("mode") & 0170000) != 0100000) throw new Unfit("it is no plain file");             // S_IFMT, S_IFREG
        if (origin.number("nlink") != 1) throw new Unfit("it has several names, so nobody knows whose it is");
        var limits = settings.now().limits();
        Order order;
        try (var in = open(file)) {
            order = order(in);
        }
        if (origin.number("size") > limits.messageBytes() + RECIPIENTS * 400L) throw new Unfit(order, "large");
        var received = "Received: (from uid " + origin.number("uid") + ") by " + hostName.now() + " with local;\r\n\t"                       // RFC 5321 §4.4: by whom it came in
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneId.systemDefault())) + "\r\n";
        var all = order.recipients;
        for (int part = 0; part * limits.recipients() < all.size(); part++) {
            var envelope = new Envelope(order.sender, all.subList(part * limits.recipients(), Math.min(all.size(), (part + 1) * limits.recipients())));
            try (var in = open(file); var sink = open.get().open()) {
                var facts = message(in, sink, order(in), limits);
                var receipt = open.get().append(new StoredEnvelope(clock.instant(), envelope, facts, Optional.empty(), Optional.of(origin.cause() + "/" + part), new Intake("", true, "", received)), sink.complete(facts));
                var reply = receipt.await();
                if (!reply.positive()) throw new IOException("the store said " + reply);
            }
        }
        LOG.log(System.Logger.Level.INFO, "event=drop-taken uid={0} sender={1} recipients={2} octets={3}", Long.toString(origin.number("uid")), order.sender.path(), all.size(), Long.toString(origin.number("size")));
    }

    private Order order(InputStream in) throws IOException, Unfit {
        if (!line(in).equals(FIRST)) throw new Unfit("its first line is wrong");
        var sender = Optional.<String>empty();
        var recipients = new LinkedHashSet<String>();
        Set<Recipient.Notify> notifies = Set.of();
        var ret = Sender.Ret.UNSAID;
        var envid = "";
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var words = line.split(" ", 2);
            var value = words.length == 2 ? words[1].strip() : "";
            try {
                switch (words[0]) {
                    case "sender" -> sender = Optional.of(value);
                    case "recipient" -> recipients.add(value);
                    case "notify" -> notifies = Arrays.stream(value.split(",")).map(Recipient.Notify::valueOf).collect(Collectors.toSet());       // RFC 3461 §4.1
                    case "return" -> ret = Sender.Ret.valueOf(value);
                    case "envid" -> envid = envid(value);
                    default -> throw new Unfit("it has a line that it should not have");
                }
            } catch (IllegalArgumentException unknown) {
                throw new Unfit("it asks for reports that there are not");
            }
            if (recipients.size() > RECIPIENTS) throw new Unfit("it has too many recipients");
        }
        if (sender.isEmpty() || recipients.isEmpty()) throw new Unfit("it has no sender or no recipient");
        var from = sender.get().isEmpty() || sender.get().equals("<>") ? org.posthouse.mime.Path.NULL : path(sender.get());
        var to = new ArrayList<Recipient>();
        for (var each : recipients) to.add(new Recipient(path(each), notifies, ""));
        return new Order(new Sender(from, 0, Sender.Body.SEVEN_BIT, false, ret, envid, ""), to);
    }

    private static String envid(String text) throws Unfit {
        if (!text.matches("[!-~]{1,100}")) throw new Unfit("its envelope identifier is none");                // RFC 3461 §4.4
        return text;
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

    /// The rest of the file with lines that end in CRLF (RFC 5321 §2.3.8), whatever they ended in; judged as what comes by SMTP is.
    private static BodyFacts message(InputStream in, BodySink sink, Order order, Limits limits) throws IOException, Unfit {
        var inspector = new MessageInspector(new MessageInspector.Caps(limits.textOctets(), limits.headerBytes(), limits.headerFields(), limits.parameterOctets(), limits.mimeDepth(), limits.mimeParts()));
        var block = new byte[BLOCK];
        var out = new byte[2 * BLOCK + 2];
        int before = 0;
        for (int got = in.read(block), filled = 0; got >= 0; got = in.read(block), filled = 0) {
            for (int i = 0; i < got; before = block[i++]) {
                if (block[i] == '\n' && before != '\r') out[filled++] = '\r';
                if (before == '\r' && block[i] != '\n') out[filled++] = '\n';
                out[filled++] = block[i];
            }
            inspector.write(out, 0, filled);
            if (inspector.size() > limits.messageBytes()) throw new Unfit(order, "large");
            sink.write(out, 0, filled);
        }
        byte[] rest = before == '\r' ? new byte[] {'\n'} : before == '\n' ? new byte[0] : new byte[] {'\r', '\n'};
        inspector.write(rest, 0, rest.length);
        sink.write(rest, 0, rest.length);
        var fault = inspector.finish();
        if (fault.isPresent()) throw new Unfit(order, switch (fault.get()) {
            case NUL, BARE_LINE_END -> "nul";
            case LONG_LINE -> "long";
            default -> "structure";
        });
        return new BodyFacts(inspector.size(), inspector.headerSize(), inspector.lines(), inspector.dotLines(), inspector.eightBit(), inspector.endsInCrlf());
    }
}
