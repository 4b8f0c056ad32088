package org.posthouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The `posthouse` command.
public final class Posthouse {
    static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

    private static final Set<String> OVER_API = Set.of("account", "import-system-users", "domain", "list", "queue", "change-address");
    private static final String API_OPTIONS = """
            here or with --server URL and --token-file FILE (or --user ADDRESS [--password-file FILE], --ca FILE);
            --json prints what the house answers:""";

    private static final String HELP = """
            On this machine:
            posthouse [start]    start in the foreground; Ctrl-C or SIGTERM stops it cleanly
            posthouse stop       stop the one that runs on this home, wait until it has
            posthouse status     is one running on this home, on which ports, with which certificate and how much mail, and the last backup
            posthouse doctor [--json]
                                 what is wrong with this machine, home and network, and what to do; also while none runs
            posthouse selftest   send a message through every service that is on and fetch it again
            posthouse prepare    unpack beside the jar and learn from a trial run, so that every start is quick
            posthouse upgrade NEW.jar | --back [--service NAME]
                                 put a newer version in place of this one, and the old one back when it does not start;
                                 --back after an upgrade that was cut short
            posthouse recover-postmaster
                                 a one-time code for a new postmaster password, for who lost it

            Backups (the house runs):
            posthouse backup DIR [--key FILE] [--full] [--keep N]
            posthouse backup key FILE                   make a key
            posthouse backup list DIR
            posthouse backup verify|drill DIR [--id ID] [--key FILE] [--scratch DIR]
                                                        read it through; or restore it aside and read every message
            posthouse restore DIR --home NEW [--id ID] [--key FILE]
            posthouse restore DIR --account ADDRESS [--into FOLDER] [--from FOLDER] [--since DATE] [--until DATE]
                                  [--message-id ID] [--id ID] [--key FILE]

            Over the API, \
            """ + API_OPTIONS + """

            posthouse account add ADDRESS [--name NAME] [--new-password-file FILE] | list [TEXT] | show ADDRESS
                      | set ADDRESS FIELD=VALUE… | password ADDRESS [--new-password-file FILE] | delete ADDRESS [--purge]
                      | import FILE | export
            posthouse import-system-users [--domain NAME] [--root DIR] [--links] [--dry-run]
                                 accounts for the people of this machine, with their .plan, .forward and /etc/aliases
            posthouse domain add NAME | list | show NAME | set NAME FIELD=VALUE… | delete NAME
            posthouse list add ADDRESS --owner ADDRESS [FIELD=VALUE…] | list | show ADDRESS | set ADDRESS FIELD=VALUE…
                      | delete ADDRESS | members ADDRESS | subscribe ADDRESS MEMBER… | unsubscribe ADDRESS MEMBER…
                      | import-archive ADDRESS MBOX [--old-pages] [--no-wait]
            posthouse queue [DOMAIN]
                                 what waits to be delivered, and why
            posthouse change-address OLD NEW [--dry-run]
                                 everywhere: accounts, aliases, forwarding, lists; or an IP address of this machine
            posthouse help       this text

            The home is posthouse.home or POSTHOUSE_HOME, else ./var. Settings: docs/reference/settings.md, commands: docs/reference/commands.md.""";

    private Posthouse() { }

    public static void main(String[] arguments) {
        System.exit(run(arguments.length == 0 ? "start" : arguments[0], arguments.length < 2 ? List.of() : Arrays.asList(arguments).subList(1, arguments.length)).code());
    }

    private static final Set<String> HELP_WORDS = Set.of("help", "--help", "-h");

    private static Exit run(String command, List<String> rest) {
        try {
            boolean asked = rest.stream().takeWhile(word -> !word.equals("--")).anyMatch(word -> word.equals("--help") || word.equals("-h"));
            if (HELP_WORDS.contains(command) && rest.isEmpty()) return say(HELP);
            if (HELP_WORDS.contains(command)) return say(help(rest.getFirst()));
            if (asked) return say(help(command));
            return switch (command) {
                case "start" -> alone(rest, () -> start(Settings.read()));
                case "stop" -> alone(rest, () -> stop(Settings.read().home()));
                case "status" -> alone(rest, () -> Status.tell(Settings.read()));
                case "prepare" -> alone(rest, () -> say(Preparation.of(ownJar())));
                case "recover-postmaster" -> alone(rest, () -> say(RecoveryCode.leave(Settings.read().home())));
                case "backup" -> BackupCommand.backup(rest);
                case "restore" -> BackupCommand.restore(rest);
                case "doctor" -> Doctor.run(rest);
                case "selftest" -> SelfTest.run(rest);
                case "upgrade" -> Upgrade.run(rest);
                case "account" -> Provisioning.account(rest);
                case "import-system-users" -> SystemUsersCommand.run(rest);
                case "domain" -> Provisioning.domain(rest);
                case "list" -> Provisioning.list(rest);
                case "queue" -> Provisioning.queue(rest);
                case "change-address" -> Provisioning.changeAddress(rest);
                default -> throw unknown(command);
            };
        } catch (CannotStart refused) {
            System.err.println("posthouse: " + refused.getMessage());
            return refused.exit();
        }
    }

    private static CannotStart unknown(String command) { return new CannotStart(Exit.BAD_SETTING, "There is no command " + command + "; 'posthouse help' lists them."); }

    /// The part of the text that is about one command: its lines and what is indented below them.
    private static String help(String command) {
        var part = new StringBuilder();
        boolean about = false;
        for (var line : HELP.split("\n")) {
            if (!line.startsWith(" ")) about = line.replaceFirst("^posthouse \\[?", "").matches(Pattern.quote(command) + "(\\W.*)?");
            if (about && !line.isBlank()) part.append(part.isEmpty() ? "" : "\n").append(line);
        }
        if (part.isEmpty()) throw unknown(command);
        return part + (OVER_API.contains(command) ? "\n\n" + API_OPTIONS : "");
    }

    private interface Deed {
        Exit run();
    }

    private static Exit alone(List<String> rest, Deed deed) {
        if (!rest.isEmpty()) throw new CannotStart(Exit.BAD_SETTING, "This command takes nothing behind it, and there is '" + rest.getFirst() + "'.");
        return deed.run();
    }

    private static Exit start(Settings settings) {
        var jar = ownJar();
        Unpacked server;
        boolean another;
        try (var _ = Home.open(settings.home())) {      // exec closes the lock; Server takes it again
            another = Upgrade.finishGoingBack(settings, jar);
            server = Unpacked.from(jar, settings.home());
        }
        if (another) Exec.become(again(jar));
        try {
            Exec.become(ServerJvm.command(jar, server, settings, System.getenv()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Exit.FAULT;
    }

    /// This very command with the jar that is in the place now.
    private static List<String> again(Path jar) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("posthouse.")).forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    static Path ownJar() {
        try {
            return Path.of(Posthouse.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Exit stop(Path home) {
        if (!Home.running(home)) return say("No Posthouse runs on " + home + ".");
        var process = Home.pid(home).flatMap(ProcessHandle::of)
                .orElseThrow(() -> new CannotStart(Exit.FAULT, "A Posthouse runs on " + home + " but does not say which process it is."));
        process.destroy();
        long until = System.nanoTime() + STOP_PATIENCE.toNanos();
        try {
            while (Home.running(home)) {                                 // the lock goes with the process, also where its parent does not ask how it ended
                if (System.nanoTime() > until) throw new CannotStart(Exit.FAULT, "Process " + process.pid() + " has not ended in " + STOP_PATIENCE.toSeconds() + " seconds.");
                Thread.sleep(50);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart(Exit.FAULT, "Interrupted; process " + process.pid() + " is stopping.", stopped);
        }
        return say("Stopped.");
    }

    static Exit say(String text) {
        System.out.println(text);
        return Exit.CLEAN;
    }
}
