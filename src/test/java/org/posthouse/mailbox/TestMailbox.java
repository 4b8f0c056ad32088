package org.posthouse.mailbox;

import org.posthouse.account.TestHouse;

/// This package's modules wired by hand on a test's house, also for tests of packages above. The house must be made with [Folder] among its entities.
public final class TestMailbox {
    public final Folders folders = new Folders();
    public final OpenStore open = new OpenStore();
    public final Room room = new Room();

    public TestMailbox(TestHouse house) {
        folders.database = room.database = house.database;
        folders.ids = house.domains.ids;
        folders.clock = room.clock = house.clock;
        room.deliveries = house.deliveries;
        room.settings = house.settings;
    }
}
