package org.posthouse.mailbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.posthouse.account.TestHouse;
import org.posthouse.database.Database;

/// This package's modules wired by hand on a test's house, also for tests of packages above. The house must be made with [Folder] among its entities.
public final class TestMailbox {
    public final Folders folders = new Folders();
    public final OpenStore open = new OpenStore();
    public final Room room = new Room();
    public final Messages messages = new Messages();
    public final Expiry expiry = new Expiry();
    public final FullnessTold told = new FullnessTold();
    public final GreetingsDue greetings = new GreetingsDue();
    public final Database rows;

    public TestMailbox(TestHouse house) {
        folders.database = room.database = expiry.database = told.database = greetings.database = house.database;
        messages.database = rows = rows(house);
        expiry.messages = messages;
        expiry.clock = house.clock;
        folders.ids = house.domains.ids;
        folders.clock = room.clock = house.clock;
        room.deliveries = house.deliveries;
        room.settings = house.settings;
    }

    /// The connection of the transaction that is open, else one of their own to the house's database.
    private static Database rows(TestHouse house) {
        var url = house.work.call(() -> house.database.unwrap(Session.class).doReturningWork(connection -> connection.getMetaData().getURL()));
        var source = (DataSource) Proxy.newProxyInstance(TestMailbox.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, _, _) -> house.database.getTransaction().isActive() ? shared(house) : DriverManager.getConnection(url, "root", ""));
        return new Database() {
            @Override public DataSource source() { return source; }
        };
    }

    private static Connection shared(TestHouse house) {
        var connection = house.database.unwrap(Session.class).<Connection>doReturningWork(own -> own);
        return (Connection) Proxy.newProxyInstance(TestMailbox.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, args) -> {
            if (method.getName().equals("close")) return null;
            try {
                return method.invoke(connection, args);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
    }
}
