package org.posthouse.blackbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;

/// A mail program that fetches and deletes some of its owner's mail, and comes again, until the connection breaks.
record Fetching(House house, House.Account account, Journal journal, long seed) implements Runnable {
    @Override public void run() {
        var random = new Random(seed);
        try {
            while (true) round(random);
        } catch (IOException killed) {
            // the journal knows how far it came
        } catch (Exception | AssertionError wrong) {
            journal.complain(wrong);
        }
    }

    private void round(Random random) throws Exception {
        try (var line = Mailbox.open(house, account)) {
            line.send("STAT\r\n");
            int count = Integer.parseInt(line.expect("\\+OK \\d+ \\d+").split(" ")[1]);
            var tokens = new ArrayList<String>();
            for (int i = 1; i <= Math.min(count, 40); i++) {
                if (random.nextBoolean()) continue;
                line.talk("C: RETR " + i + "\nS: \\+OK .*");
                tokens.add(Journal.tokenOf(Delivered.parse(line.multiLine()).message()));
                line.talk("C: DELE " + i + "\nS: \\+OK .*");
            }
            journal.deleting(account, tokens);
            line.send("QUIT\r\n");
            line.expect("\\+OK.*");
            journal.deleted(account, tokens);
        }
    }
}
