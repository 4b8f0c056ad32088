package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.CreationException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.posthouse.account.AccountClosed;
import org.posthouse.account.SetUp;
import org.posthouse.account.SignInNotes;
import org.posthouse.certificate.Certificates;
import org.posthouse.collecting.CollectRounds;
import org.posthouse.gateway.Connections;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Service;
import org.posthouse.database.Database;
import org.posthouse.database.DatabaseRefused;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.delivery.Dispatcher;
import org.posthouse.domain.Rejected;
import org.posthouse.journey.Journal;
import org.posthouse.list.post.Distribution;
import org.posthouse.list.archive.ArchiveIndex;
import org.posthouse.list.archive.ImportDesk;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Engine;
import org.posthouse.queue.ReportRounds;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoreUnusable;

/// Opens the house in the one order that keeps its promises, and closes it in the opposite one.
@ApplicationScoped public class Appliance {
    private static final System.Logger LOG = System.getLogger(Appliance.class.getName());
    private static final Duration DRAIN = Duration.ofSeconds(20);
    /// What runs of the queue get to finish; a connection to another server may be slow.
    private static final Duration RUNS = Duration.ofSeconds(8);
    private static final Duration FINISH = Duration.ofSeconds(30);

    @Inject Config config;
    @Inject Clock clock;
    @Inject Database database;
    @Inject SetUp setUp;
    @Inject Seed seed;
    @Inject Recovery recovery;
    @Inject ConsolePass consolePass;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject Folders folders;
    @Inject OpenStore openStore;
    @Inject Dispatcher dispatcher;
    @Inject ReportRounds reports;
    @Inject Engine engine;
    @Inject Journal journal;
    @Inject Listeners listeners;
    @Inject LiveLimits limits;
    @Inject LiveLogging logging;
    @Inject GreetingNames greetingNames;
    @Inject Connector connector;
    @Inject Certificates certificates;
    @Inject Housekeeping housekeeping;
    @Inject SignInNotes signInNotes;
    @Inject HouseThreads threads;
    @Inject CollectRounds collectRounds;
    @Inject Connections connections;
    @Inject ArchiveIndex archiveIndex;
    @Inject ImportDesk archiveImports;
    @Inject Figures figures;
    @Inject Distribution distribution;

    private boolean open;

    /// The house cannot open: an exit code of the contract, and why.
    static final class CannotOpen extends Exception {
        private static final long serialVersionUID = 1;
        private final int exit;

        CannotOpen(int exit, String message, Throwable cause) {
            super(message, cause);
            this.exit = exit;
        }

        int exit() { return exit; }
    }

    /// What was opened, and what the person at the console must see.
    record Opened(Map<Service, Integer> ports, Optional<String> setUpCode) { }

    synchronized Opened open() throws CannotOpen {
        if (open) throw new IllegalStateException("the house is open already");
        try {
            open = true;
            return openInOrder();
        } catch (DatabaseRefused refused) {
            throw shut(4, refused.getMessage(), refused);
        } catch (StoreUnusable unusable) {
            throw shut(4, "The message store cannot be opened: " + unusable.getMessage(), unusable);
        } catch (CreationException damaged) {                    // what a producer opens: the key ring
            throw shut(4, root(damaged), damaged);
        } catch (Rejected rejected) {
            throw shut(2, rejected.getMessage(), rejected);
        } catch (BindException taken) {
            throw shut(3, taken.getMessage(), taken);
        } catch (IOException | RuntimeException failed) {
            throw shut(1, root(failed), failed);
        }
    }

    private Opened openInOrder() throws StoreUnusable, IOException {
        database.open();
        seed.sow();
        var code = setUp.prepare(setting("posthouse.domain"), setting("posthouse.postmaster.password"));
        recovery.look();
        consolePass.issue();
        openStore();
        journal.start(threads.daemons("journal"), openStore.get());
        dispatcher.start(threads.daemons("dispatch"));
        reports.start(threads.daemons("reports"));
        engine.start(threads.daemons("queue"));
        distribution.start(threads.daemons("lists"));
        var opened = new Opened(openListeners(), code);
        housekeeping.start();
        collectRounds.start(threads.daemons("collect"));
        connections.start(threads.daemons("gateway"));
        archiveIndex.start(threads.daemons("archive-index"), home().resolve("index").resolve("archives"));
        archiveImports.start(threads.daemons("archive-import"), home().resolve("tmp").resolve("archives"));
        figures.publish();
        LOG.log(System.Logger.Level.INFO, "event=open ports={0}", opened.ports());
        return opened;
    }

    private CannotOpen shut(int exit, String message, Exception why) {
        close();
        return new CannotOpen(exit, message, why);
    }

    private static String root(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) root = root.getCause();
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private void openStore() throws StoreUnusable {
        var home = home();
        var store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, clock,
                damage -> LOG.log(System.Logger.Level.ERROR, "event=record-damaged segment={0} record={1} offset={2} length={3} what={4}",
                        damage.segment(), damage.record(), damage.offset(), damage.length(), damage.what()));
        openStore.set(store);
        if (!store.cleanStop() && database.kind() == Database.Kind.H2) {
            unitOfWork.run(folders::jump);
            durability.await();                                  // or a second crash would jump from the same place again
        }
    }

    private Map<Service, Integer> openListeners() throws IOException {
        var control = connector.control();
        var hostname = setting("posthouse.hostname").orElse("localhost");
        limits.apply();
        logging.apply();
        greetingNames.apply();
        certificates.open(home().resolve("config"), hostname);
        control.tls(certificates.context());
        return listeners.open(control);
    }

    /// Sessions first, then what they left to do, then the store. Each step is taken whatever became of the one before; closing what is closed does nothing.
    synchronized void close() {
        if (!open) return;
        open = false;
        listeners.forget();
        step("drain", () -> LOG.log(System.Logger.Level.INFO, "event=drained cut={0}", connector.control().drain(DRAIN)));
        step("collect", collectRounds::stop);
        step("connections", connections::stop);
        step("housekeeping", housekeeping::stop);
        step("console", consolePass::withdraw);
        step("archive-imports", () -> archiveImports.stop(FINISH));
        step("archive-index", () -> archiveIndex.stop(FINISH));
        step("sign-in-notes", signInNotes::write);
        if (openStore.isOpen()) {
            step("mail-hours", housekeeping::countMail);
            step("lists", () -> distribution.stop(FINISH));
            step("queue", () -> engine.stop(RUNS));                  // before the dispatcher, which still takes the reports that the last runs sent
            step("reports", () -> reports.stop(FINISH));
            step("dispatch", () -> dispatcher.stop(FINISH));
            step("journal", () -> journal.stop(FINISH));
            step("store", () -> openStore.get().close());
            openStore.set(null);
        }
        LOG.log(System.Logger.Level.INFO, "event=closed");
    }

    private static void step(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "event=close-failed step=" + name, failed);
        }
    }

    /// Once the change is committed, nobody goes on with what it took away.
    void closed(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccountClosed event) { connector.control().endSessions(event.account()); }

    private Path home() { return Path.of(setting("posthouse.home").orElse("./var")); }

    private Optional<String> setting(String name) { return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank()); }
}
