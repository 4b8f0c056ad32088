package org.posthouse.list.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.posthouse.account.TestHouse;
import org.posthouse.list.ListEntry;
import org.posthouse.list.TestLists;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.TestMailbox;
import org.posthouse.message.MessageOctets;
import org.posthouse.store.RecordId;

/// Archives wired by hand over a test house with lists.
public final class TestArchive {
    public final Archive archive = new Archive();
    public final Shelf shelf = new Shelf();
    public final ArchiveSweep sweep = new ArchiveSweep();
    public final TestMailbox mailbox;
    private final TestHouse house;
    private int records;

    public TestArchive(TestHouse house, TestMailbox mailbox) {
        this.house = house;
        this.mailbox = mailbox;
        archive.database = shelf.database = sweep.database = mailbox.rows;
        archive.messages = shelf.messages = mailbox.messages;
        archive.folders = mailbox.folders;
        archive.ids = house.domains.ids;
        archive.archived = house.events(_ -> { });
        archive.removed = house.events(_ -> { });
        shelf.open = mailbox.open;
        sweep.work = house.work;
    }

    public static Class<?>[] entities(Class<?>... more) { return TestLists.entities(Stream.concat(Stream.of(Folder.class), Stream.of(more)).toArray(Class<?>[]::new)); }

    /// A post whose record nobody can read.
    void post(ListEntry list, long number, Instant when, String header) {
        var facts = facts(list, when, header);
        house.work.run(() -> archive.add(list.id(), List.of(new Archive.NewArticle(number, new RecordId(new UUID(1, 2), records++), new byte[0], facts))));
    }

    static ArticleFacts facts(ListEntry list, Instant when, String header) {
        try {
            return ArticleFacts.read(list, MessageOctets.of((header + "\n\ntext\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)), when);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
