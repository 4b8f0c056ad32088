package org.posthouse.list.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.posthouse.database.Database;
import org.posthouse.database.UnitOfWork;
import org.posthouse.list.ListClosed;
import org.posthouse.mailbox.RowsRefused;
import org.posthouse.message.Structure;

/// Words of all archives, in one index on disk that follows the rows. How far it has come stands in its own commits; rows behind that point are looked at again, since ids are given out before commits.
@ApplicationScoped public class ArchiveIndex {
    private static final System.Logger LOG = System.getLogger(ArchiveIndex.class.getName());
    /// Of the analysis: with another one, everything is read anew.
    private static final String EDITION = "2";
    private static final int STEP = 200;
    /// Ids begin with milliseconds, 12 bits of others behind them (see Ids): a transaction that is open longer than this does not add articles.
    private static final long LATE = 120_000L << 12;
    /// What is looked at again each time; most commits come in the order of their ids.
    private static final long SOON = 3_000L << 12;
    private static final Duration BREATH = Duration.ofMillis(500);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(60);
    /// Nobody pages further; how many there are is counted all the same.
    public static final int MOST_PAGED = 10_000;
    /// Characters of an article's text that stand in the index, so that what was found is shown without reading whole messages.
    private static final int MOST_KEPT = 32 << 10;

    @Inject Database database;
    @Inject UnitOfWork work;
    @Inject Shelf shelf;

    private final Semaphore bell = new Semaphore(0);
    private final ConcurrentLinkedQueue<Term> gone = new ConcurrentLinkedQueue<>();
    private final TreeSet<Long> seen = new TreeSet<>();
    private Path folder;
    private IndexWriter writer;
    private volatile SearcherManager searchers;
    private volatile boolean stopping;
    private Thread thread;
    private long reached;
    private long committed = System.nanoTime();
    private long looked = System.nanoTime() - LOOK_EVERY.toNanos();
    private boolean unsaved;

    void archived(@Observes(during = TransactionPhase.AFTER_SUCCESS) Archive.Archived event) { bell.release(); }

    void removed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Archive.Removed event) {
        gone.add(key(event.list(), event.number()));
        bell.release();
    }

    void closed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ListClosed event) {
        gone.add(new Term("list", Long.toString(event.list())));
        bell.release();
    }

    /// @param folder of the index, made when it is missing
    public synchronized void start(ThreadFactory factory, Path folder) {
        this.folder = folder;
        stopping = false;
        thread = factory.newThread(this::follow);
        thread.start();
    }

    public synchronized void stop(Duration patience) {
        stopping = true;
        bell.release();
        if (thread == null) return;
        try {
            if (!thread.join(patience)) LOG.log(Level.WARNING, "event=archive-index-left-behind patience={0}", patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    private void follow() {
        while (!stopping) {
            try {
                open();
                catchUp();
                compare();
                while (!stopping) {
                    if (bell.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) Thread.sleep(stopping ? Duration.ZERO : BREATH);
                    bell.drainPermits();
                    catchUp();
                }
            } catch (InterruptedException _) {
                break;
            } catch (IOException | RuntimeException failed) {
                LOG.log(Level.ERROR, "event=archive-index-failed", failed);
                close(false);
                pause();
            }
        }
        close(true);
    }

    private void pause() {
        try {
            if (!stopping) bell.tryAcquire(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void open() throws IOException {
        if (writer != null) return;
        try {
            writer = writer();
        } catch (org.apache.lucene.store.LockObtainFailedException held) {
            throw held;
        } catch (IOException | IllegalArgumentException broken) {          // torn, of an older or a newer library: it can be made anew
            LOG.log(Level.WARNING, "event=archive-index-made-anew why={0}", String.valueOf(broken.getMessage()));
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) Files.deleteIfExists(file);
            }
            writer = writer();
        }
        var data = data();
        if (!EDITION.equals(data.get("edition"))) writer.deleteAll();
        reached = EDITION.equals(data.get("edition")) ? Long.parseLong(data.getOrDefault("reached", "0")) : 0;
        seen.clear();
        searchers = new SearcherManager(writer, null);
    }

    private IndexWriter writer() throws IOException {
        Files.createDirectories(folder);
        return new IndexWriter(FSDirectory.open(folder), new IndexWriterConfig(Words.OF_TEXTS).setRAMBufferSizeMB(16).setCommitOnClose(false));
    }

    private Map<String, String> data() {
        var data = new HashMap<String, String>();
        if (writer.getLiveCommitData() != null) StreamSupport.stream(writer.getLiveCommitData().spliterator(), false).forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        return data;
    }

    private record Row(long id, Article article) { }

    private void catchUp() throws IOException {
        for (var term = gone.poll(); term != null; term = gone.poll()) {
            writer.deleteDocuments(term);
            unsaved = true;
        }
        boolean thorough = System.nanoTime() - looked > LOOK_EVERY.toNanos();
        if (thorough) {
            looked = System.nanoTime();
            seen.headSet(Math.max(0, reached - 2 * LATE)).clear();
        }
        long from = Math.max(0, reached - (thorough ? LATE : SOON));
        int count = 0;
        for (var rows = rows(from); !rows.isEmpty() && !stopping; rows = rows(from)) {
            for (var row : rows) {
                from = row.id();
                reached = Math.max(reached, row.id());
                if (seen.add(row.id())) {
                    writer.updateDocument(key(row.article().list(), row.article().number()), document(row.article()));
                    count++;
                }
            }
            if (count > 0 && System.nanoTime() - committed > COMMIT_EVERY.toNanos()) save();
        }
        unsaved |= count > 0;
        if (unsaved) searchers.maybeRefresh();
        if (unsaved && (System.nanoTime() - committed > COMMIT_EVERY.toNanos() || count > STEP)) save();
    }

    private void save() throws IOException {
        writer.setLiveCommitData(Map.of("edition", EDITION, "reached", Long.toString(reached)).entrySet());
        writer.commit();
        searchers.maybeRefresh();
        committed = System.nanoTime();
        unsaved = false;
    }

    /// Once after the start: an index that has not as many articles as there are is made anew.
    private void compare() throws IOException {
        long rows = work.call(() -> {
            try (var connection = database.source().getConnection()) {
                return Rows.one(connection, "SELECT COUNT(*) FROM list_article WHERE id <= ? AND list_id IN (SELECT id FROM mailing_list)", row -> row.getLong(1), reached).orElse(0L);
            } catch (SQLException failed) {
                throw new RowsRefused(failed);
            }
        });
        int documents = writer.getDocStats().numDocs;
        if (stopping || rows == documents) return;
        LOG.log(Level.WARNING, "event=archive-index-made-anew rows={0} documents={1}", Long.toString(rows), Integer.toString(documents));
        writer.deleteAll();
        reached = 0;
        seen.clear();
        catchUp();
        if (!stopping) save();
    }

    /// `list_id + 0` keeps H2 from walking by the index of lists, which it chose while there was one list with few posts: then each step sorted all that are left.
    private List<Row> rows(long from) {
        return work.call(() -> {
            try (var connection = database.source().getConnection()) {
                return Rows.all(connection, "SELECT " + Rows.ARTICLE + ", id FROM list_article WHERE id > ? AND list_id + 0 IN (SELECT id FROM mailing_list) ORDER BY id LIMIT " + STEP, row -> new Row(row.getLong(14), Rows.article(row)), from);
            } catch (SQLException failed) {
                throw new RowsRefused(failed);
            }
        });
    }

    private static Term key(long list, long number) { return new Term("key", list + "/" + number); }

    private Document document(Article article) {
        var document = new Document();
        document.add(new StringField("key", article.list() + "/" + article.number(), Field.Store.NO));
        document.add(new StringField("list", Long.toString(article.list()), Field.Store.NO));
        document.add(new StoredField("number", article.number()));
        document.add(new NumericDocValuesField("order", article.number()));
        document.add(new LongPoint("posted", article.posted().toEpochMilli()));
        document.add(new TextField("subject", article.subject(), Field.Store.NO));
        document.add(new TextField("from", article.authorName() + " " + local(article.author()), Field.Store.NO));
        document.add(new TextField("address", article.author(), Field.Store.NO));
        try (var open = work.call(() -> opened(article))) {
            if (open != null) {
                var structure = Structure.read(open.octets());
                var text = ArticleText.searched(structure, open.octets());
                document.add(new TextField("body", text, Field.Store.NO));
                document.add(new StoredField("text", ArticleText.cut(text, MOST_KEPT)));
                document.add(new TextField("files", ArticleText.files(structure), Field.Store.NO));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.log(Level.WARNING, "event=article-unreadable list={0} number={1} why={2}", Long.toString(article.list()), Long.toString(article.number()), String.valueOf(unreadable.getMessage()));
        }
        return document;
    }

    private Shelf.OpenArticle opened(Article article) {
        try {
            return shelf.open(article).orElse(null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String local(String address) { return address.substring(0, Math.max(0, address.lastIndexOf('@'))); }

    private void close(boolean save) {
        try {
            if (writer != null && save && writer.isOpen()) save();
        } catch (IOException | RuntimeException failed) {
            LOG.log(Level.WARNING, "event=archive-index-not-saved why={0}", String.valueOf(failed.getMessage()));
        }
        try (var ending = writer; var asked = searchers) {
            searchers = null;
            writer = null;
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "event=archive-index-not-closed why={0}", String.valueOf(failed.getMessage()));
        }
    }

    /// What was found.
    ///
    /// @param found articles, the best or the newest first
    /// @param total how many there are, of which [#MOST_PAGED] can be asked for
    public record Hits(List<Hit> found, long total, boolean ready) {
        public List<Long> numbers() { return found.stream().map(Hit::number).toList(); }
    }

    /// @param text of the article, as much of it as the index keeps
    public record Hit(long number, String text) { }

    private static final Hits NOT_READY = new Hits(List.of(), 0, false);

    /// @param newest the newest first, not the best
    public Hits search(long list, Question question, boolean newest, int from, int count) throws IOException {
        return asked(NOT_READY, searcher -> {
            int wanted = Math.min(MOST_PAGED, from + count);
            var query = question.query(list);
            var top = newest ? searcher.search(query, new TopFieldCollectorManager(new Sort(new SortField("order", SortField.Type.LONG, true)), wanted, null, Integer.MAX_VALUE))
                    : searcher.search(query, new TopScoreDocCollectorManager(wanted, null, Integer.MAX_VALUE));
            var found = new ArrayList<Hit>();
            var stored = searcher.storedFields();
            for (int i = from; i < top.scoreDocs.length; i++) {
                var document = stored.document(top.scoreDocs[i].doc);
                found.add(new Hit(document.getField("number").numericValue().longValue(), text(document)));
            }
            return new Hits(found, top.totalHits.value(), true);
        });
    }

    /// What articles say, of those that the index has by now: it follows the rows a little later.
    public Map<Long, String> texts(long list, List<Long> numbers) throws IOException {
        return asked(Map.of(), searcher -> {
            var keys = numbers.stream().map(number -> key(list, number).bytes()).toList();
            var top = searcher.search(new TermInSetQuery("key", keys), new TopScoreDocCollectorManager(Math.max(1, keys.size()), null, Integer.MAX_VALUE));
            var texts = new HashMap<Long, String>();
            for (var hit : top.scoreDocs) {
                var document = searcher.storedFields().document(hit.doc);
                texts.put(document.getField("number").numericValue().longValue(), text(document));
            }
            return texts;
        });
    }

    /// Empty for an article that could not be read.
    private static String text(Document document) { return document.get("text") == null ? "" : document.get("text"); }

    /// Something asked of the index.
    private interface Asked<T> { T of(IndexSearcher searcher) throws IOException; }

    private <T> T asked(T closed, Asked<T> what) throws IOException {
        var now = searchers;
        if (now == null) return closed;
        IndexSearcher searcher;
        try {
            searcher = now.acquire();
        } catch (AlreadyClosedException _) {
            return closed;
        }
        try {
            return what.of(searcher);
        } finally {
            now.release(searcher);
        }
    }

    /// Waits, for tests, until everything that is committed can be found.
    boolean follows(long articles) { return searchers != null && writer != null && writer.getDocStats().numDocs == articles; }

}
