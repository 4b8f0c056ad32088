package org.posthouse.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.machine.Program;

/// What stands before a program's own command line to take from it what it must not have: another user's rights, and memory without end.
final class Confined {
    private static final String NOBODY = "nobody";
    private static final Path USERS = Path.of("/etc/passwd");

    private Confined() { }

    /// The system lacks what the administrator asked for: running without it would be a promise broken in silence.
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        Impossible(String why) { super(why); }
    }

    static List<String> by(Program program) throws Impossible, IOException {
        var command = new ArrayList<String>();
        boolean root = "root".equals(System.getProperty("user.name"));
        var user = program.user().isEmpty() && root ? NOBODY : program.user();
        if (!user.isEmpty() && !user.equals(System.getProperty("user.name"))) {
            if (!root) throw new Impossible("only a server that runs as root can run a program as " + user);
            var ids = ids(user).orElseThrow(() -> new Impossible("there is no user " + user + " on this machine"));
            command.addAll(List.of(tool("setpriv"), "--reuid=" + ids[0], "--regid=" + ids[1], "--clear-groups", "--no-new-privs", "--"));
        }
        if (program.memory() > 0) command.addAll(List.of(tool("prlimit"), "--as=" + program.memory(), "--core=0", "--"));
        return command;
    }

    private static String tool(String name) throws Impossible {
        for (var folder : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) if (Files.isExecutable(Path.of(folder, name))) return folder + "/" + name;
        throw new Impossible("this machine has no " + name + ", which the limits of the program need");
    }

    /// Number of the user and of its group.
    private static Optional<String[]> ids(String user) throws IOException {
        try (var lines = Files.lines(USERS)) {
            return lines.map(line -> line.split(":")).filter(field -> field.length > 3 && field[0].equals(user)).map(field -> new String[] {field[2], field[3]}).findFirst();
        }
    }
}
