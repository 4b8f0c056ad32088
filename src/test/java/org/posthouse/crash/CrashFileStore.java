package org.posthouse.crash;

import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;

/// How full the disk is.
final class CrashFileStore extends FileStore {
    private final CrashFileSystem disk;

    CrashFileStore(CrashFileSystem disk) { this.disk = disk; }

    @Override public String name() { return "crash"; }

    @Override public String type() { return "crash"; }

    @Override public boolean isReadOnly() { return false; }

    @Override public long getTotalSpace() { return disk.capacity(); }

    @Override public long getUsableSpace() { return Math.max(0, disk.capacity() - disk.used()); }

    @Override public long getUnallocatedSpace() { return getUsableSpace(); }

    @Override public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) { return false; }

    @Override public boolean supportsFileAttributeView(String name) { return false; }

    @Override public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) { return null; }

    @Override public Object getAttribute(String attribute) { throw new UnsupportedOperationException(); }
}
