package org.posthouse.crash;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

/// A path of plain names; `.` and `..` have no meaning here.
record CrashPath(CrashFileSystem disk, boolean absolute, List<String> names) implements Path {
    static CrashPath of(CrashFileSystem disk, String text) {
        var names = new ArrayList<String>();
        for (var name : text.split("/")) if (!name.isEmpty()) names.add(name);
        return new CrashPath(disk, text.startsWith("/"), List.copyOf(names));
    }

    @Override public FileSystem getFileSystem() { return disk; }

    @Override public boolean isAbsolute() { return absolute; }

    @Override public Path getRoot() { return absolute ? new CrashPath(disk, true, List.of()) : null; }

    @Override public Path getFileName() { return names.isEmpty() ? null : new CrashPath(disk, false, List.of(names.getLast())); }

    @Override public Path getParent() {
        if (names.isEmpty() || names.size() == 1 && !absolute) return null;
        return new CrashPath(disk, absolute, names.subList(0, names.size() - 1));
    }

    @Override public int getNameCount() { return names.size(); }

    @Override public Path getName(int index) { return new CrashPath(disk, false, List.of(names.get(index))); }

    @Override public Path subpath(int from, int to) { return new CrashPath(disk, false, names.subList(from, to)); }

    @Override public boolean startsWith(Path other) {
        return other instanceof CrashPath path && path.absolute == absolute && path.names.size() <= names.size() && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override public boolean endsWith(Path other) {
        return other instanceof CrashPath path && path.names.size() <= names.size() && names.subList(names.size() - path.names.size(), names.size()).equals(path.names);
    }

    @Override public Path normalize() { return this; }

    @Override public Path resolve(Path other) {
        var path = (CrashPath) other;
        if (path.absolute) return path;
        var all = new ArrayList<>(names);
        all.addAll(path.names);
        return new CrashPath(disk, absolute, List.copyOf(all));
    }

    @Override public Path relativize(Path other) {
        if (!other.startsWith(this)) throw new IllegalArgumentException(other + " is not below " + this);
        return new CrashPath(disk, false, ((CrashPath) other).names.subList(names.size(), other.getNameCount()));
    }

    @Override public URI toUri() { return URI.create("crash:" + this); }

    @Override public Path toAbsolutePath() { return new CrashPath(disk, true, names); }

    @Override public Path toRealPath(LinkOption... options) { return toAbsolutePath(); }

    @Override public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) { throw new UnsupportedOperationException(); }

    @Override public int compareTo(Path other) { return toString().compareTo(other.toString()); }

    @Override public boolean equals(Object other) {
        return other instanceof CrashPath path && path.disk == disk && path.absolute == absolute && path.names.equals(names);
    }

    @Override public int hashCode() { return names.hashCode(); }

    @Override public String toString() { return (absolute ? "/" : "") + String.join("/", names); }
}
