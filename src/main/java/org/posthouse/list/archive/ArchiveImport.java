package org.posthouse.list.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.archive.Import.Progress;
import org.posthouse.list.archive.Import.Refusal;
import org.posthouse.list.archive.Import.Why;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.Structure;
import org.posthouse.mime.Path;
import org.posthouse.routing.Addresses;
import org.posthouse.store.Pin;
import org.posthouse.store.Receipt;
import org.posthouse.store.StoredEnvelope;

/// Brings an archive along from another list manager: as many posts to a step as share a sync of the store and a commit of the database. How far it is stands in the same commit, and what is there already is passed
/// over, so one that was cut off goes on and one that is repeated adds nothing.
@ApplicationScoped public class ArchiveImport {
    private static final System.Logger LOG = System.getLogger(ArchiveImport.class.getName());
    private static final int STEP = 256;
    private static final long STEP_OCTETS = 16L << 20;
    /// `jane at podunk.test (Jane Doe)`, as Mailman 2 writes into its downloads.
    private static final Pattern AT = Pattern.compile("\\s*(\\S+) at ([A-Za-z0-9.-]+\\.[A-Za-z0-9-]+)\\s*(?:\\((.*)\\))?\\s*");

    @Inject Archive archive;
    @Inject Shelf shelf;
    @Inject Lists lists;
    @Inject OpenStore open;
    @Inject UnitOfWork work;
    @Inject Durability durability;
    @Inject Clock clock;

    /// Where it is written down how far an import is.
    interface Ledger {
        /// In the transaction that adds posts; whatever it throws undoes them.
        void note(Progress now, List<Refusal> refused);
    }

    /// @param in       the file, from where `from` says that it was reached
    /// @param oldPages the archive's pages were Mailman 2's, made from this file in its order: their addresses will lead here
    /// @param stopping asked between steps
    Progress bring(ListEntry list, InputStream in, boolean oldPages, Progress from, Ledger ledger, BooleanSupplier stopping) throws IOException, InterruptedException {
        var run = new Run(list, oldPages, from, ledger);
        try (var messages = new Mbox(in, from.reached(), clock.instant().plus(Duration.ofDays(2)))) {
            long place = from.reached();
            for (var next = messages.next(); next.isPresent() && !stopping.getAsBoolean(); next = messages.next()) {
                run.take(next.get(), place);
                place = messages.position();
                if (run.full()) run.step(place);
            }
            if (stopping.getAsBoolean()) return run.now;
            run.step(messages.position());
            durability.await();
            LOG.log(Level.INFO, "event=archive-imported list={0} added={1} there={2} refused={3} octets={4}", list.address(), Long.toString(run.now.added()), Long.toString(run.now.there()), Long.toString(run.now.refused()), Long.toString(run.now.reached()));
            return run.now;
        }
    }

    private record Post(long order, long place, byte[] octets, ArticleFacts facts, Optional<Long> ownNumber, List<String> oldPages) { }

    private final class Run {
        private final ListEntry list;
        private final boolean oldPages;
        private final Ledger ledger;
        private final Pattern tag;
        private final List<Post> waiting = new ArrayList<>();
        private final List<Refusal> refused = new ArrayList<>();
        private Progress now;
        private long octets;
        private long highest;
        private long posts;

        Run(ListEntry list, boolean oldPages, Progress from, Ledger ledger) {
            this.list = list;
            this.oldPages = oldPages;
            this.ledger = ledger;
            now = from;
            posts = from.posts();
            highest = work.call(() -> shelf.byDate(list.id(), 0, 0, 1)).rows().stream().mapToLong(Article::number).findFirst().orElse(0);
            tag = Pattern.compile("[\\[(]\\s*" + Pattern.quote(list.name()) + "[\\s:,.#-]{1,3}0*(\\d{1,9})\\s*[\\])]", Pattern.CASE_INSENSITIVE);
        }

        void take(Mbox.Message message, long place) throws IOException {
            posts++;
            var structure = Structure.read(MessageOctets.of(message.octets()));
            var header = structure.header();
            if (header.all().isEmpty() || message.cut()) {
                refused.add(new Refusal(posts, place, message.cut() ? Why.TOO_LONG : Why.NO_HEADER, header.first("Subject").map(EncodedWords::read).orElse("")));
                return;
            }
            var posted = ArticleFacts.written(header, message.posted().orElse(clock.instant()));
            waiting.add(new Post(posts, place, message.octets(), author(header, ArticleFacts.of(list, structure, posted)), number(header), oldPages ? pages(header, posted) : List.of()));
            octets += message.octets().length;
        }

        boolean full() { return waiting.size() + refused.size() >= STEP || octets >= STEP_OCTETS; }

        private Optional<Long> number(HeaderFields header) {
            for (var name : List.of("X-Mail-Count", "X-ML-Count", "X-Sequence", "X-List-Number")) {
                var value = header.first(name).map(text -> text.replaceFirst("^.*?(\\d{1,9})\\s*$", "$1")).filter(text -> text.matches("\\d{1,9}"));
                if (value.isPresent()) return value.map(Long::parseLong).filter(number -> number > 0);
            }
            var match = tag.matcher(header.first("Subject").map(EncodedWords::read).orElse(""));
            return match.find() ? Optional.of(Long.parseLong(match.group(1))).filter(number -> number > 0) : Optional.empty();
        }

        private ArticleFacts author(HeaderFields header, ArticleFacts facts) {
            if (!facts.author().isEmpty()) return facts;
            var match = AT.matcher(header.first("From").orElse(""));
            return match.matches() ? Addresses.read(match.group(1) + "@" + match.group(2)).map(address -> facts.by(match.group(3) == null ? "" : EncodedWords.read(match.group(3)), address)).orElse(facts) : facts;
        }

        /// Where Mailman 2 had the page of this post, and where Mailman 3 has it.
        private List<String> pages(HeaderFields header, Instant posted) {
            var date = posted.atZone(ZoneOffset.UTC);
            var pages = new ArrayList<String>();
            pages.add(date.getYear() + "-" + date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "/" + String.format(Locale.ROOT, "%06d", posts - 1) + ".html");
            header.first("Message-ID").map(id -> id.strip().replaceAll("^<|>$", "")).filter(id -> !id.isEmpty()).ifPresent(id -> pages.add("message/" + hash(id)));
            return pages;
        }

        /// Stores what waits, and then gives it numbers.
        void step(long reached) throws InterruptedException, IOException {
            var fresh = fresh();
            var pins = new ArrayList<Pin>();
            try {
                var stored = store(fresh, pins);
                for (int i = 0; i < fresh.size(); i++) if (stored.get(i).isEmpty()) refused.add(new Refusal(fresh.get(i).order, fresh.get(i).place, Why.NOT_KEPT, fresh.get(i).facts.subject()));
                long added = stored.stream().filter(Optional::isPresent).count();
                var next = new Progress(now.added() + added, now.there() + waiting.size() - fresh.size(), now.refused() + refused.size(), posts, reached);
                highest = work.call(() -> {
                    long last = added == 0 ? highest : add(fresh, stored);
                    ledger.note(next, refused);
                    return last;
                });
                now = next;
            } finally {
                pins.forEach(Pin::close);
            }
            waiting.clear();
            refused.clear();
            octets = 0;
        }

        /// What is not in the archive yet.
        private List<Post> fresh() {
            return work.call(() -> {
                Set<String> ids = new HashSet<>();
                return waiting.stream().filter(post -> {
                    var id = post.facts.messageId();
                    return id.isEmpty() ? !anonymous(post) : ids.add(id) && shelf.find(list.id(), id).isEmpty();
                }).toList();
            });
        }

        /// One without a Message-ID is the same when its own number has the same size.
        private boolean anonymous(Post post) { return post.ownNumber.flatMap(number -> shelf.find(list.id(), number)).filter(article -> article.octets() == post.facts.octets()).isPresent(); }

        private List<Optional<org.posthouse.store.RecordId>> store(List<Post> posts, List<Pin> pins) throws InterruptedException, IOException {
            var receipts = new ArrayList<Receipt>();
            var envelope = new Envelope(Sender.of(Path.NULL), List.of(Recipient.of(path())));
            for (var post : posts) receipts.add(open.get().append(StoredEnvelope.kept(post.facts.posted(), envelope, facts(post.octets), "archive/" + list.id() + "/" + post.facts.messageId()), post.octets));
            var stored = new ArrayList<Optional<org.posthouse.store.RecordId>>();
            for (var receipt : receipts) {
                var reply = receipt.await();
                if (!reply.positive()) throw new IOException("the store did not take a post: " + reply);
                var pin = open.get().pin(receipt.id().orElseThrow());
                pin.ifPresent(pins::add);
                stored.add(pin.flatMap(_ -> receipt.id()));
            }
            return stored;
        }

        private Path path() { return org.posthouse.mime.PathRead.parse("<" + list.address() + ">") instanceof org.posthouse.mime.PathRead.Good(var path, _) ? path : Path.NULL; }

        /// @return the largest number there is then
        private long add(List<Post> posts, List<Optional<org.posthouse.store.RecordId>> stored) {
            lists.find(list.id()).orElseThrow(() -> Rejected.absent("key", "there is no such list"));      // removed meanwhile: its folder is not made anew
            long last = Math.max(highest, lists.number(list.id()) - 1);          // posts that came meanwhile have numbers too
            var used = new HashSet<Long>();
            var articles = new ArrayList<Archive.NewArticle>();
            for (int i = 0; i < posts.size(); i++) {
                if (stored.get(i).isEmpty()) continue;
                long number = posts.get(i).ownNumber.filter(own -> !used.contains(own) && shelf.find(list.id(), own).isEmpty()).orElse(last + 1);
                used.add(number);
                last = Math.max(last, number);
                articles.add(new Archive.NewArticle(number, stored.get(i).get(), new byte[0], posts.get(i).facts));
            }
            archive.add(list.id(), articles);
            lists.numberedFrom(list.id(), last + 1);                             // with the posts themselves: an import that is cut off leaves no number to be given twice
            int at = 0;
            for (int i = 0; i < posts.size(); i++) {
                if (stored.get(i).isEmpty()) continue;
                long number = articles.get(at++).number();
                for (var page : posts.get(i).oldPages) archive.moved(list.id(), page, number);
            }
            return last;
        }
    }

    private static BodyFacts facts(byte[] octets) {
        int header = octets.length;
        long lines = 0;
        long dots = 0;
        boolean high = false;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                lines++;
                if (header == octets.length && i >= 3 && octets[i - 2] == '\n') header = i + 1;
            }
            high |= octets[i] < 0;
            if (octets[i] == '.' && (i == 0 || octets[i - 1] == '\n')) dots++;
        }
        return new BodyFacts(octets.length, header, lines, dots, high, octets.length == 0 || octets[octets.length - 1] == '\n');
    }

    /// As HyperKitty names a page: SHA-1 of the Message-ID in base 32.
    static String hash(String messageId) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(messageId.getBytes(StandardCharsets.UTF_8));
            var text = new StringBuilder();
            for (int i = 0; i < 160; i += 5) {
                int bits = (digest[i / 8] & 0xFF) << 8 | (i / 8 + 1 < 20 ? digest[i / 8 + 1] & 0xFF : 0);
                text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(bits >> 11 - i % 8 & 31));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
