package org.posthouse.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.posthouse.account.Authors;
import org.posthouse.account.Authors.Author;
import org.posthouse.account.FromRewrite;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.RawHeader;
import org.posthouse.mime.Address;
import org.posthouse.mime.MailDate;
import org.posthouse.mime.Path;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

/// What holds for mail of people who signed in, and for no other (RFC 6409): they use their own addresses, and their messages are completed.
@ApplicationScoped public class Submission {
    private static final Set<String> COMPLETED = Set.of("from", "sender", "reply-to", "to", "cc");
    private static final Set<String> REMOVED = Set.of("bcc", "resent-bcc");

    /// In one field; more are a way to keep the house busy.
    private static final int MOST_AUTHORS = 100;

    @Inject Authors authors;
    @Inject Policies policies;
    @Inject Settings settings;
    @Inject Domains domains;
    @Inject HostName hostName;
    @Inject Clock clock;

    /// What becomes of a message.
    public sealed interface Edited {
        /// It stays as it is.
        record Same() implements Edited { }

        /// @param header takes the place of the message's own
        record Changed(byte[] header, BodyFacts facts) implements Edited { }

        record Refused(Reply reply) implements Edited { }
    }

    /// An address without a domain, completed when that is switched on; the postmaster alone needs none.
    public Address complete(SignedIn who, Address address) {
        return !address.domain().isEmpty() || address.local().equalsIgnoreCase("postmaster") || !settings.now().flag(Setting.SUBMISSION_COMPLETE) ? address : new Address(address.local(), domain(who));
    }

    /// Recipients with their domains.
    public Envelope complete(SignedIn who, Envelope envelope) {
        if (envelope.recipients().stream().noneMatch(recipient -> recipient.path().address().filter(address -> address.domain().isEmpty()).isPresent())) return envelope;
        return new Envelope(envelope.sender(), envelope.recipients().stream().map(recipient -> new Recipient(recipient.path().address().map(address -> Path.to(complete(who, address))).orElse(recipient.path()), recipient.notifies(), recipient.orcpt())).toList());
    }

    private String domain(SignedIn who) {
        var chosen = settings.now().text(TextSetting.SUBMISSION_DOMAIN);
        if (!chosen.isEmpty()) return chosen;
        int at = who.address().lastIndexOf('@');
        return at >= 0 ? who.address().substring(at + 1) : domains.local().first().map(LocalDomain::name).orElseGet(hostName::now);
    }

    /// May this account send with this envelope sender? Everybody may send reports, which have none (RFC 8098 §3).
    public Optional<Reply> sender(SignedIn who, Sender sender) { return sender.path().address().filter(address -> !may(who, address)).map(Submission::notYours); }

    /// Why an account may use an address: its own, or by a right. Empty when it may not.
    public boolean may(SignedIn who, Address address) {
        if (!settings.now().flag(Setting.SUBMISSION_OWN_SENDER)) return true;
        var whole = address.domain().isEmpty() ? new Address(address.local(), domain(who)) : address;
        return authors.owns(who.account(), whole) || policies.now().right(who.account(), whole).isPresent();
    }

    private static Reply notYours(Address address) { return Reply.of(550, "5.7.1", "You may not send as <" + address.toString().replaceAll("[^ -~]", "?") + ">"); }

    /// @param octets of the header section
    public Edited edit(SignedIn who, Sender sender, byte[] octets, BodyFacts facts) {
        var header = RawHeader.read(octets);
        var now = settings.now();
        if (now.flag(Setting.SUBMISSION_OWN_SENDER)) {
            for (var field : header.fields()) {
                if (!field.is("From") && !field.is("Sender")) continue;
                var boxes = Mailboxes.read(field.body());
                if (boxes.garbled() || boxes.found().isEmpty() || boxes.found().size() > MOST_AUTHORS) return new Edited.Refused(Reply.of(550, "5.6.0", "The " + (field.is("From") ? "From" : "Sender") + " field is no list of addresses"));
                var strange = boxes.found().stream().map(Mailboxes.Mailbox::address).filter(address -> !may(who, address)).findFirst();
                if (strange.isPresent()) return new Edited.Refused(notYours(strange.get()));
            }
        }
        boolean completes = now.flag(Setting.SUBMISSION_COMPLETE);
        var fields = new ArrayList<RawHeader.Field>();
        for (var field : header.fields()) {
            var name = field.name().toLowerCase(java.util.Locale.ROOT);
            if (REMOVED.contains(name)) continue;                        // RFC 5322 §3.6.3: nobody learns who got a blind copy
            if (name.equals("from")) field = rewritten(who, sender, header, field);
            fields.add(completes && COMPLETED.contains(name) ? completed(who, field) : field);
        }
        var added = now.flag(Setting.SUBMISSION_FIELDS) ? missing(header) : "";
        if (added.isEmpty() && fields.equals(header.fields())) return new Edited.Same();
        var changed = header.with(fields, added);
        return new Edited.Changed(changed, facts(facts, octets, changed));
    }

    /// RFC 6409 §8.2, §8.3. Not where the first line goes on a field that is not there.
    private String missing(RawHeader header) {
        if (!header.fields().isEmpty() && " \t".indexOf(header.fields().getFirst().text().charAt(0)) >= 0) return "";
        var date = header.has("Date") ? "" : "Date: " + MailDate.format(clock.instant().atZone(ZoneOffset.UTC)) + "\r\n";
        return header.has("Message-ID") ? date : date + "Message-ID: <" + UUID.randomUUID() + "@" + hostName.now() + ">\r\n";
    }

    /// The primary address and the real name, whatever of their own addresses the mail program has: hides the names of hosts and old addresses. An address that is used by a right stays.
    private RawHeader.Field rewritten(SignedIn who, Sender sender, RawHeader header, RawHeader.Field field) {
        var author = authors.find(who.account());
        if (author.isEmpty() || author.get().rewrite() == FromRewrite.NONE || header.fields().stream().filter(other -> other.is("From")).count() != 1) return field;
        var boxes = Mailboxes.read(field.body());
        boolean own = !boxes.garbled() && boxes.found().size() == 1 && authors.owns(who.account(), whole(who, boxes.found().getFirst().address()));
        boolean writable = author.get().primary().indexOf('@') > 0 && (sender.utf8() || author.get().primary().chars().allMatch(c -> c < 128));             // RFC 6532 §3.2
        return own && writable ? field.withBody(" " + latin(shown(author.get())) + "\r\n") : field;
    }

    private Address whole(SignedIn who, Address address) { return address.domain().isEmpty() ? new Address(address.local(), domain(who)) : address; }

    private static String shown(Author author) {
        var name = author.name().strip();
        boolean plain = name.length() <= 200 && name.chars().allMatch(c -> c >= ' ' && c <= '~') && !name.contains("=?");
        if (author.rewrite() == FromRewrite.COMMENT)                     // RFC 5322 §3.2.2
            return author.primary() + (name.isEmpty() ? "" : " (" + (plain ? name.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") : EncodedWords.phrase(name)) + ")");
        return name.isEmpty() ? "<" + author.primary() + ">" : (plain ? '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : EncodedWords.phrase(name)) + " <" + author.primary() + ">";
    }

    private RawHeader.Field completed(SignedIn who, RawHeader.Field field) {
        var old = field.body();
        var body = new StringBuilder();
        int kept = 0;
        for (var box : Mailboxes.read(old).found()) {
            if (!box.address().domain().isEmpty()) continue;
            body.append(old, kept, box.end()).append('@').append(domain(who));
            kept = box.end();
        }
        return kept == 0 ? field : field.withBody(body.append(old, kept, old.length()).toString());
    }

    private static String latin(String text) { return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1); }

    private static BodyFacts facts(BodyFacts old, byte[] before, byte[] after) {
        long size = old.size() - before.length + after.length;
        boolean bodiless = old.size() == before.length;
        boolean eightBit = old.eightBit() && !bodiless;
        for (byte octet : after) eightBit |= octet < 0;
        boolean complete = bodiless ? after.length >= 2 && after[after.length - 1] == '\n' : old.endsInCrlf();
        return new BodyFacts(size, RawHeader.length(after), old.lines() - lines(before) + lines(after), old.dotLines() - dotLines(before) + dotLines(after), eightBit, complete);
    }

    private static long lines(byte[] octets) {
        long lines = 0;
        for (byte octet : octets) if (octet == '\n') lines++;
        return lines;
    }

    private static long dotLines(byte[] octets) {
        long lines = 0;
        for (int i = 0; i < octets.length; i++) if (octets[i] == '.' && (i == 0 || octets[i - 1] == '\n')) lines++;
        return lines;
    }

    /// The list of what an account may use besides its own addresses, for pages.
    public List<SendingRight> rights(long account) { return policies.now().rights().getOrDefault(account, List.of()); }
}
