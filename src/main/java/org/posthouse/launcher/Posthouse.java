package org.posthouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The `posthouse` command.
public final class Posthouse {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

    private static final String HELP = """
            posthouse [start]    start in the foreground; Ctrl-C or SIGTERM stops it cleanly
            posthouse stop       stop the one that runs on this home, wait until it has
            posthouse status     is one running on this home, and on which ports
            posthouse prepare    unpack beside the jar and learn from a trial run, so that every start is quick
            posthouse recover-postmaster
                                 a one-time code for a new postmaster password, for who lost it
            posthouse help       this text
            The home is posthouse.home or POSTHOUSE_HOME, else ./var. Settings: docs/reference/settings.md.""";

    private Posthouse() { }

    public static void main(String[] arguments) {
        System.exit(run(arguments.length == 0 ? "start" : arguments[0], arguments.length).code());
    }

    private static Exit run(String command, int count) {
        try {
            if (count > 1) throw new CannotStart(Exit.BAD_SETTING, "posthouse takes one command.\n" + HELP);
            return switch (command) {
                case "start" -> start(Settings.read());
                case "stop" -> stop(Settings.read().home());
                case "status" -> status(Settings.read().home());
                case "prepare" -> say(Preparation.of(ownJar()));
                case "recover-postmaster" -> say(RecoveryCode.leave(Settings.read().home()));
                case "help", "--help", "-h" -> say(HELP);
                default -> throw new CannotStart(Exit.BAD_SETTING, "There is no command " + command + ".\n" + HELP);
            };
        } catch (CannotStart refused) {
            System.err.println("posthouse: " + refused.getMessage());
            return refused.exit();
        }
    }

    private static Exit start(Settings settings) {
        var jar = ownJar();
        Unpacked server;
        try (var _ = Home.open(settings.home())) {      // exec closes the lock; Server takes it again
            server = Unpacked.from(jar, settings.home());
        }
        try {
            Exec.become(ServerJvm.command(jar, server, settings, System.getenv()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Exit.FAULT;
    }

    static Path ownJar() {
        try {
            return Path.of(Posthouse.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Exit stop(Path home) {
        if (!Home.running(home)) return say("No Posthouse runs on " + home + ".");
        var process = Home.pid(home).flatMap(ProcessHandle::of)
                .orElseThrow(() -> new CannotStart(Exit.FAULT, "A Posthouse runs on " + home + " but does not say which process it is."));
        process.destroy();
        try {
            process.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            throw new CannotStart(Exit.FAULT, "Process " + process.pid() + " has not ended in " + STOP_PATIENCE.toSeconds() + " seconds.");
        } catch (InterruptedException | java.util.concurrent.ExecutionException | CompletionException failed) {
            throw new CannotStart(Exit.FAULT, "Process " + process.pid() + " cannot be watched: " + failed, failed);
        }
        return say("Stopped.");
    }

    private static Exit status(Path home) {
        if (!Home.running(home)) {
            say("No Posthouse runs on " + home + ".");
            return Exit.FAULT;
        }
        try {
            return say("A Posthouse runs on " + home + Home.pid(home).map(pid -> " as process " + pid).orElse("") + ".\n"
                    + (Files.exists(home.resolve(Ready.PORTS)) ? Files.readString(home.resolve(Ready.PORTS)).strip() : "It is still starting."));
        } catch (IOException unreadable) {
            throw new CannotStart(Exit.FAULT, home.resolve(Ready.PORTS) + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static Exit say(String text) {
        System.out.println(text);
        return Exit.CLEAN;
    }
}
