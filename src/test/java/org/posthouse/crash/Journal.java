package org.posthouse.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Changes of names that no sync of their folder has made durable yet, oldest first.
final class Journal {
    private List<Entry> entries = new ArrayList<>();

    /// @param remove a name that goes, or null
    /// @param add    a name that comes, or null; with `remove` it is a rename within the folder, which is one step
    /// @param after  cannot be on disk before this one, or null
    record Entry(Folder folder, String remove, String add, Node node, Entry after) {
        void apply(Map<String, Node> names) {
            if (remove != null) names.remove(remove);
            if (add != null) names.put(add, node);
        }
    }

    Entry note(Entry entry) {
        entries.add(entry);
        entry.apply(entry.folder.live);
        return entry;
    }

    void force(Folder folder) {
        var left = new ArrayList<Entry>();
        for (var entry : entries) {
            if (entry.folder == folder) entry.apply(folder.durable);
            else left.add(entry);
        }
        entries = left;
    }

    /// The names each folder has after a crash; a folder that is not in the answer has its durable ones.
    Map<Folder, Map<String, Node>> afterCrash(Loss loss, RandomGenerator dice) {
        Map<Folder, Map<String, Node>> names = new IdentityHashMap<>();
        Set<Folder> stopped = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Entry> lost = Collections.newSetFromMap(new IdentityHashMap<>());
        int prefix = switch (loss) {
            case EVERYTHING -> 0;
            case SECTORS -> dice.nextInt(entries.size() + 1);
            case NOTHING, SECTORS_AND_NAMES -> entries.size();
        };
        lost.addAll(entries.subList(prefix, entries.size()));
        for (var entry : entries.subList(0, prefix)) {
            if (loss == Loss.SECTORS_AND_NAMES && dice.nextInt(4) == 0) stopped.add(entry.folder);
            if (stopped.contains(entry.folder) || entry.after != null && lost.contains(entry.after)) {
                stopped.add(entry.folder); // a folder's own changes reach the disk in order
                lost.add(entry);
            } else {
                entry.apply(names.computeIfAbsent(entry.folder, folder -> new TreeMap<>(folder.durable)));
            }
        }
        return names;
    }
}
