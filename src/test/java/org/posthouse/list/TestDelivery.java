package org.posthouse.list;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.posthouse.link.MailedLinks;
import org.posthouse.mailbox.TestMailbox;
import org.posthouse.setting.TestHostName;

/// What holds posts and hands them out, wired by hand.
public final class TestDelivery {
    public final HeldItems held = new HeldItems();
    public final Mailings mailings = new Mailings();
    public final ListPages pages = new ListPages();
    public final MailedLinks links;

    public TestDelivery(TestLists world, TestMailbox mailbox, Courier courier, MailedLinks links, Instance<Moderator> moderators) {
        this.links = held.links = links;
        held.database = mailings.database = world.house.database;
        held.tables = mailings.tables = mailbox.rows;
        held.ids = mailings.ids = world.house.domains.ids;
        held.clock = mailings.clock = world.house.clock;
        held.moderators = moderators;
        mailings.courier = courier;
        mailings.lists = world.lists;
        mailings.marks = world.marks;
        mailings.pages = pages;
        pages.settings = world.house.settings;
        pages.hostName = TestHostName.of("mx.podunk.test", world.house.settings);
    }

    /// Somebody who hears of what begins to wait, within its transaction.
    @SuppressWarnings("unchecked") public void heard(Consumer<HeldItems.Waits> by) {
        held.waits = (Event<HeldItems.Waits>) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Event.class}, (_, _, args) -> {
            by.accept((HeldItems.Waits) args[0]);
            return null;
        });
    }
}
