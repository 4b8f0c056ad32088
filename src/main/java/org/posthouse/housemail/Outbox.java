package org.posthouse.housemail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.domain.Ids;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.store.Receipt;
import org.posthouse.store.StoredEnvelope;

/// Letters that are written and not known to be in the store. A letter's row is of the transaction that it tells of; committed, the letter goes into the store, and its row goes once the store has it. What a crash
/// leaves here is sent after the next start: under the same cause, so that the dispatcher leaves what it had already.
@ApplicationScoped public class Outbox {
    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());
    private static final int HEAD = 16_000;
    /// Recipients of an envelope, as many as one message from outside may have.
    private static final int RECIPIENTS = 1000;
    private static final int STEP = 1000;
    /// A younger one may be of a transaction that was committed just now.
    private static final Duration LEFT = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject OpenStore open;
    @Inject Ids ids;
    @Inject Clock clock;

    private final Map<Long, Sent> sent = new ConcurrentHashMap<>();

    private record Sent(List<Receipt> receipts) {
        boolean stored() throws InterruptedException {
            for (var receipt : receipts) if (!receipt.await().positive()) return false;
            return !receipts.isEmpty();
        }
    }

    /// In the transaction that the letter tells of.
    ///
    /// @return its number
    long write(String cause, Sender sender, List<Recipient> recipients, byte[] octets) {
        long id = ids.next();
        boolean more = octets.length > HEAD;
        var insert = database.createNativeQuery("INSERT INTO house_letter (id, cause, sender, eight_bit, recipients, head" + (more ? ", rest" : "") + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6" + (more ? ", ?7" : "") + ")")
                .setParameter(1, id).setParameter(2, cause).setParameter(3, sender.path().toString()).setParameter(4, sender.utf8()).setParameter(5, String.join("\n", recipients.stream().map(one -> one.path().toString()).toList()))
                .setParameter(6, more ? Arrays.copyOf(octets, HEAD) : octets);
        if (more) insert.setParameter(7, Arrays.copyOfRange(octets, HEAD, octets.length));
        insert.executeUpdate();
        return id;
    }

    /// When that is committed.
    void send(long id, String cause, Sender sender, List<Recipient> recipients, byte[] octets) {
        if (!open.isOpen()) return;                                      // after the next start
        var facts = Letter.facts(octets);
        int part = 0;
        var receipts = new ArrayList<Receipt>();
        for (var some : Letter.parts(recipients, RECIPIENTS)) receipts.add(open.get().append(StoredEnvelope.made(clock.instant(), new Envelope(sender, some), facts, cause + "/" + part++), octets));
        sent.put(id, new Sent(List.copyOf(receipts)));
    }

    /// Takes away what the store has, and sends what the run of the house before this one has left. In the caller's transaction; from housekeeping alone.
    public void settle() {
        if (!open.isOpen()) return;
        try {
            var done = new ArrayList<Long>();
            for (var one : sent.entrySet()) {
                if (done.size() == STEP) break;
                if (one.getValue().stored()) done.add(one.getKey());
                else sent.remove(one.getKey());                          // the store did not take it: again, as what was left
            }
            if (!done.isEmpty()) database.createNativeQuery("DELETE FROM house_letter WHERE id IN (:ids)").setParameter("ids", done).executeUpdate();
            done.forEach(sent::remove);
            left();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void left() {
        var before = clock.instant().minus(LEFT);
        for (var row : (List<?>) database.createNativeQuery("SELECT id FROM house_letter ORDER BY id LIMIT " + STEP).getResultList()) {
            long id = ((Number) row).longValue();
            if (!sent.containsKey(id) && Ids.made(id).isBefore(before)) again(id);
        }
    }

    private void again(long id) {
        var row = (Object[]) database.createNativeQuery("SELECT cause, sender, eight_bit, recipients, head, rest FROM house_letter WHERE id = ?1").setParameter(1, id).getSingleResult();
        boolean utf8 = row[2] instanceof Number number ? number.intValue() != 0 : (Boolean) row[2];
        var sender = new Sender(path((String) row[1]), 0, utf8 ? Sender.Body.EIGHT_BIT : Sender.Body.SEVEN_BIT, utf8, Sender.Ret.UNSAID, "", "");
        LOG.log(Level.INFO, "event=letter-left cause={0} what=sent now", row[0]);
        send(id, (String) row[0], sender, text(row[3]).lines().map(Outbox::path).map(Recipient::of).toList(), joined(octets(row[4]), octets(row[5])));
    }

    private static Path path(String text) {
        if (PathRead.parse(text) instanceof PathRead.Good(var path, _)) return path;
        throw new IllegalStateException("a letter to nowhere");
    }

    private static String text(Object column) {
        try {
            return column instanceof Clob clob ? clob.getSubString(1, (int) clob.length()) : (String) column;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets(Object column) {
        try {
            return column == null ? new byte[0] : column instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : (byte[]) column;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
