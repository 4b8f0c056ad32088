package org.posthouse.link;

import java.util.List;
import org.posthouse.account.TestHouse;

/// Mailed links in a house of tests, which must know their entities.
public final class TestLinks {
    public final MailedLinks links = new MailedLinks();

    public TestLinks(TestHouse house) {
        links.database = house.database;
        links.clock = house.clock;
        links.random = house.random;
    }

    public static List<Class<?>> entities() { return List.of(MailedLink.class); }
}
