package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.posthouse.account.Accounts;
import org.posthouse.backup.BackupKey;
import org.posthouse.backup.BackupTrouble;
import org.posthouse.backup.Depot;
import org.posthouse.backup.Salvage;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.delivery.Causes;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.Marks;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.PathRead;
import org.posthouse.store.Pin;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredBody;
import org.posthouse.store.StoredEnvelope;

/// Puts messages of a backup back into a folder of their account while the house runs. A message that the store still has gets a row again; another is stored anew and gets its row without being dispatched.
@ApplicationScoped public class MailboxRestore {
    private static final System.Logger LOG = System.getLogger(MailboxRestore.class.getName());
    private static final int AT_ONCE = 50;

    @Inject Backups backups;
    @Inject Clock clock;
    @Inject OpenStore open;
    @Inject Accounts accounts;
    @Inject Folders folders;
    @Inject Messages messages;
    @Inject Causes causes;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    /// @param address   of the account, now and in the backup
    /// @param into      folder that gets them, made when it is not there
    /// @param from      folder in the backup; empty for all
    /// @param messageId only the message with this Message-ID, with its angle brackets or without
    public record Order(Path folder, String id, Optional<Path> key, String address, String into, Optional<String> from, Optional<Instant> since, Optional<Instant> until, Optional<String> messageId) { }

    /// False when other work on backups is under way.
    public boolean begin(Order order) { return backups.begin(() -> restore(order)); }

    /// Whether somebody here has this address.
    public boolean knows(String address) { return unitOfWork.call(() -> accounts.findByAddress("account", address).isPresent()); }

    private Backups.State.Done restore(Order order) throws IOException {
        Optional<BackupKey> key = order.key.isPresent() ? Optional.of(BackupKey.read(order.key.get())) : Optional.empty();
        record Owner(long account, String key) { }
        var owner = unitOfWork.call(() -> accounts.findByAddress("account", order.address).map(account -> new Owner(account.id(), order.address)))
                .orElseThrow(() -> new BackupTrouble("There is no account " + order.address + "."));
        var scratch = Files.createTempDirectory(backups.home().resolve("tmp"), "restore");
        try (var salvage = new Salvage(Depot.at(order.folder), order.id, key, scratch)) {
            var rows = salvage.rows(new Salvage.Wanted(owner.key.toLowerCase(java.util.Locale.ROOT), order.since, order.until, order.from));
            long folder = unitOfWork.call(() -> folders.filed(owner.account, order.into));
            var known = unitOfWork.call(() -> messages.traits(folder));
            var missing = new LinkedHashSet<RecordId>();
            for (var row : rows) if (!here(row.record())) missing.add(row.record());
            if (!missing.isEmpty()) salvage.unpack(missing);
            int put = 0;
            for (int from = 0; from < rows.size(); from += AT_ONCE) put += put(rows.subList(from, Math.min(rows.size(), from + AT_ONCE)), folder, order, salvage, known);
            durability.await();
            LOG.log(System.Logger.Level.INFO, "event=mailbox-restored account={0} backup={1} messages={2} found={3}", Long.toString(owner.account), salvage.id(), put, rows.size());
            if (put == 0 && order.messageId.isPresent()) throw new BackupTrouble("The backup " + salvage.id() + " has no such message in that mailbox, or it is in the folder already.");
            return new Backups.State.Done(clock.instant(), put + " messages of the backup " + salvage.id() + " were put into " + order.into + " of " + order.address + ".", put);
        } finally {
            delete(scratch);
        }
    }

    private boolean here(RecordId id) throws IOException {
        try (var body = open.get().read(id).orElse(null)) {
            return body != null;
        }
    }

    private int put(List<Salvage.Row> rows, long folder, Order order, Salvage salvage, Set<Messages.Trait> known) throws IOException {
        var pins = new ArrayList<Pin>();
        var anew = new HashMap<RecordId, RecordId>();
        try {
            var arrivals = new ArrayList<Arrival>();
            for (var row : rows) {
                var trait = Messages.Trait.of(row.date(), row.octets(), row.prefix());
                if (known.contains(trait)) continue;                       // it is there, from an earlier restore or because it was never gone
                open.get().pin(row.record()).ifPresent(pins::add);
                var record = record(row, order, salvage, anew, pins);
                if (record.isEmpty()) continue;
                arrivals.add(new Arrival(folder, record.get(), row.delivery(), row.date(), row.prefix(), row.octets(), new Marks(row.flags(), row.keywords())));
                known.add(trait);
            }
            if (!arrivals.isEmpty()) unitOfWork.run(() -> messages.add(arrivals));
            return arrivals.size();
        } finally {
            pins.forEach(Pin::close);
        }
    }

    /// Where the message stands in the store of today.
    private Optional<RecordId> record(Salvage.Row row, Order order, Salvage salvage, Map<RecordId, RecordId> anew, List<Pin> pins) throws IOException {
        try (var body = open.get().read(row.record()).orElse(null)) {
            if (body != null) return wanted(body, order) ? Optional.of(row.record()) : Optional.empty();
        }
        try (var body = salvage.read(row.record()).orElse(null)) {
            if (body == null) throw new BackupTrouble("The backup lacks the message " + row.record() + ".");
            if (!wanted(body, order)) return Optional.empty();
            var fresh = anew.get(row.record());
            if (fresh == null) anew.put(row.record(), fresh = store(body, order));
            open.get().pin(fresh).ifPresent(pins::add);
            return Optional.of(fresh);
        }
    }

    private static boolean wanted(StoredBody body, Order order) throws IOException {
        if (order.messageId.isEmpty()) return true;
        try (var in = body.open()) {
            return HeaderFields.read(in, body.facts().headerSize()).first("Message-ID").map(MailboxRestore::bare).filter(bare(order.messageId.get())::equals).isPresent();
        }
    }

    private static String bare(String id) { return id.strip().replaceAll("^<|>$", ""); }

    /// With a cause that is claimed: the dispatcher leaves it to us.
    private RecordId store(StoredBody body, Order order) throws IOException {
        var cause = "restored/" + UUID.randomUUID();
        unitOfWork.run(() -> causes.claim(cause));
        var address = PathRead.parse("<" + order.address + ">") instanceof PathRead.Good(var path, _) ? path : null;
        if (address == null) throw new BackupTrouble(order.address + " is no address.");
        try (var sink = open.get().open(); var in = body.open()) {
            var block = new byte[64 << 10];
            for (int got = in.read(block); got >= 0; got = in.read(block)) sink.write(block, 0, got);
            var receipt = open.get().append(StoredEnvelope.made(clock.instant(), new Envelope(Sender.of(org.posthouse.mime.Path.NULL), List.of(Recipient.of(address))), body.facts(), cause), sink.complete(body.facts()));
            var reply = receipt.await();
            return receipt.id().orElseThrow(() -> new BackupTrouble("The store did not take a message: " + reply));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new BackupTrouble("The restore was interrupted.");
        }
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
