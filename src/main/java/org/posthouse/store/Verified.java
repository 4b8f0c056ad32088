package org.posthouse.store;

import java.util.LinkedHashMap;
import java.util.Map;

/// Which bodies this process has read through and found whole: the last 8,192 of them.
final class Verified {
    private static final int LIMIT = 8192;

    private final Map<RecordId, Boolean> bodies = new LinkedHashMap<>(256, 0.75f, true) {
        @Override protected boolean removeEldestEntry(Map.Entry<RecordId, Boolean> eldest) { return size() > LIMIT; }
    };

    synchronized boolean contains(RecordId id) { return bodies.get(id) != null; }

    synchronized void clear() { bodies.clear(); }

    synchronized void add(RecordId id) { bodies.put(id, true); }
}
