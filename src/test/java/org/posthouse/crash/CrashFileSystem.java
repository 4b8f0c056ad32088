package org.posthouse.crash;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A disk in memory that can lose its power. Make one, run something on it, [#cutAt] an event, and look at [#afterCrash].
public final class CrashFileSystem extends FileSystem {
    /// What can go wrong without a power cut.
    public enum Fault {
        /// `EIO`. A sync that fails so leaves its pages clean: no later sync writes them.
        INPUT_OUTPUT("Input/output error"),
        /// `ENOSPC`.
        NO_SPACE("No space left on device");

        final String text;

        Fault(String text) { this.text = text; }
    }

    private final CrashProvider provider = new CrashProvider(this);
    private final Folder root;
    private final Journal journal = new Journal();
    private final Map<Integer, Fault> faults = new TreeMap<>();
    private int events;
    private int cutAt = Integer.MAX_VALUE;
    private boolean dead;
    private long capacity = Long.MAX_VALUE;
    private String lastEvent = "";
    private String faulted = "";

    public CrashFileSystem() { this(new Folder()); }

    private CrashFileSystem(Folder root) { this.root = root; }

    /// The power fails at the event with this number, counted from 1: a write or a change of names has been asked for and may be on disk or not, a
    /// sync has not ended. From then on everything throws.
    public synchronized void cutAt(int event) { cutAt = event; }

    /// The event with this number fails.
    public synchronized void failAt(int event, Fault fault) { faults.put(event, fault); }

    /// Octets all files together may have.
    public synchronized void capacity(long octets) { capacity = octets; }

    /// Events so far.
    public synchronized int events() { return events; }

    /// The last event, in words.
    public synchronized String lastEvent() { return lastEvent; }

    /// The last event that a fault met, in words; empty when none has.
    public synchronized String faulted() { return faulted; }

    public synchronized boolean dead() { return dead; }

    /// Something outside the disk that a power cut may come before or after, such as a database's own sync.
    public synchronized void event(String what) throws IOException { happen(what); }

    /// Flips a bit on the platter.
    public synchronized void rot(Path file, int offset) throws IOException { inode((CrashPath) file).rot(offset); }

    /// The disk as it may be found after a crash now. The same seed gives the same disk.
    public synchronized CrashFileSystem afterCrash(Loss loss, long seed) {
        var dice = new SplittableRandom(seed);
        var names = journal.afterCrash(loss, dice);
        return new CrashFileSystem((Folder) copy(root, names, new IdentityHashMap<>(), loss, dice));
    }

    private static Node copy(Node node, Map<Folder, Map<String, Node>> names, Map<Node, Node> copies, Loss loss, RandomGenerator dice) {
        var known = copies.get(node);
        if (known != null) return known;
        if (node instanceof Inode inode) {
            var copy = inode.afterCrash(loss, dice);
            copies.put(node, copy);
            return copy;
        }
        var folder = new Folder();
        copies.put(node, folder);
        names.getOrDefault((Folder) node, ((Folder) node).durable).forEach((name, child) -> folder.live.put(name, copy(child, names, copies, loss, dice)));
        folder.durable.putAll(folder.live);
        return folder;
    }

    /// Counts an event that has been asked for.
    void happen(String what) throws IOException {
        alive();
        events++;
        lastEvent = what;
        if (events >= cutAt) {
            dead = true;
            throw new PowerCut(what);
        }
        var fault = faults.get(events);
        if (fault != null) {
            faulted = what;
            throw new IOException(fault.text);
        }
    }

    void alive() throws IOException { if (dead) throw new PowerCut("rest"); }

    synchronized void write(Inode inode, int at, byte[] octets, Object file) throws IOException {
        alive();
        if (used() + Math.max(0, at + octets.length - inode.size()) > capacity) {
            happen("write " + file);
            throw new IOException(Fault.NO_SPACE.text);
        }
        if (faults.containsKey(events + 1)) {
            happen("write " + file);
            return;
        }
        inode.write(at, octets);
        happen("write " + file);
    }

    synchronized void truncate(Inode inode, int to, Object file) throws IOException {
        alive();
        if (to >= inode.size()) return;
        inode.truncate(to);
        happen("truncate " + file);
    }

    synchronized void force(Node node, Object file) throws IOException {
        try {
            happen("force " + file);
        } catch (PowerCut e) {
            throw e;
        } catch (IOException e) {
            if (node instanceof Inode inode) inode.drop();
            throw e;
        }
        if (node instanceof Inode inode) inode.force();
        if (node instanceof Folder folder) journal.force(folder);
    }

    synchronized void link(CrashPath path, Node node) throws IOException {
        alive();
        refuseFault("create " + path);
        journal.note(new Journal.Entry(parent(path), null, name(path), node, null));
        happen("create " + path);
    }

    synchronized void unlink(CrashPath path) throws IOException {
        alive();
        find(path);
        refuseFault("delete " + path);
        journal.note(new Journal.Entry(parent(path), name(path), null, null, null));
        happen("delete " + path);
    }

    synchronized void rename(CrashPath from, CrashPath to) throws IOException {
        alive();
        var node = find(from);
        refuseFault("rename " + from + " to " + to);
        var source = parent(from);
        var target = parent(to);
        if (source == target) {
            journal.note(new Journal.Entry(source, name(from), name(to), node, null));
        } else {
            var added = journal.note(new Journal.Entry(target, null, name(to), node, null));
            journal.note(new Journal.Entry(source, name(from), null, null, added));
        }
        happen("rename " + from + " to " + to);
    }

    /// A fault comes before the change, a power cut after it.
    private void refuseFault(String what) throws IOException { if (faults.containsKey(events + 1)) happen(what); }

    synchronized Node find(CrashPath path) throws IOException {
        alive();
        Node node = root;
        for (var name : path.names()) {
            if (!(node instanceof Folder folder)) throw new NotDirectoryException(path.toString());
            node = folder.live.get(name);
            if (node == null) throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    synchronized Inode inode(CrashPath path) throws IOException {
        if (find(path) instanceof Inode inode) return inode;
        throw new IOException(path + " is a folder");
    }

    private Folder parent(CrashPath path) throws IOException {
        var parent = (CrashPath) path.toAbsolutePath().getParent();
        if (find(parent) instanceof Folder folder) return folder;
        throw new NotDirectoryException(parent.toString());
    }

    private static String name(CrashPath path) { return path.names().getLast(); }

    synchronized long used() { return capacity == Long.MAX_VALUE ? 0 : used(root); }

    private static long used(Node node) {
        return switch (node) {
            case Inode inode -> inode.size();
            case Folder folder -> folder.live.values().stream().mapToLong(CrashFileSystem::used).sum();
        };
    }

    synchronized long capacity() { return Math.min(capacity, 1L << 40); }

    @Override public FileSystemProvider provider() { return provider; }

    @Override public void close() { }

    @Override public boolean isOpen() { return true; }

    @Override public boolean isReadOnly() { return false; }

    @Override public String getSeparator() { return "/"; }

    @Override public Iterable<Path> getRootDirectories() { return List.of(getPath("/")); }

    @Override public Iterable<FileStore> getFileStores() { return List.of(new CrashFileStore(this)); }

    @Override public Set<String> supportedFileAttributeViews() { return Set.of("basic"); }

    @Override public Path getPath(String first, String... more) { return CrashPath.of(this, more.length == 0 ? first : first + "/" + String.join("/", more)); }

    @Override public PathMatcher getPathMatcher(String pattern) { throw new UnsupportedOperationException(); }

    @Override public UserPrincipalLookupService getUserPrincipalLookupService() { throw new UnsupportedOperationException(); }

    @Override public WatchService newWatchService() { throw new UnsupportedOperationException(); }
}
