package org.posthouse.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/// The process that serves, from the locked home to the ready line and back.
public final class Server {
    /// The server takes System.out for its log; the person at the console still has this.
    private static final PrintStream CONSOLE = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private static final int WORST = Exit.FAULT.code();
    private static Home home;

    private final Settings settings;
    private final Unpacked files;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile House house = House.NONE;

    private Server(Settings settings, Unpacked files) {
        this.settings = settings;
        this.files = files;
    }

    public static void main(String[] arguments) {
        try {
            var settings = Settings.read();
            home = Home.open(settings.home());              // never closed, and never out of reach: a collected channel would give the lock back
            home.sayPid();
            new Server(settings, new Unpacked(Path.of(arguments[0]))).start();
        } catch (CannotStart refused) {
            leave(refused.exit(), refused.getMessage());
        } catch (Exception fault) {
            fault.printStackTrace();
            leave(Exit.FAULT, "The server failed: " + fault);
        }
    }

    private void start() throws Exception {
        Files.deleteIfExists(settings.home().resolve(Ready.PORTS));
        Ports.check(settings);
        DatabaseCheck.check(settings);
        Signal.handle(new Signal("TERM"), _ -> stop());
        Signal.handle(new Signal("INT"), _ -> stop());
        Optional.ofNullable(Server.class.getPackage().getImplementationVersion()).ifPresent(version -> System.setProperty("posthouse.version", version));
        settings.values().forEach(System::setProperty);     // MicroProfile Config in the house reads the same values
        LogControl.register();
        var web = WebServer.boot(settings, files);
        web.deploy("posthouse-connector", files.connector());
        web.deploy("posthouse", files.house());
        house = House.registered();
        var open = house.open();
        HttpsKeys.take(house.keys());
        var ready = new Ready(web.url(), web.withWebPorts(open.ports()));
        Files.deleteIfExists(settings.home().resolve(Upgrade.WAY_BACK));      // from now on it would lose mail
        ready.write(settings.home());
        open.notices().forEach(CONSOLE::println);
        CONSOLE.println(ready.line());
    }

    /// On SIGTERM and SIGINT. The house closes first, because its transactions still work now and no longer in a shutdown hook,
    /// where the server has closed its pools already.
    private void stop() {
        if (!stopping.compareAndSet(false, true)) return;
        Thread.ofPlatform().name("posthouse-stop").start(() -> {
            int code = WORST;
            try {
                code = closed().code();
            } finally {
                System.exit(code);                           // whatever was in its way, such as classes of a jar that somebody has replaced: what listens to nobody any more must not hold the lock of the home
            }
        });
    }

    private Exit closed() {
        try {
            house.close();
            Files.deleteIfExists(settings.home().resolve(Ready.PORTS));
            return Exit.CLEAN;
        } catch (CannotStart | IOException failed) {
            say("The stop was not clean, the next start will look at everything again: " + failed.getMessage());
            return Exit.FAULT;
        }
    }

    private static void say(String message) {
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8).println("posthouse: " + message);
    }

    private static void leave(Exit exit, String message) {
        say(message);
        Runtime.getRuntime().halt(exit.code());
    }
}
