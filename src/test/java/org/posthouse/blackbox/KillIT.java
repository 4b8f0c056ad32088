package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `kill -9` under load, again and again: whatever was acknowledged is there exactly once and whole, whatever was deleted and acknowledged stays away.
@OnEachDatabase class KillIT {
    private static final int ROUNDS = Integer.getInteger("posthouse.kill.rounds", 2);
    private static final int MAILBOXES = 8;
    private static final int SENDERS = 12;
    private static final int FETCHERS = 4;

    private final Database database;
    private final House house;
    private final Random random = new Random();
    private final Journal journal = new Journal();
    private final List<House.Account> accounts = new ArrayList<>();

    KillIT(Database database) {
        this.database = database;
        house = database.own("kill");
    }

    @AfterEach void forget() { house.close(); }

    @Test void nothingAcknowledgedIsLostOrDoubled() throws Exception {
        house.start();
        for (int i = 0; i < MAILBOXES; i++) accounts.add(house.account("kill"));
        for (int round = 1; round <= ROUNDS; round++) {
            long load = killUnderLoad();
            if (round % 2 == 0) killWhileStarting();
            house.start();
            for (var account : accounts) verify(account);
            System.out.println("kill -9 on " + database + ", round " + round + " after " + load + " ms of load: " + journal);
        }
        assertTrue(journal.acknowledged() > 0 && journal.deleted() > 0, "there was load: " + journal);
        house.stop();
    }

    /// In milliseconds how long it lived.
    private long killUnderLoad() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < SENDERS; i++) threads.add(Thread.ofVirtual().start(new Sending(house, accounts, journal, random.nextLong())));
        for (int i = 0; i < FETCHERS; i++) threads.add(Thread.ofVirtual().start(new Fetching(house, accounts.get(i), journal, random.nextLong())));
        long life = 500 + random.nextInt(2500);
        LockSupport.parkNanos(life * 1_000_000);
        house.kill();
        for (var thread : threads) thread.join();
        assertEquals(List.of(), journal.complaints());
        return life;
    }

    /// Replay must bear it too.
    private void killWhileStarting() throws InterruptedException {
        house.launch();
        LockSupport.parkNanos((2000 + random.nextInt(6000)) * 1_000_000L);
        house.kill();
    }

    /// A last message behind all others: when it has come, all others have.
    private void verify(House.Account account) throws Exception {
        var last = journal.next(account, new Random(random.nextLong()));
        Mailbox.drop(house, account.address(), last.letter());
        journal.acknowledged(last);
        var there = Await.until(() -> last + " in the mailbox of " + account.address(), () -> tokens(account), tokens -> tokens.contains(last.token()));
        assertEquals(List.of(), journal.missing(account, there), "acknowledged and not there");
        assertEquals(List.of(), journal.unexpected(account, there), "doubled, risen from the dead, or from nowhere");
        journal.settle(account, there);
    }

    /// Which messages are in a mailbox; each must be whole.
    private List<String> tokens(House.Account account) throws Exception {
        var tokens = new ArrayList<String>();
        for (var octets : Mailbox.fetch(house, account)) tokens.add(Journal.tokenOf(Delivered.parse(octets).message()));
        return tokens;
    }
}
