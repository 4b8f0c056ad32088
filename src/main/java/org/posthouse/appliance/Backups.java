package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.posthouse.account.Postmasters;
import org.posthouse.backup.Backup;
import org.posthouse.backup.BackupKey;
import org.posthouse.backup.BackupTrouble;
import org.posthouse.backup.Depot;
import org.posthouse.backup.Dump;
import org.posthouse.backup.Origin;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.store.StoreCut;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Backups of this house while it runs: those that are asked for, and those that are planned. One at a time.
@ApplicationScoped public class Backups {
    /// The name of the chore.
    public static final String CHORE = "backup";

    private static final String LETTER = "backup-letter";
    private static final System.Logger LOG = System.getLogger(Backups.class.getName());

    @Inject Config config;
    @Inject Clock clock;
    @Inject OpenStore open;
    @Inject Settings settings;
    @Inject HostName hostName;
    @Inject HouseThreads threads;
    @Inject Chores chores;
    @Inject HouseMail mail;
    @Inject Postmasters postmasters;
    @Inject UnitOfWork unitOfWork;

    private volatile State state = new State.Idle();
    private boolean running;                                             // guarded by this
    private Instant tried = Instant.MIN;
    private volatile Instant made;                                       // null before the first

    /// @param key  file with the key; empty for backups in the clear
    /// @param keep so many stay; 0 for all
    public record Order(Path folder, Optional<Path> key, boolean full, int keep) { }

    /// What became of the last one, since the start.
    public sealed interface State {
        record Idle() implements State { }

        record Running(Instant since, long copied) implements State { }

        record Done(Instant at, String sentence, long octets) implements State { }

        record Failed(Instant at, String sentence) implements State { }
    }

    public State state() { return state; }

    /// Sets out on a thread of its own; false when one is under way.
    public boolean begin(Order order) { return begin(() -> backUp(order)); }

    /// The same for other work on backups.
    boolean begin(Work work) {
        if (!take()) return false;
        threads.daemons("backup").newThread(() -> {
            try {
                perform(work);
            } catch (RuntimeException noted) {
                LOG.log(System.Logger.Level.DEBUG, "event=backup-failed", noted);
            }
        }).start();
        return true;
    }

    /// Tells what was done.
    interface Work {
        State.Done run() throws IOException;
    }

    private synchronized boolean take() {
        if (running) return false;
        running = true;
        state = new State.Running(clock.instant(), 0);
        return true;
    }

    private State.Done perform(Work work) {
        try {
            var done = work.run();
            state = done;
            return done;
        } catch (IOException failed) {
            throw failed(failed, failed.getMessage());
        } catch (RuntimeException | Error failed) {
            throw failed(failed, "The work failed: " + failed + ".");
        } finally {
            synchronized (this) {
                running = false;
            }
        }
    }

    private RuntimeException failed(Throwable why, String sentence) {
        state = new State.Failed(clock.instant(), sentence);
        LOG.log(System.Logger.Level.ERROR, "event=backup-failed what={0}", sentence);
        return why instanceof IOException disk ? new UncheckedIOException(disk) : new IllegalStateException(why);
    }

    /// The chore.
    ///
    /// @return octets copied
    long planned() {
        var order = plan();
        tried = clock.instant();
        if (order.isEmpty() || !take()) return 0;
        try {
            return perform(() -> {
                Depot.at(order.get().folder());                          // or a disk that is not there today would be a new folder on this one
                return backUp(order.get());
            }).octets();
        } catch (RuntimeException failed) {
            tell(order.get());
            throw failed;
        }
    }

    /// Nobody looks at night: Postmaster gets a letter.
    private void tell(Order order) {
        if (!(state instanceof State.Failed(var at, var sentence))) return;
        var texts = Texts.in(Language.of(settings.now().text(TextSetting.HOUSE_LANGUAGE)).orElse(Language.ENGLISH));
        try {
            unitOfWork.run(() -> {
                var to = postmasters.postmaster().primaryAddress();
                mail.post("backup-failed/" + at, to, texts.get(LETTER, "subject"), texts.get(LETTER, "text", order.folder(), sentence), List.of(to));
            });
        } catch (RuntimeException untold) {                              // Today says it too
            LOG.log(System.Logger.Level.WARNING, "event=backup-failure-untold", untold);
        }
    }

    private Optional<Order> plan() {
        var now = settings.now();
        var folder = now.text(TextSetting.BACKUP_FOLDER);
        var key = now.text(TextSetting.BACKUP_KEY);
        return folder.isEmpty() ? Optional.empty() : Optional.of(new Order(Path.of(folder), key.isEmpty() ? Optional.empty() : Optional.of(Path.of(key)), false, (int) now.value(Setting.BACKUP_KEEP)));
    }

    /// When the planned one is due next.
    public Optional<Instant> next() { return time().filter(_ -> plan().isPresent()).map(time -> at(time, 1)); }

    /// The moment of the newest one: in the folder of the plan, or made since the start.
    public Optional<Instant> newest() {
        var folder = plan().map(Order::folder).filter(Files::isDirectory);
        try {
            return folder.isEmpty() || Depot.at(folder.get()).ids().isEmpty() ? Optional.ofNullable(made) : Optional.of(Depot.at(folder.get()).manifest("latest", Optional.empty()).cut());
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.DEBUG, "event=backup-folder-unreadable", unreadable);
            return Optional.ofNullable(made);
        }
    }

    /// `02:30`.
    public static Optional<LocalTime> time(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(LocalTime.parse(text.strip().length() == 4 ? "0" + text.strip() : text.strip()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private Optional<LocalTime> time() { return time(settings.now().text(TextSetting.BACKUP_TIME)); }

    /// The last time of day that is over, or the one after it.
    private Instant at(LocalTime time, int days) {
        var zone = settings.now().text(TextSetting.HOUSE_TIME_ZONE);
        var now = clock.instant().atZone(zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone));
        var today = now.with(time);
        return (today.isAfter(now) ? today.minusDays(1) : today).plusDays(days).toInstant();
    }

    /// Every minute: a backup whose time came is made, also when the house was down then.
    void look() {
        var time = time();
        var order = plan();
        if (time.isEmpty() || order.isEmpty()) return;
        var due = at(time.get(), 0);
        if (!tried.isBefore(due)) return;
        try {
            var ids = Files.isDirectory(order.get().folder()) ? Depot.at(order.get().folder()).ids() : List.<String>of();
            var last = ids.isEmpty() ? Optional.<Instant>empty() : Optional.of(Depot.at(order.get().folder()).manifest("latest", Optional.empty()).cut());
            tried = clock.instant();
            if (last.filter(cut -> !cut.isBefore(due) && !cut.isAfter(tried)).isPresent()) return;         // one of the future was made by a clock that was wrong
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "event=backup-folder-unreadable what={0}", unreadable.getMessage());
        }
        chores.run(CHORE);
    }

    private State.Done backUp(Order order) throws IOException {
        Optional<BackupKey> key = order.key().isPresent() ? Optional.of(BackupKey.read(order.key().get())) : Optional.empty();
        if (real(order.folder()).startsWith(real(home()))) throw new BackupTrouble("The folder " + order.folder() + " lies in the home that is backed up; take another disk.");
        var depot = Depot.open(order.folder());
        var begun = clock.instant();
        try (var origin = origin()) {
            var made = Backup.make(depot, key, origin, version(), hostName.now(), begun, order.full(), order.keep(), copied -> state = new State.Running(begun, copied));
            LOG.log(System.Logger.Level.INFO, "event=backup id={0} folder={1} octets={2} copied={3} reused={4} pruned={5} took={6}", made.id(), order.folder(), Long.toString(made.octets()), Long.toString(made.copied()),
                    Long.toString(made.reused()), made.pruned(), Duration.between(begun, clock.instant()));
            this.made = begun;
            return new State.Done(clock.instant(), "Backup " + made.id() + " in " + order.folder() + ": " + made.octets() + " octets, of which " + made.copied() + " were copied now" + (key.isPresent() ? ", encrypted" : "") + "."
                    + made.kept().map(why -> " Older ones stayed: " + why).orElse(""), made.copied());
        }
    }

    /// With links followed, as far as it is there.
    private static Path real(Path path) throws IOException {
        var whole = path.toAbsolutePath().normalize();
        var there = whole;
        while (!Files.exists(there)) there = there.getParent();
        return there.toRealPath().resolve(there.relativize(whole)).normalize();
    }

    private static String version() { return System.getProperty("posthouse.version", "unknown"); }

    Path home() { return Path.of(config.getOptionalValue("posthouse.home", String.class).orElse("./var")); }

    /// The database's snapshot and the store's cut are of one moment; files beside them are read right after.
    private Origin origin() throws IOException {
        var dump = new Dump[1];
        var cut = open.get().cut(() -> dump[0] = Dump.begin(setting("url"), setting("user"), setting("password")));
        try {
            var pieces = new ArrayList<Origin.Piece>();
            pieces.add(Origin.Piece.of("store/checkpoint", cut.checkpoint()));
            for (var piece : cut.pieces()) pieces.add(Origin.Piece.of("store/" + piece.name(), piece.file(), piece.octets(), piece.whole()));
            pieces.addAll(small());
            return new Live(List.copyOf(pieces), dump[0], cut);
        } catch (IOException | RuntimeException failed) {
            try (cut) {
                dump[0].close();
            }
            throw failed;
        }
    }

    private String setting(String name) { return config.getValue("posthouse.database." + name, String.class); }

    /// Settings file, keys and certificates in memory; journeys as far as they are written.
    private List<Origin.Piece> small() throws IOException {
        var pieces = new ArrayList<Origin.Piece>();
        var home = home();
        if (Files.exists(home.resolve("posthouse.properties"))) pieces.add(Origin.Piece.of("posthouse.properties", Files.readAllBytes(home.resolve("posthouse.properties"))));
        for (var file : under(home.resolve("config"))) if (!file.endsWith("recover") && !file.getFileName().toString().endsWith(".new")) pieces.add(Origin.Piece.of(home.relativize(file).toString(), Files.readAllBytes(file)));
        for (var file : under(home.resolve("log/journeys"))) {
            try {
                pieces.add(Origin.Piece.passing(home.relativize(file).toString(), file, Files.size(file)));
            } catch (NoSuchFileException over) {
                LOG.log(System.Logger.Level.DEBUG, "event=backup-passed", over);
            }
        }
        return pieces;
    }

    private static List<Path> under(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private record Live(List<Piece> pieces, Dump database, StoreCut cut) implements Origin {
        @Override public void close() throws IOException {
            try (cut) {
                database.close();
            }
        }
    }
}
