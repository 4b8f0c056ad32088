package org.posthouse.crash;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/// The calls of `java.nio.file.Files`, as far as a store makes them.
final class CrashProvider extends FileSystemProvider {
    private final CrashFileSystem disk;

    CrashProvider(CrashFileSystem disk) { this.disk = disk; }

    @Override public String getScheme() { return "crash"; }

    @Override public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        var file = (CrashPath) path;
        boolean write = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        Node node;
        try {
            node = disk.find(file);
            if (options.contains(StandardOpenOption.CREATE_NEW)) throw new FileAlreadyExistsException(path.toString());
        } catch (NoSuchFileException e) {
            if (!write || !options.contains(StandardOpenOption.CREATE) && !options.contains(StandardOpenOption.CREATE_NEW)) throw e;
            node = new Inode();
            disk.link(file, node);
        }
        if (node instanceof Inode inode && write && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) disk.truncate(inode, 0, file);
        return new CrashChannel(disk, file, node, write, options.contains(StandardOpenOption.APPEND));
    }

    @Override public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
        if (!(disk.find((CrashPath) path) instanceof Folder folder)) throw new NotDirectoryException(path.toString());
        var paths = new ArrayList<Path>();
        for (var name : folder.live.keySet()) paths.add(path.resolve(name));
        return new DirectoryStream<>() {
            @Override public Iterator<Path> iterator() { return paths.iterator(); }

            @Override public void close() { }
        };
    }

    @Override public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        try {
            disk.find((CrashPath) path);
        } catch (NoSuchFileException e) {
            disk.link((CrashPath) path, new Folder());
            return;
        }
        throw new FileAlreadyExistsException(path.toString());
    }

    @Override public void delete(Path path) throws IOException {
        if (disk.find((CrashPath) path) instanceof Folder folder && !folder.live.isEmpty()) throw new DirectoryNotEmptyException(path.toString());
        disk.unlink((CrashPath) path);
    }

    @Override public void move(Path from, Path to, CopyOption... options) throws IOException {
        if (!Set.of(options).contains(StandardCopyOption.ATOMIC_MOVE)) throw new UnsupportedOperationException("only atomic moves");
        disk.rename((CrashPath) from, (CrashPath) to);
    }

    @Override public void checkAccess(Path path, AccessMode... modes) throws IOException { disk.find((CrashPath) path); }

    @Override public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
        return type.cast(new Attributes(disk.find((CrashPath) path)));
    }

    private record Attributes(Node node) implements BasicFileAttributes {
        @Override public FileTime lastModifiedTime() { return FileTime.fromMillis(0); }

        @Override public FileTime lastAccessTime() { return FileTime.fromMillis(0); }

        @Override public FileTime creationTime() { return FileTime.fromMillis(0); }

        @Override public boolean isRegularFile() { return node instanceof Inode; }

        @Override public boolean isDirectory() { return node instanceof Folder; }

        @Override public boolean isSymbolicLink() { return false; }

        @Override public boolean isOther() { return false; }

        @Override public long size() { return node instanceof Inode inode ? inode.size() : 0; }

        @Override public Object fileKey() { return node; }
    }

    @Override public FileStore getFileStore(Path path) { return new CrashFileStore(disk); }

    @Override public boolean isSameFile(Path one, Path other) throws IOException { return disk.find((CrashPath) one) == disk.find((CrashPath) other); }

    @Override public boolean isHidden(Path path) { return false; }

    @Override public FileSystem newFileSystem(URI uri, Map<String, ?> env) { throw new UnsupportedOperationException(); }

    @Override public FileSystem getFileSystem(URI uri) { throw new UnsupportedOperationException(); }

    @Override public Path getPath(URI uri) { throw new UnsupportedOperationException(); }

    @Override public void copy(Path from, Path to, CopyOption... options) { throw new UnsupportedOperationException(); }

    @Override public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) { return null; }

    @Override public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) { throw new UnsupportedOperationException(); }

    @Override public void setAttribute(Path path, String attribute, Object value, LinkOption... options) { throw new UnsupportedOperationException(); }
}
