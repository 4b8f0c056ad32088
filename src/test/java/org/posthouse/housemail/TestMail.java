package org.posthouse.housemail;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import org.posthouse.account.TestHouse;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.setting.HostName;

/// This package's module wired by hand, for tests of packages above. What is posted is sent at once.
public final class TestMail {
    private TestMail() { }

    @SuppressWarnings("unchecked") public static HouseMail of(TestHouse house, OpenStore open, HostName hostName) {
        var mail = new HouseMail();
        mail.open = open;
        mail.settings = house.settings;
        mail.domains = house.domains.domains;
        mail.clock = house.clock;
        mail.hostName = hostName;
        mail.outbox = new Outbox();
        mail.outbox.database = house.database;
        mail.outbox.open = open;
        mail.outbox.ids = house.domains.ids;
        mail.outbox.clock = house.clock;
        mail.posted = (Event<HouseMail.Posted>) Proxy.newProxyInstance(TestMail.class.getClassLoader(), new Class<?>[] {Event.class}, (_, _, args) -> {
            mail.committed((HouseMail.Posted) args[0]);
            return null;
        });
        return mail;
    }
}
