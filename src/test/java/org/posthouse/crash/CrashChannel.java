package org.posthouse.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// An open file of the [CrashFileSystem]; it lives on when its name is gone, as in POSIX.
final class CrashChannel extends FileChannel {
    private final CrashFileSystem disk;
    private final CrashPath file;
    private final Node node;
    private final boolean writable;
    private final boolean append;
    private long position;

    CrashChannel(CrashFileSystem disk, CrashPath file, Node node, boolean writable, boolean append) {
        this.disk = disk;
        this.file = file;
        this.node = node;
        this.writable = writable;
        this.append = append;
    }

    private Inode inode() throws IOException {
        if (!isOpen()) throw new ClosedChannelException();
        if (node instanceof Inode inode) return inode;
        throw new IOException(file + " is a folder");
    }

    @Override public int read(ByteBuffer into) throws IOException {
        int got = read(into, position);
        if (got > 0) position += got;
        return got;
    }

    @Override public int read(ByteBuffer into, long at) throws IOException {
        var inode = inode();
        synchronized (disk) {
            disk.alive();
            if (!into.hasRemaining()) return 0;
            var octets = new byte[into.remaining()];
            int got = inode.read((int) at, octets, 0, octets.length);
            if (got > 0) into.put(octets, 0, got);
            return got;
        }
    }

    @Override public long read(ByteBuffer[] into, int from, int length) { throw new UnsupportedOperationException(); }

    @Override public int write(ByteBuffer octets) throws IOException {
        if (append) position = inode().size();
        int wrote = write(octets, position);
        position += wrote;
        return wrote;
    }

    @Override public int write(ByteBuffer octets, long at) throws IOException {
        if (!writable) throw new NonWritableChannelException();
        var copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        disk.write(inode(), (int) at, copy, file);
        octets.position(octets.limit());
        return copy.length;
    }

    @Override public long write(ByteBuffer[] octets, int from, int length) { throw new UnsupportedOperationException(); }

    @Override public long position() { return position; }

    @Override public FileChannel position(long to) {
        position = to;
        return this;
    }

    @Override public long size() throws IOException { return inode().size(); }

    @Override public FileChannel truncate(long to) throws IOException {
        disk.truncate(inode(), (int) to, file);
        return this;
    }

    @Override public void force(boolean metaData) throws IOException {
        if (!isOpen()) throw new ClosedChannelException();
        disk.force(node, file);
    }

    @Override public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
        var octets = ByteBuffer.allocate((int) Math.min(count, 8192));
        return read(octets, at) <= 0 ? 0 : target.write(octets.flip());
    }

    @Override public long transferFrom(ReadableByteChannel source, long at, long count) { throw new UnsupportedOperationException(); }

    @Override public MappedByteBuffer map(MapMode mode, long at, long size) { throw new UnsupportedOperationException(); }

    @Override public FileLock lock(long at, long size, boolean shared) { return tryLock(at, size, shared); }

    @Override public FileLock tryLock(long at, long size, boolean shared) {
        return new FileLock(this, at, size, shared) {
            @Override public boolean isValid() { return isOpen(); }

            @Override public void release() { }
        };
    }

    @Override protected void implCloseChannel() { }
}
