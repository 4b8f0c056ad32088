package org.posthouse.blackbox;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/// A mail server that sends one message after another until the connection breaks.
record Sending(House house, List<House.Account> accounts, Journal journal, long seed) implements Runnable {
    @Override public void run() {
        var random = new Random(seed);
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO load.test");
            while (true) {
                var item = journal.next(accounts.get(random.nextInt(accounts.size())), random);
                line.send("MAIL FROM:<load@sender.test>\r\nRCPT TO:<" + item.account().address() + ">\r\nDATA\r\n");
                for (var wanted : new String[] {"250 .*", "250 .*", "354 .*"}) line.expect(wanted);
                journal.sending(item);
                line.send(Route.stuffed(item.letter().octets()));
                line.expect("250 2\\.0\\.0 .*");
                journal.acknowledged(item);
            }
        } catch (IOException killed) {
            // the journal knows how far it came
        } catch (AssertionError wrong) {
            journal.complain(wrong);
        }
    }
}
