package org.posthouse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The pages of all sidecars that were read last: at most 512 of 4 KiB, whatever the number of messages.
final class IndexPages {
    private static final int PAGES = 512;

    private final Map<Key, ByteBuffer> pages = new LinkedHashMap<>(64, 0.75f, true) {
        @Override protected boolean removeEldestEntry(Map.Entry<Key, ByteBuffer> eldest) { return size() > PAGES; }
    };

    private record Key(Path file, int page) { }

    interface Loader {
        ByteBuffer load(int page) throws IOException;
    }

    ByteBuffer get(Path file, int page, Loader loader) throws IOException {
        var key = new Key(file, page);
        synchronized (pages) {
            var known = pages.get(key);
            if (known != null) return known;
        }
        var loaded = loader.load(page); // two readers may load the same page; that is cheaper than one waiting for another's disk
        synchronized (pages) {
            pages.put(key, loaded);
        }
        return loaded;
    }

    /// The file was written anew.
    void forget(Path file) {
        synchronized (pages) {
            pages.keySet().removeIf(key -> key.file().equals(file));
        }
    }
}
